"""One client's profile on two days, side by side. Pure.

Says which figures moved and by how much, never why; a figure that one of the days lacks says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from riskcore.factors.reading import Reading
from riskcore.factors.registry import Factor, Use


@dataclass(frozen=True, kw_only=True)
class Change:
    """One factor on two days. moved: later less earlier, None where either has no value; apart: whether
    the two intervals do not overlap, which is more than chance would often give."""

    factor: Factor
    before: Reading
    after: Reading
    moved: float | None
    apart: bool

    @property
    def is_watched(self) -> bool:
        return self.factor.use is Use.WATCH


def changes(
    factors: Sequence[Factor], before: Mapping[str, Reading], after: Mapping[str, Reading]
) -> tuple[Change, ...]:
    """Every factor as read on the earlier and on the later day, in the order of the factors."""
    return tuple(_change(factor, before[factor.key], after[factor.key]) for factor in factors)


def _change(factor: Factor, before: Reading, after: Reading) -> Change:
    known = before.value is not None and after.value is not None
    moved = float(after.value or 0) - float(before.value or 0) if known else None
    return Change(
        factor=factor, before=before, after=after, moved=moved, apart=_apart(before, after)
    )


def _apart(before: Reading, after: Reading) -> bool:
    if before.interval is None or after.interval is None:
        return False
    return before.interval.high < after.interval.low or after.interval.high < before.interval.low


def told(change: Change) -> str:
    """The change in a sentence without its dates: "Loss frequency went from 3.10 to 4.20"."""
    unit = change.factor.unit
    if change.before.value is None and change.after.value is None:
        return f"{change.factor.label} cannot be computed on either day"
    if change.before.value is None:
        return f"{change.factor.label} can be computed since"
    if change.after.value is None:
        return f"{change.factor.label} can no longer be computed"
    first, second = unit.write(change.before.value), unit.write(change.after.value)
    if first == second:
        return f"{change.factor.label} stayed at {first}"
    return f"{change.factor.label} went from {first} to {second}"
