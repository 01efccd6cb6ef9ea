"""Whether a grant of authority covers what is asked, and by how much it does not. Pure.

An empty bound of a grant does not bound; what a grant bounds and nobody recorded counts as above it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from riskcore.units import DOLLARS, PERCENT, write_number

ALL_RULES = "all"


@dataclass(frozen=True, kw_only=True)
class Grant:
    """One grant. line: "" for every line; bounds in dollars, percent (``max_credit`` and ``max_debit``
    both as positive numbers) and officers; approves: keys of rules, or ALL_RULES; special: may approve
    beyond every bound, which is recorded apart."""

    id: int
    holder: str
    line: str = ""
    max_limit: Decimal | None = None
    min_retention: Decimal | None = None
    max_premium: Decimal | None = None
    max_credit: Decimal | None = None
    max_debit: Decimal | None = None
    max_officers: int | None = None
    open_critical: bool = False
    approves: frozenset[str] = frozenset()
    special: bool = False

    def names(self, rule: str) -> bool:
        return ALL_RULES in self.approves or rule in self.approves


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What one line of a review asks authority for. None: not given or not recorded."""

    line: str
    limit: Decimal | None = None
    retention: Decimal | None = None
    premium: Decimal | None = None
    schedule_percent: Decimal = Decimal(0)
    officers: Decimal | None = None
    open_critical: int = 0


@dataclass(frozen=True, kw_only=True)
class Excess:
    """One respect in which something is above a grant. says: a clause, "the limit of $2,000,000 is
    above $1,000,000"."""

    dimension: str
    asked: Decimal | None
    bound: Decimal | None
    says: str


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """within, with the grant that covers it; or above, because (clauses, joined) of the nearest
    grant."""

    within: bool
    because: str
    grant: Grant | None = None
    excesses: tuple[Excess, ...] = ()

    @property
    def sentence(self) -> str:
        return f"Within authority: {self.because}." if self.within else f"Above: {self.because}."


def judge(grants: Iterable[Grant], asked: Asked) -> Verdict:
    """Whether one of the grants covers all of what a line asks; bounds of two grants are never joined.

    >>> judge([], Asked(line="LEL")).because
    'no grant of authority for LEL is held'
    """
    fitting = [grant for grant in grants if grant.line in ("", asked.line)]
    if not fitting:
        because = f"no grant of authority for {asked.line} is held"
        none = Excess(dimension="grant", asked=None, bound=None, says=because)
        return Verdict(within=False, because=because, excesses=(none,))
    judged = sorted(
        ((grant, excesses(grant, asked)) for grant in fitting),
        key=lambda pair: (len(pair[1]), pair[0].id),
    )
    grant, above = judged[0]
    if not above:
        return Verdict(within=True, because=f"grant {grant.id} covers it", grant=grant)
    clauses = " and ".join(excess.says for excess in above)
    return Verdict(within=False, because=clauses, grant=grant, excesses=above)


def covers(
    grants: Iterable[Grant], asked: Asked, *, dimensions: Collection[str], rule: str = ""
) -> Verdict:
    """Whether one of the grants covers these respects of what is asked and, where a rule is named, lets
    its holder approve that rule."""
    fitting = [grant for grant in grants if asked.line == "" or grant.line in ("", asked.line)]
    if rule:
        fitting = [grant for grant in fitting if grant.names(rule)]
        if not fitting:
            return Verdict(within=False, because="no grant held names this rule")
    if not fitting:
        return Verdict(within=False, because=f"no grant of authority for {asked.line} is held")
    nearest: tuple[Grant, tuple[Excess, ...]] | None = None
    for grant in fitting:
        above = tuple(
            excess
            for excess in excesses(grant, asked)
            if excess.dimension in dimensions or "grant" in dimensions
        )
        if not above:
            return Verdict(within=True, because=f"grant {grant.id} covers it", grant=grant)
        if nearest is None or len(above) < len(nearest[1]):
            nearest = grant, above
    assert nearest is not None  # noqa: S101  # fitting was not empty
    clauses = " and ".join(excess.says for excess in nearest[1])
    return Verdict(within=False, because=clauses, grant=nearest[0], excesses=nearest[1])


def excesses(grant: Grant, asked: Asked) -> tuple[Excess, ...]:
    """Every respect in which this grant does not cover what a line asks."""
    found = [
        _over("limit", "the limit", asked.limit, grant.max_limit),
        _under("retention", "the retention", asked.retention, grant.min_retention),
        _over("premium", "the premium", asked.premium, grant.max_premium),
        _schedule(grant, asked.schedule_percent),
        _officers(grant, asked.officers),
        _critical(grant, asked.open_critical),
    ]
    return tuple(excess for excess in found if excess is not None)


def _over(name: str, words: str, asked: Decimal | None, bound: Decimal | None) -> Excess | None:
    if bound is None or (asked is not None and asked <= bound):
        return None
    said = (
        f"{words} of {DOLLARS.write(asked)} is above {DOLLARS.write(bound)}"
        if asked is not None
        else f"{words} is not given, and the grant goes up to {DOLLARS.write(bound)}"
    )
    return Excess(dimension=name, asked=asked, bound=bound, says=said)


def _under(name: str, words: str, asked: Decimal | None, bound: Decimal | None) -> Excess | None:
    if bound is None or (asked is not None and asked >= bound):
        return None
    said = (
        f"{words} of {DOLLARS.write(asked)} is below {DOLLARS.write(bound)}"
        if asked is not None
        else f"{words} is not given, and the grant asks for {DOLLARS.write(bound)} or more"
    )
    return Excess(dimension=name, asked=asked, bound=bound, says=said)


def _schedule(grant: Grant, percent: Decimal) -> Excess | None:
    kind, bound = ("credit", grant.max_credit) if percent < 0 else ("debit", grant.max_debit)
    if bound is None or abs(percent) <= bound:
        return None
    said = f"the schedule {kind} of {PERCENT.write(abs(percent))} is above {PERCENT.write(bound)}"
    return Excess(dimension="schedule", asked=percent, bound=bound, says=said)


def _officers(grant: Grant, officers: Decimal | None) -> Excess | None:
    if grant.max_officers is None or (officers is not None and officers <= grant.max_officers):
        return None
    most = write_number(grant.max_officers)
    said = (
        f"{write_number(officers)} officers are more than {most}"
        if officers is not None
        else f"the number of officers is not recorded, and the grant goes up to {most}"
    )
    bound = Decimal(grant.max_officers)
    return Excess(dimension="officers", asked=officers, bound=bound, says=said)


def _critical(grant: Grant, count: int) -> Excess | None:
    if grant.open_critical or not count:
        return None
    noun = "recommendation is" if count == 1 else "recommendations are"
    said = f"{count} critical {noun} overdue, with which the grant does not let anybody quote"
    return Excess(dimension="critical", asked=Decimal(count), bound=Decimal(0), says=said)
