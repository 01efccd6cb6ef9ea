"""The steps of a renewal and the days of notice by state, as data. Pure.

A step is due a number of days before (or after) the expiry; its day is computed, never stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

KEY = "renewal-2026.1"
INSURER, CLIENT = "insurer", "client"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step. days_before: the expiry, negative after it; business: counted in business days.

    owner: whose task it is; opens_submission: the daily work opens the submission on that day;
    done_when_submitted: the submission's own life says when it is done.
    """

    key: str
    label: str
    days_before: int
    owner: str
    source: str
    business: bool = False
    opens_submission: bool = False
    done_when: str = ""


PRACTICE = "Renewal timelines of iiat.org, monarch-hi.com and a Victor/Schinnerer broker page."
STEPS: tuple[Step, ...] = (
    Step(
        key="open",
        label="Open the renewal, carry answers forward, order loss runs",
        days_before=120,
        owner=INSURER,
        source=PRACTICE,
        opens_submission=True,
        done_when="opened",
    ),
    Step(
        key="exposures",
        label="Review the strategy and ask for updated exposures",
        days_before=90,
        owner=INSURER,
        source=PRACTICE,
    ),
    Step(
        key="submission",
        label="Submission complete and attested",
        days_before=60,
        owner=CLIENT,
        source=f"{PRACTICE} Application deadline 60 days.",
        done_when="submitted",
    ),
    Step(
        key="loss_control",
        label="Check the standing of loss-control recommendations",
        days_before=60,
        owner=INSURER,
        source=PRACTICE,
    ),
    Step(
        key="read",
        label="Submission read, accepted or returned",
        days_before=45,
        owner=INSURER,
        source="Declared: between the application deadline and the quote.",
        done_when="accepted",
    ),
    Step(key="quote", label="Quote", days_before=20, owner=INSURER, source=PRACTICE),
    Step(
        key="proposal", label="Proposal presented", days_before=14, owner=INSURER, source=PRACTICE
    ),
    Step(
        key="open_items",
        label="Open items closed",
        days_before=5,
        owner=CLIENT,
        source=f"{PRACTICE} A week before the expiry, counted in business days.",
        business=True,
    ),
    Step(
        key="bind",
        label="Bind, invoice, certificates",
        days_before=1,
        owner=INSURER,
        source=PRACTICE,
        business=True,
        done_when="bound",
    ),
    Step(
        key="issued",
        label="Policy issued and reviewed",
        days_before=-90,
        owner=INSURER,
        source=f"{PRACTICE} 45 to 90 days after the expiry.",
    ),
)
NOTICE = "notice"


@dataclass(frozen=True, kw_only=True)
class Notice:
    """Days before the expiry by which a state wants notice of non-renewal or changed terms.

    declared: no source was found; the figure is a house assumption that an underwriter must check.
    """

    days_before: int
    source: str
    declared: bool = True
    special: bool = False


_DECLARED = "Declared, to be checked against the state's code before it is relied upon."
_SPECIAL = (
    "A Victor/Schinnerer broker page names this state for special renewal notice; "
    "the days are declared."
)
EVERYWHERE = Notice(days_before=60, source=_DECLARED)
NOTICES: Mapping[str, Notice] = MappingProxyType(
    {
        state: Notice(days_before=75, source=_SPECIAL, special=True)
        for state in ("AR", "KS", "ME", "NE", "NV", "NM", "OR", "SD")
    }
)
REMIND_DAYS = (
    14,
    0,
    -7,
)  # days before the due day; after it the reminder goes to the insurer as well


def notice_of(state: str) -> Notice:
    """The notice rule of a state; the one for everywhere where the state has none of its own."""
    return NOTICES.get(state, EVERYWHERE)
