"""What became of discipline: imposed or only noted, served or not, set aside or lowered on appeal. Pure.

One case is one sustained allegation, with the last word of each stage. A finding on which nothing
follows, or whose discipline nobody serves, changes nothing for whoever complained.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from accountability.codes import DISCIPLINE, UNMAPPED_DISCIPLINE
from accountability.measures.findings import MOST_UNMAPPED, follow_through
from accountability.measures.rates import share
from riskcore.factors.reading import Reading, cannot

LEAST = 2
"""The rank from which on it is discipline: below stand no action and a violation that is only noted."""
MEASURED = ("D40", "D50")
BEYOND_RANKS = "D95"
NO_DISCIPLINE = cannot("no discipline is recorded for this client; a file not sent is not a zero")


@dataclass(frozen=True, kw_only=True)
class Step:
    """What one stage said of one allegation. days: of a suspension or of leave lost, None: not said."""

    code: str
    days: int | None = None


@dataclass(frozen=True, kw_only=True)
class Followed:
    """One client's sustained allegations by what became of their discipline.

    imposed: those with discipline; noted: with a word of less; unmapped: in words without a code.
    set_aside, lowered: of those imposed, by an appeal. served: of those imposed and not set aside.
    measured: imposed ones with days that stand; short: those of them not served in full.
    """

    sustained: int = 0
    imposed: int = 0
    noted: int = 0
    unmapped: int = 0
    set_aside: int = 0
    lowered: int = 0
    served: int = 0
    measured: int = 0
    short: int = 0
    days_imposed: int = 0
    days_served: int = 0

    @property
    def standing(self) -> int:
        """Imposed and not set aside."""
        return self.imposed - self.set_aside

    @property
    def is_recorded(self) -> bool:
        """Whether any word of discipline is on record at all."""
        return bool(self.imposed or self.noted or self.unmapped)


def is_discipline(code: str) -> bool:
    """Whether a code is discipline: more than a note, and not an officer who left before it.

    >>> [code for code in ("D05", "D10", "D85", "D90", "D95") if is_discipline(code)]
    ['D10', 'D95']
    """
    rank = DISCIPLINE[code].rank
    return code == BEYOND_RANKS or (rank is not None and rank >= LEAST)


def followed(cases: Iterable[Mapping[str, Step]], *, sustained: int) -> Followed:
    """Count what became of the discipline of sustained allegations.

    cases: of each allegation with any word of discipline, stage -> the last word of that stage, the
    stages being imposed, served and after_appeal. sustained: all sustained allegations, >= cases.
    """
    found = dict.fromkeys(Followed.__dataclass_fields__, 0)
    for case in cases:
        imposed = case.get("imposed")
        if imposed is None:
            continue
        if imposed.code == UNMAPPED_DISCIPLINE:
            found["unmapped"] += 1
        elif not is_discipline(imposed.code):
            found["noted"] += 1
        else:
            found["imposed"] += 1
            for name, count in _of_imposed(imposed, case).items():
                found[name] += count
    return Followed(**{**found, "sustained": sustained})


def _of_imposed(imposed: Step, case: Mapping[str, Step]) -> dict[str, int]:
    appeal, service = case.get("after_appeal"), case.get("served")
    stands = appeal or imposed
    if appeal is not None and not is_discipline(appeal.code):
        return {"set_aside": 1}
    counts = {"lowered": int(_is_lower(stands, imposed))}
    is_served = service is not None and is_discipline(service.code)
    counts["served"] = int(is_served)
    if stands.code in MEASURED and stands.days:
        days = service.days if is_served and service is not None else 0
        if days is not None:
            counts["measured"], counts["short"] = 1, int(days < stands.days)
            counts["days_imposed"] = stands.days
            counts["days_served"] = min(days, stands.days)
    return counts


def _is_lower(stands: Step, imposed: Step) -> bool:
    rank, before = DISCIPLINE[stands.code].rank, DISCIPLINE[imposed.code].rank
    if rank is not None and before is not None and rank != before:
        return rank < before
    return None not in (stands.days, imposed.days) and (stands.days or 0) < (imposed.days or 0)


def imposed_share(found: Followed) -> Reading:
    """Discipline imposed, of sustained allegations, in percent.

    Reference: in Chicago 2000-2016 10 % of sustained allegations were only noted.
    """
    if not found.is_recorded:
        return NO_DISCIPLINE
    words = found.imposed + found.noted + found.unmapped
    if found.unmapped > MOST_UNMAPPED * words:
        return cannot("more than a fifth of the discipline is in words that are not mapped")
    return follow_through(found.imposed, found.sustained)


def served_share(found: Followed) -> Reading:
    """Discipline served, of what was imposed and not set aside on appeal, in percent. What nobody
    recorded as served is not.

    Reference: in Chicago 2000-2016 3 % of sustained allegations ended with a penalty not served.
    """
    if not found.is_recorded:
        return NO_DISCIPLINE
    return share(found.served, found.standing, of="cases of discipline that stand")


def days_served_share(found: Followed) -> Reading:
    """Days of suspension and of leave lost that were served, of those that stand, in percent. Without
    limits, as the days of one officer do not fall one by one."""
    if not found.is_recorded:
        return NO_DISCIPLINE
    return replace(
        share(found.days_served, found.days_imposed, of="days of suspension or leave imposed"),
        interval=None,
    )


def changed_share(found: Followed) -> Reading:
    """Discipline set aside or lowered on appeal, of what was imposed, in percent."""
    if not found.is_recorded:
        return NO_DISCIPLINE
    return share(found.set_aside + found.lowered, found.imposed, of="cases of discipline imposed")
