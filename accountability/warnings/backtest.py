"""How well a rule would have done on a department's own history. Pure.

A rule is asked on a past day with what had happened by then, and its flags are held against what
happened in the months after. Assessed are the officers with something on record in the five years
before, so base rates are higher than for a whole force.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, lgamma

from accountability.measures.rates import wilson_interval
from accountability.warnings.plan import AGREED_LEAST
from accountability.warnings.rules import History, Rule, Yes, assess
from riskcore.errors import InvalidInput
from riskcore.periods import add_months

COMPLAINTS = frozenset({"complaint"})
SUSTAINED = frozenset({"sustained"})
LOOK_AHEADS = (12, 24)
SURE = 0.025
"""A result is called better than chance where chance gives it with less than this probability."""
FEWEST = 5
"""With fewer flagged, or fewer who drew complaints, nothing is said."""


@dataclass(frozen=True, kw_only=True)
class Share:
    """``count`` of ``total``, with Wilson limits at 95 %; value and limits None where total is 0."""

    count: int
    total: int

    @property
    def value(self) -> float | None:
        return self.count / self.total if self.total else None

    @property
    def limits(self) -> tuple[float, float] | None:
        return wilson_interval(self.count, self.total) if self.total else None


@dataclass(frozen=True, kw_only=True)
class Trial:
    """One rule on one past day.

    assessed, flagged: officers. base: of the assessed, those who drew two complaints or more in the
    look-ahead; precision: the same of the flagged. later: of the later complaints about those
    assessed, the share about the flagged. sustained, base_sustained: of the flagged and of the
    assessed, those with a complaint sustained in the look-ahead. outside: later complaints about
    officers who were not assessed. cannot: why there is no result, "" else.
    """

    rule: Rule
    cut: date
    look_ahead: int
    assessed: int = 0
    flagged: int = 0
    base: Share
    precision: Share
    later: Share
    sustained: Share
    base_sustained: Share
    outside: int = 0
    cannot: str = ""

    @property
    def flagged_share(self) -> float | None:
        """What share of later complaints chance would put on the flagged."""
        return self.flagged / self.assessed if self.assessed else None

    @property
    def lift(self) -> float | None:
        """Precision over base rate; 1 is chance."""
        if self.precision.value is None or not self.base.value:
            return None
        return self.precision.value / self.base.value

    @property
    def verdict(self) -> str:
        """Better than chance, no better than chance, worse than chance, or why it cannot be said."""
        if self.cannot:
            return f"cannot be judged, because {self.cannot}"
        if self.flagged < FEWEST:
            return f"cannot be judged, because it flagged {self.flagged}"
        if self.base.count < FEWEST:
            return f"cannot be judged, because {self.base.count} drew {AGREED_LEAST} or more later"
        drawn = {
            "hits": self.base.count,
            "whole": self.assessed,
            "drawn": self.flagged,
        }
        if at_least(self.precision.count, **drawn) < SURE:
            return "better than chance"
        missed = {**drawn, "hits": self.assessed - self.base.count}
        if at_least(self.flagged - self.precision.count, **missed) < SURE:
            return "worse than chance"
        return "no better than chance"


def at_least(count: int, *, hits: int, whole: int, drawn: int) -> float:
    """The chance of ``count`` hits or more among ``drawn`` of ``whole`` of which ``hits`` are hits.

    All whole numbers with 0 <= hits, drawn <= whole.

    Source: Fisher, R. A. (1935), "The logic of inductive inference", Journal of the Royal Statistical
    Society 98, 39-82: the hypergeometric tail of the exact test, one-sided.

    >>> round(at_least(3, hits=4, whole=8, drawn=4), 4)  # the lady tasting tea
    0.2429
    """
    if not (0 <= hits <= whole and 0 <= drawn <= whole):
        raise InvalidInput(
            "warnings.draws",
            f"A chance was asked for {drawn} drawn of {whole} with {hits} hits; both lie within the "
            "whole.",
        )
    low, high = max(count, drawn - (whole - hits), 0), min(hits, drawn)
    if count > high:
        return 0.0
    return min(
        1.0,
        sum(
            exp(
                _log_choose(hits, found)
                + _log_choose(whole - hits, drawn - found)
                - _log_choose(whole, drawn)
            )
            for found in range(low, high + 1)
        ),
    )


def _log_choose(whole: int, part: int) -> float:
    return lgamma(whole + 1) - lgamma(part + 1) - lgamma(whole - part + 1)


def trial(rule: Rule, history: History, *, cut: date, look_ahead: int) -> Trial:
    """The rule asked on ``cut``, and what the ``look_ahead`` months after it brought.

    The caller sees to it that those months have passed.
    """
    found = assess(rule, history, as_of=cut)
    after = cut + timedelta(days=1)
    start, end = after.toordinal(), add_months(after, look_ahead).toordinal()
    later = history.counts(COMPLAINTS, start=start, end=end)
    sustained = history.counts(SUSTAINED, start=start, end=end) > 0
    assessed: Yes = found.assessed
    flagged: Yes = assessed & found.flagged
    hit = later >= AGREED_LEAST

    def share(hits: Yes, of: Yes) -> Share:
        return Share(count=int((hits & of).sum()), total=int(of.sum()))

    return Trial(
        rule=rule,
        cut=cut,
        look_ahead=look_ahead,
        assessed=int(assessed.sum()),
        flagged=int(flagged.sum()),
        base=share(hit, assessed),
        precision=share(hit, flagged),
        later=Share(count=int(later[flagged].sum()), total=int(later[assessed].sum())),
        sustained=share(sustained, flagged),
        base_sustained=share(sustained, assessed),
        outside=int(later[~assessed].sum()),
        cannot=found.cannot or ("" if assessed.any() else "nobody had anything on record by then"),
    )


def cuts(*, first: date, last: date, months: int, look_ahead: int, most: int = 5) -> list[date]:
    """Past days on which a rule can be asked, newest first: each a year before the one after it.

    first, last: the days the history covers. Before a cut lie at least the rule's ``months``, after
    it all of the look-ahead.
    """
    found: list[date] = []
    cut = add_months(last + timedelta(days=1), -look_ahead) - timedelta(days=1)
    while len(found) < most and add_months(cut + timedelta(days=1), -months) >= first:
        found.append(cut)
        cut = add_months(cut + timedelta(days=1), -12) - timedelta(days=1)
    return found


def audit(
    rules: Sequence[Rule],
    history: History,
    *,
    first: date,
    last: date,
    look_aheads: Sequence[int] = LOOK_AHEADS,
) -> list[Trial]:
    """Every rule on every past day that its window and the look-ahead allow, newest first."""
    return [
        trial(rule, history, cut=cut, look_ahead=look_ahead)
        for rule in rules
        for look_ahead in look_aheads
        for cut in cuts(first=first, last=last, months=rule.months, look_ahead=look_ahead)
    ]
