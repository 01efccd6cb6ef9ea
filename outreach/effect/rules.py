"""What must be on record before anything is said, and when what is missing could be there. Pure.

Three readings of a panel follow from the rules: which cells are reference cells, which months
after a start may be used, and what each department falls short of.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

import numpy as np

from outreach.effect.panel import Booleans, Floats, Panel
from outreach.effect.reference import largest_connected


class Rule(StrEnum):
    """One condition each; ``words`` has the sentence."""

    BEFORE = "months_before"
    AFTER = "months_after"
    EXPECTED_ONE = "expected_of_one"
    EXPECTED_GROUP = "expected_of_group"
    DEPARTMENTS = "departments"
    REFERENCE_DEPARTMENTS = "reference_departments"
    REFERENCE_COMPLAINTS = "reference_complaints"
    EXPOSURE_UNKNOWN = "exposure_unknown"
    EXPOSURE_JUMP = "exposure_jump"
    CHANGED = "record_changed"
    UNREPORTED = "unreported"
    UNCONNECTED = "unconnected"


@dataclass(frozen=True, kw_only=True)
class Minimums:
    """The thresholds, in months, departments and complaints.

    Source: a simulation of 120 departments over 60 months (docs/explanation/effect.md): twelve months of
    history left a bias that twenty-four did not; below ten expected complaints no fall could be seen.
    """

    before: int = 24
    after: int = 6
    standard: int = 12
    expected_of_one: float = 10.0
    expected_of_group: float = 30.0
    departments: int = 10
    reference_departments: int = 10
    reference_complaints: int = 20
    jump: float = 0.5
    spell_months: int = 6
    spell: float = 1.5


MINIMUMS = Minimums()


@dataclass(frozen=True, kw_only=True)
class Shortfall:
    """One rule that does not hold. had, needed: as the rule counts. month: where it fails, ""
    where it has no month. earliest: the number of the month in which it could hold, None where
    waiting does not help."""

    rule: Rule
    had: float = 0.0
    needed: float = 0.0
    month: str = ""
    earliest: int | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Screen:
    """cells: the reference. after: the months after a start that may be used. left_out: departments that
    count nowhere. shortfalls: by department, empty where it may stand in a group."""

    cells: Booleans
    after: Booleans
    left_out: Booleans
    shortfalls: tuple[tuple[Shortfall, ...], ...]


def screen(
    panel: Panel,
    minimums: Minimums = MINIMUMS,
    changed: Booleans | None = None,
    *,
    fewest: int = 2,
) -> Screen:
    """What of a panel may be used. changed: departments by months, where how complaints are taken,
    or where the figures come from, is on record as having changed. fewest: departments that a month
    of the reference needs."""
    columns = np.arange(panel.width)
    starts = panel.starts[:, None]
    window = (columns >= starts) & (columns < starts + minimums.standard)
    broken = _broken(panel, window, minimums, changed)
    left_out = np.any([where.any(axis=1) for where in broken.values()], axis=0)
    before = panel.reported & (columns < starts) & ~left_out[:, None]
    # A month of one department says nothing of the others.
    cells = before & (before.sum(axis=0) >= fewest)
    units, months = largest_connected(cells)
    broken[Rule.UNCONNECTED] = (before.any(axis=1) & ~units)[:, None] & before
    left_out |= broken[Rule.UNCONNECTED].any(axis=1)
    cells &= ~left_out[:, None]
    others = cells.sum(axis=0)
    complaints = (panel.counts * cells).sum(axis=0)
    enough = (
        (others >= minimums.reference_departments)
        & (complaints >= minimums.reference_complaints)
        & months
    )
    after = window & panel.reported & enough & ~left_out[:, None]
    shortfalls = []
    for at in range(len(panel.units)):
        found = [
            Shortfall(rule=rule, month=panel.month(int(where[at].argmax())))
            for rule, where in broken.items()
            if where[at].any()
        ]
        if panel.has_start[at] and not left_out[at]:
            found += _of_history(panel, at, int(cells[at].sum()), minimums)
            found += _of_reference(panel, at, after[at], (others, complaints), minimums)
        shortfalls.append(tuple(found))
    return Screen(cells=cells, after=after, left_out=left_out, shortfalls=tuple(shortfalls))


def _broken(
    panel: Panel, window: Booleans, minimums: Minimums, changed: Booleans | None
) -> dict[Rule, Booleans]:
    """By rule where a department's record is broken, from its first month to the end of what is
    used of it."""
    columns = np.arange(panel.width)
    last = np.where(
        panel.has_start,
        panel.starts + minimums.standard,
        panel.width - panel.reported[:, ::-1].argmax(axis=1),
    )
    inside = (columns >= panel.reported.argmax(axis=1)[:, None]) & (columns < last[:, None])
    known = panel.reported & (panel.exposure > 0)
    jump = np.zeros_like(inside)
    before, now = panel.exposure[:, :-1], panel.exposure[:, 1:]
    jump[:, 1:] = known[:, 1:] & known[:, :-1] & (np.abs(now - before) > minimums.jump * before)
    return {
        Rule.UNREPORTED: inside & ~panel.reported,
        Rule.EXPOSURE_UNKNOWN: inside & panel.reported & ~known,
        Rule.EXPOSURE_JUMP: inside & jump,
        Rule.CHANGED: inside & (np.zeros_like(inside) if changed is None else changed),
    }


def _of_history(panel: Panel, at: int, had: int, minimums: Minimums) -> Iterable[Shortfall]:
    """Too few months before the start, which no waiting mends, or after it."""
    start = int(panel.starts[at])
    if had < minimums.before:
        yield Shortfall(
            rule=Rule.BEFORE,
            had=had,
            needed=minimums.before,
            month=panel.month(start - minimums.before),
        )
    passed = min(minimums.standard, panel.width - start)
    if passed < minimums.after:
        yield Shortfall(
            rule=Rule.AFTER,
            had=passed,
            needed=minimums.after,
            earliest=panel.first + start + minimums.after,
        )


def _of_reference(
    panel: Panel, at: int, usable: Booleans, others: tuple[Floats, Floats], minimums: Minimums
) -> Iterable[Shortfall]:
    """Too few to compare with in too many of the months that have passed since the start."""
    start = int(panel.starts[at])
    end = min(panel.width, start + minimums.standard)
    missing = minimums.after - int(usable.sum())
    if end - start < minimums.after or missing <= 0:
        return
    lacking = others[0][start:end] < minimums.reference_departments
    rule = Rule.REFERENCE_DEPARTMENTS if lacking.any() else Rule.REFERENCE_COMPLAINTS
    column = start + int((~usable[start:end]).argmax() if not lacking.any() else lacking.argmax())
    had = others[0 if lacking.any() else 1][column]
    needed = minimums.reference_departments if lacking.any() else minimums.reference_complaints
    waits = panel.width + missing
    yield Shortfall(
        rule=rule,
        had=float(had),
        needed=float(needed),
        month=panel.month(column),
        earliest=panel.first + waits if waits <= start + minimums.standard else None,
    )


def of_one(
    panel: Panel, at: int, *, mean: float, months: int, minimums: Minimums = MINIMUMS
) -> tuple[Shortfall, ...]:
    """Whether one department was to expect enough complaints to be judged alone."""
    if mean >= minimums.expected_of_one:
        return ()
    needs = ceil(minimums.expected_of_one * months / mean) if mean > 0 else minimums.standard + 1
    waits = int(panel.starts[at]) + max(needs, months + 1)
    return (
        Shortfall(
            rule=Rule.EXPECTED_ONE,
            had=mean,
            needed=minimums.expected_of_one,
            earliest=panel.first + waits if needs <= minimums.standard else None,
        ),
    )


def of_group(
    panel: Panel,
    shortfalls: Iterable[tuple[Shortfall, ...]],
    *,
    means: Floats,
    months: Floats,
    minimums: Minimums = MINIMUMS,
) -> tuple[Shortfall, ...]:
    """Whether enough departments, with enough complaints expected, can be judged together.

    shortfalls: of each department of the group, empty where it can be judged. means, months: of
    those that can, what was expected and over how many months.
    """
    each = list(shortfalls)
    ready = sum(not found for found in each)
    result = []
    if ready < minimums.departments:
        waits = sorted(
            max(short.earliest or 0 for short in found)
            for found in each
            if found and all(short.earliest for short in found)
        )
        short_of = minimums.departments - ready
        result.append(
            Shortfall(
                rule=Rule.DEPARTMENTS,
                had=ready,
                needed=minimums.departments,
                earliest=waits[short_of - 1] if len(waits) >= short_of else None,
            )
        )
    if ready and means.sum() < minimums.expected_of_group:
        rates = means / months
        longer = (
            later
            for later in range(1, minimums.standard)
            if (rates * np.minimum(months + later, minimums.standard)).sum()
            >= minimums.expected_of_group
        )
        wait = next(longer, None)
        result.append(
            Shortfall(
                rule=Rule.EXPECTED_GROUP,
                had=float(means.sum()),
                needed=minimums.expected_of_group,
                earliest=None if wait is None else panel.first + panel.width + wait,
            )
        )
    return tuple(result)
