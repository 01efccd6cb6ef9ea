"""What the terms of one client leave open, line by line and across carriers. Pure.

A retro date never advances by itself: a term whose retro date is later than that of the term before
gives up prior acts, which somebody must have accepted. Every period is half-open.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from riskcore.coverage.trigger import InsuredPart
from riskcore.units import write_date

GAP = "coverage.gap"
RETRO_ADVANCED = "coverage.retro_advanced"
NO_TAIL = "coverage.no_tail"
OVERLAP = "coverage.overlap"
LAPSED = "coverage.lapsed"
KEYS = {
    GAP: "days between two terms of a line on which no policy was in force",
    RETRO_ADVANCED: "a retro date later than that of the term before: prior acts given up",
    NO_TAIL: "claims-made cover that ended without an extended reporting period or a successor",
    OVERLAP: "two terms of a line in force on the same days",
    LAPSED: "a line whose last recorded term has ended",
}


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing the terms of a line leave open.

    key: one of KEYS. starts_on, ends_on: the days concerned, half-open; None where it is unbounded.
    number, term_starts_on: the term that brought it about. retro_date: of that term, for
    RETRO_ADVANCED. accepted: who accepted it, when and why, in a sentence; "" while nobody has.
    """

    key: str
    line: str
    starts_on: date | None
    ends_on: date | None
    number: str
    term_starts_on: date
    sentence: str
    retro_date: date | None = None
    accepted: str = ""

    @property
    def is_open(self) -> bool:
        """Whether somebody should look at it: an overlap is information only."""
        return not self.accepted and self.key != OVERLAP


def findings(parts: Sequence[InsuredPart], *, as_of: date) -> tuple[Finding, ...]:
    """What one client's terms leave open on a day, by line and day.

    Parts that begin after ``as_of`` count as well: they are what is bound to follow.

    **Source:** claims-made practice as in liljenbergexpertwitness.com ("claims made"): the retro date
    bounds prior acts, and what is made after the last term needs an extended reporting period.
    """
    in_order = sorted(
        parts, key=lambda part: (part.line, part.starts_on, part.ends_on, part.number)
    )
    found: list[Finding] = []
    for _, group in groupby(in_order, key=lambda part: part.line):
        of_line = list(group)
        found += _uncovered(of_line, as_of)
        found += _retro(of_line)
        found += _tails(of_line)
    return tuple(
        sorted(found, key=lambda one: (one.line, one.starts_on or date.min, one.key, one.number))
    )


def _uncovered(parts: Sequence[InsuredPart], as_of: date) -> Iterable[Finding]:
    """Gaps, overlaps, and the end of the last term."""
    last = parts[0]
    for part in parts[1:]:
        if part.starts_on > last.ends_on:
            yield _finding(
                GAP,
                part,
                (last.ends_on, part.starts_on),
                f"No {part.line} policy was in force from {write_date(last.ends_on)} to "
                f"{write_date(part.starts_on)}, between {last.number} of {last.carrier} and "
                f"{part.number} of {part.carrier}: {_days(part.starts_on, last.ends_on)}.",
            )
        elif part.starts_on < last.ends_on:
            until = min(part.ends_on, last.ends_on)
            yield _finding(
                OVERLAP,
                part,
                (part.starts_on, until),
                f"{last.number} of {last.carrier} and {part.number} of {part.carrier} are both in "
                f"force for {part.line} from {write_date(part.starts_on)} to {write_date(until)}.",
            )
        last = max(last, part, key=lambda one: one.ends_on)
    if last.ends_on <= as_of:
        yield _finding(
            LAPSED,
            last,
            (last.ends_on, None),
            f"The last recorded {last.line} term, {last.number} of {last.carrier}, ended on "
            f"{write_date(last.ends_on)}; none follows.",
        )


def _retro(parts: Sequence[InsuredPart]) -> Iterable[Finding]:
    """Retro dates later than those of the term before, or than the occurrence cover reaches."""
    for part in parts:
        before = _before(part, parts)
        if part.is_occurrence or before is None or part.retro_date is None:
            continue
        reach = before.ends_on if before.is_occurrence else before.retro_date
        if reach is not None and part.retro_date <= reach:
            continue
        until = write_date(part.retro_date)
        if before.is_occurrence:
            covered = (
                f"occurrence cover under {before.number} ended on {write_date(before.ends_on)}"
            )
        elif reach is None:
            covered = f"{before.number} before it covered prior acts in full"
        else:
            covered = f"{before.number} before it had {write_date(reach)}"
        acts = f"from {write_date(reach)} to {until}" if reach else f"before {until}"
        yield _finding(
            RETRO_ADVANCED,
            part,
            (reach, part.retro_date),
            f"{part.number} of {part.carrier} has the {part.line} retro date {until}, but {covered}: "
            f"acts {acts} are answered by no policy when a claim is made in this term.",
            retro_date=part.retro_date,
        )


def _tails(parts: Sequence[InsuredPart]) -> Iterable[Finding]:
    """Claims-made cover followed by occurrence cover only, without an extended reporting period."""
    for part in parts:
        if part.is_occurrence or part.erp_ends_on is not None:
            continue
        after = [one for one in parts if one.starts_on > part.starts_on and one is not part]
        if not after or any(not one.is_occurrence for one in after):
            continue
        yield _finding(
            NO_TAIL,
            part,
            (part.ends_on, None),
            f"{part.number} of {part.carrier} ({part.line}, claims made) ended on "
            f"{write_date(part.ends_on)} and occurrence cover follows: a claim made since for an act "
            "before that day is answered by no policy. An extended reporting period would.",
        )


def _before(part: InsuredPart, parts: Sequence[InsuredPart]) -> InsuredPart | None:
    """The term that went before: the latest to begin before this one, the longest of those."""
    earlier = [one for one in parts if one.starts_on < part.starts_on]
    return max(earlier, key=lambda one: (one.starts_on, one.ends_on), default=None)


def _finding(
    key: str,
    part: InsuredPart,
    days: tuple[date | None, date | None],
    sentence: str,
    *,
    retro_date: date | None = None,
) -> Finding:
    return Finding(
        key=key,
        line=part.line,
        starts_on=days[0],
        ends_on=days[1],
        number=part.number,
        term_starts_on=part.starts_on,
        sentence=sentence,
        retro_date=retro_date,
    )


def _days(later: date, earlier: date) -> str:
    count = (later - earlier).days
    return f"{count} day{'' if count == 1 else 's'}"
