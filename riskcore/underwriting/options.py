"""What may be done when something learned after binding contradicts what was said before it. Pure.

The options are drafts in words for a person to weigh; none is carried out from here.

Source: the choices named in an underwriting practitioner's article on surveys after binding
(insightuw.com, post 98): accept, warrant and monitor, charge, endorse, not renew, rescind.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from riskcore.units import write_date


@dataclass(frozen=True, kw_only=True)
class Option:
    """One thing that could be done. draft: a sentence to begin from; needs: what it takes first."""

    key: str
    label: str
    draft: str
    needs: str


def drafts(*, said: str, learned: str, expires_on: date | None) -> tuple[Option, ...]:
    """The options for one contradiction, the mildest first.

    said: what was stated before binding; learned: what was found; expires_on: the running policy's last
    boundary, None where none runs, and then the options that need a running policy are left out.

    >>> [option.key for option in drafts(said="No jail.", learned="A jail.", expires_on=None)]
    ['accept', 'monitor', 'rescind']
    """
    found = f"It was stated: {_plain(said)} It was learned: {_plain(learned)}"
    kept = [option for option in _all(found, expires_on) if expires_on or not _needs_policy(option)]
    return tuple(kept)


def _all(found: str, expires_on: date | None) -> Iterable[Option]:
    end = write_date(expires_on) if expires_on else ""
    return (
        Option(
            key="accept",
            label="Accept it as it is",
            draft=f"{found} The difference does not change how the risk is judged.",
            needs="A reason on file.",
        ),
        Option(
            key="monitor",
            label="Have it put right, and watch",
            draft=f"{found} The insured is asked to put it right, and to show that it has.",
            needs="A contingency with a day.",
        ),
        Option(
            key="charge",
            label="Charge for it during the term",
            draft=f"{found} Premium for the rest of the term, to {end}, is to be charged.",
            needs="A policy condition that allows it, and a worksheet of the difference.",
        ),
        Option(
            key="endorse",
            label="Endorse it out",
            draft=f"{found} An endorsement would take it out of cover until {end}.",
            needs="The insured's consent, or a policy condition; counsel's word on state law.",
        ),
        Option(
            key="non_renew",
            label="Do not renew",
            draft=f"{found} The policy would end on {end} and not be renewed.",
            needs="Notice in time: the days differ by state.",
        ),
        Option(
            key="rescind",
            label="Rescind",
            draft=f"{found} Had it been known, the policy would not have been written on these terms.",
            needs="Counsel, and proof that it was material. Never decided at this desk alone.",
        ),
    )


def _needs_policy(option: Option) -> bool:
    return option.key in {"charge", "endorse", "non_renew"}


def _plain(words: str) -> str:
    words = words.strip()
    return words if words.endswith(".") else f"{words}."
