"""Limits on how long a complaint may take: by state, by stage and as targets of ours. Pure data.

A limit runs between two events of a case. Some are the law of a state and bar discipline once they have
run out; others are targets, and only a sentence follows. ``confirm`` marks what was taken from general
knowledge or from an older text: check it against the law in force before you rely on it. What a
contract adds is a row of the client (``clocks.models``), not an entry here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from types import MappingProxyType

from riskcore.errors import InvalidInput

PLAN_VERSION = "clocks-1"
SOON_DAYS, CRITICAL_DAYS = 30, 14
"""A clock is shown as near from so many days left, and as critical from so many."""


class Unit(Enum):
    """What a limit counts."""

    DAYS = "calendar days"
    BUSINESS_DAYS = "business days"
    MONTHS = "months"


EVENTS: Mapping[str, str] = MappingProxyType(
    {
        "occurred": "the event happened",
        "received": "the complaint was received",
        "acknowledged": "the complainant was told that it arrived",
        "assigned": "an investigator was assigned",
        "reported": "the investigation report was complete",
        "decided": "a finding was made",
        "noticed": "the officer was given notice of discipline",
        "appealed": "an appeal was filed",
        "appeal_decided": "the appeal was decided",
        "told": "the complainant was told the outcome",
    }
)
"""What starts and ends clocks, each with the clause that says it."""

TO_DO: Mapping[str, str] = MappingProxyType(
    {
        "acknowledged": "the complainant is told that it arrived",
        "assigned": "an investigator is assigned",
        "reported": "the investigation report is complete",
        "decided": "a finding is made",
        "noticed": "the officer is given notice of discipline",
        "appeal_decided": "the appeal is decided",
        "told": "the complainant is told the outcome",
    }
)

TOLLING: Mapping[str, str] = MappingProxyType(
    {
        "criminal_case": "a criminal investigation or prosecution is pending",
        "waiver": "the officer waived the limit in writing",
        "several_jurisdictions": "several jurisdictions take part",
        "several_employees": "several employees are investigated",
        "officer_unavailable": "the officer is incapacitated or unavailable",
        "civil_suit": "a civil suit of the same event is pending",
        "workers_compensation": "workers' compensation fraud is examined",
        "complainant_charged": "the complainant is a criminal defendant",
        "other": "the rule allows it for another reason",
    }
)
"""Reasons for which a clock may stand still, each as a clause."""

ANY_REASON = frozenset(TOLLING)


@dataclass(frozen=True, kw_only=True)
class Limit:
    """One limit.

    state: two letters, "" for every state. starts, ends: words of EVENTS. length: > 0, in ``unit``.
    bars: discipline is barred once it has run out. applies_to: "serious" or "minor" complaints only,
    "" for all. tolled_by: the reasons that stop it. rolls: a last day that is no business day moves to
    the next. in_force: from the day the complaint is received on.
    """

    key: str
    label: str
    starts: str
    ends: str
    length: int
    unit: Unit = Unit.DAYS
    state: str = ""
    bars: bool = False
    applies_to: str = ""
    tolled_by: frozenset[str] = frozenset()
    rolls: bool = False
    in_force: date = date(1900, 1, 1)
    source: str
    confirm: bool = False

    @property
    def rule(self) -> str:
        """The limit in words: "180 calendar days from the day the complaint was received"."""
        count = f"{self.length} {self.unit.value}"
        if self.length == 1:
            count = count.removesuffix("s")
        return f"{count} from the day {EVENTS[self.starts]}"


def _check(limit: Limit) -> Limit:
    if limit.length <= 0 or limit.starts not in EVENTS or limit.ends not in TO_DO:
        raise InvalidInput(
            "clocks.limit",
            f"The limit {limit.key!r} runs {limit.length} from {limit.starts!r} to {limit.ends!r}; it "
            "must run more than 0 days between known events. Correct it.",
        )
    if unknown := limit.tolled_by - ANY_REASON:
        raise InvalidInput(
            "clocks.reason",
            f"The limit {limit.key!r} stands still for {', '.join(sorted(unknown))}; the reasons are "
            f"{', '.join(TOLLING)}. Use these.",
        )
    return limit


STATE_LIMITS: tuple[Limit, ...] = (
    Limit(
        key="ca_one_year",
        label="California one-year limit",
        state="CA",
        starts="received",
        ends="noticed",
        length=12,
        unit=Unit.MONTHS,
        bars=True,
        tolled_by=ANY_REASON - {"other"},
        source="California Government Code 3304(d): one year from discovery, the proposed discipline "
        "included; two of its exceptions (compensation fraud, criminal defendant) from general "
        "knowledge.",
    ),
    Limit(
        key="fl_180_days",
        label="Florida 180-day limit",
        state="FL",
        starts="received",
        ends="noticed",
        length=180,
        bars=True,
        tolled_by=frozenset(
            {"criminal_case", "waiver", "several_jurisdictions", "officer_unavailable", "other"}
        ),
        source="Florida Statutes 112.532(6)(a) and Attorney General Opinion 2006-25: 180 days from "
        "notice to a person authorised to investigate, the written intent to discipline included; "
        "the exceptions from general knowledge.",
    ),
    Limit(
        key="la_begin",
        label="Louisiana start of the investigation",
        state="LA",
        starts="received",
        ends="assigned",
        length=14,
        source="Louisiana R.S. 40:2531(B)(7), text of 2014: to begin within 14 days of a formal "
        "written complaint.",
        confirm=True,
    ),
    Limit(
        key="la_complete",
        label="Louisiana investigation",
        state="LA",
        starts="assigned",
        ends="reported",
        length=60,
        bars=True,
        tolled_by=frozenset({"criminal_case", "waiver", "other"}),
        source="Louisiana R.S. 40:2531(B)(7), text of 2014: 60 days, which a board may extend. Act 451 "
        "of 2021 changed the length; the shorter one stands here until it is confirmed.",
        confirm=True,
    ),
    Limit(
        key="md_offer",
        label="Maryland offer of discipline",
        state="MD",
        starts="decided",
        ends="noticed",
        length=15,
        source="Maryland Public Safety 3-105: the chief offers discipline within 15 days of the charge, "
        "here taken as the day of the finding.",
        confirm=True,
    ),
    Limit(
        key="nj_report",
        label="New Jersey report to the prosecutor",
        state="NJ",
        starts="received",
        ends="reported",
        length=45,
        tolled_by=frozenset({"criminal_case"}),
        source="New Jersey Internal Affairs Policy and Procedures: 45 days, then a report to the "
        "prosecutor; from general knowledge.",
        confirm=True,
    ),
    Limit(
        key="ny_18_months",
        label="New York civil-service limit",
        state="NY",
        starts="occurred",
        ends="noticed",
        length=18,
        unit=Unit.MONTHS,
        bars=True,
        tolled_by=frozenset({"criminal_case"}),
        source="New York Civil Service Law 75(4): 18 months from the event; from general knowledge.",
        confirm=True,
    ),
    Limit(
        key="tx_180_days",
        label="Texas civil-service limit",
        state="TX",
        starts="occurred",
        ends="noticed",
        length=180,
        bars=True,
        source="Texas Local Government Code 143.052, for cities under its civil service: no act more "
        "than 180 days before the suspension; from general knowledge.",
        confirm=True,
    ),
)

TARGETS: tuple[Limit, ...] = (
    Limit(
        key="target_acknowledge",
        label="Acknowledge",
        starts="received",
        ends="acknowledged",
        length=3,
        unit=Unit.BUSINESS_DAYS,
        source="A target of ours.",
    ),
    Limit(
        key="target_assign",
        label="Classify and assign",
        starts="received",
        ends="assigned",
        length=14,
        source="A target of ours, after the 14 days of Louisiana.",
    ),
    Limit(
        key="target_investigate_minor",
        label="Investigate, minor",
        starts="assigned",
        ends="reported",
        length=90,
        applies_to="minor",
        tolled_by=ANY_REASON,
        source="A target of ours.",
    ),
    Limit(
        key="target_investigate_serious",
        label="Investigate, serious",
        starts="assigned",
        ends="reported",
        length=150,
        applies_to="serious",
        tolled_by=ANY_REASON,
        source="A target of ours.",
    ),
    Limit(
        key="target_review",
        label="Review and decide",
        starts="reported",
        ends="decided",
        length=30,
        source="A target of ours.",
    ),
    Limit(
        key="target_notice",
        label="Decide on discipline",
        starts="decided",
        ends="noticed",
        length=30,
        source="A target of ours.",
    ),
    Limit(
        key="target_close",
        label="Tell the complainant",
        starts="decided",
        ends="told",
        length=7,
        source="A target of ours.",
    ),
    Limit(
        key="target_overall",
        label="Receipt to finding",
        starts="received",
        ends="decided",
        length=180,
        tolled_by=ANY_REASON,
        source="A target of ours: 180 days overall is also in the internal-affairs guidance of the "
        "COPS office, from general knowledge.",
        confirm=True,
    ),
)

LIMITS: Mapping[str, Limit] = MappingProxyType(
    {limit.key: _check(limit) for limit in (*STATE_LIMITS, *TARGETS)}
)


def limits_for(
    *, state: str, received_on: date, serious: bool, contract: tuple[Limit, ...] = ()
) -> tuple[Limit, ...]:
    """The limits on a complaint: the state's, the contract's, and targets for what neither names.

    state: two letters. received_on: which limits are in force. contract: the client's own. A target
    gives way to a limit of the state or the contract between the same two events.
    """
    weight = "serious" if serious else "minor"
    own = [_check(limit) for limit in contract]
    stated = [limit for limit in STATE_LIMITS if limit.state == state]
    binding = {(limit.starts, limit.ends) for limit in (*own, *stated)}
    targets = [limit for limit in TARGETS if (limit.starts, limit.ends) not in binding]
    return tuple(
        limit
        for limit in (*stated, *own, *targets)
        if limit.applies_to in {"", weight} and limit.in_force <= received_on
    )


def lengthened(limit: Limit, length: int) -> Limit:
    """The same limit with another length, for a contract that extends it."""
    return _check(replace(limit, length=length))
