"""The terms of one line of liability as an underwriter offers them: checked, written and read. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from riskcore.errors import InvalidInput

LARGEST = Decimal("999999999999.99")
WIDEST = Decimal(100)
AGGREGATE = "aggregate"


@dataclass(frozen=True, kw_only=True)
class LineTerms:
    """Terms of one line. limits: (basis, dollars), the narrowest first; retro_date None on a
    claims-made part means full prior acts; schedule_percent: credit below nought, debit above;
    worksheet: id of the rating worksheet the premium comes from, "" where there is none."""

    line: str
    trigger: str
    retro_date: date | None
    limits: tuple[tuple[str, Decimal], ...]
    retention: Decimal
    premium: Decimal | None
    schedule_percent: Decimal = Decimal(0)
    worksheet: str = ""

    @property
    def limit(self) -> Decimal | None:
        """The largest amount that one person or one act may cost; the aggregate where that is all."""
        single = [amount for basis, amount in self.limits if basis != AGGREGATE]
        return max(single or [amount for _, amount in self.limits], default=None)

    def as_body(self) -> dict[str, Any]:
        """Plain values, as they are stored."""
        return {
            "line": self.line,
            "trigger": self.trigger,
            "retro_date": self.retro_date.isoformat() if self.retro_date else None,
            "limits": [[basis, str(amount)] for basis, amount in self.limits],
            "retention": str(self.retention),
            "premium": None if self.premium is None else str(self.premium),
            "schedule_percent": str(self.schedule_percent),
            "worksheet": self.worksheet,
        }


def from_body(body: Mapping[str, Any]) -> LineTerms:
    """The terms that ``as_body`` wrote."""
    return LineTerms(
        line=body["line"],
        trigger=body["trigger"],
        retro_date=date.fromisoformat(body["retro_date"]) if body["retro_date"] else None,
        limits=tuple((basis, Decimal(amount)) for basis, amount in body["limits"]),
        retention=Decimal(body["retention"]),
        premium=None if body["premium"] is None else Decimal(body["premium"]),
        schedule_percent=Decimal(body["schedule_percent"]),
        worksheet=body["worksheet"],
    )


def checked(
    lines: Iterable[LineTerms],
    *,
    known_lines: Collection[str],
    triggers: Collection[str],
    bases: Collection[str],
) -> tuple[LineTerms, ...]:
    """The lines in the house's order, or InvalidInput that names every fault of them at once."""
    given = tuple(lines)
    faults = [] if given else ["no line is given"]
    seen = [each.line for each in given]
    faults += [
        f"the line {line} stands twice" for line in sorted(set(seen)) if seen.count(line) > 1
    ]
    for each in given:
        faults += [f"{each.line}: {fault}" for fault in _faults(each, known_lines, triggers, bases)]
    if faults:
        raise InvalidInput(
            "terms.malformed",
            f"The terms cannot stand: {'; '.join(faults)}. Correct them and send them again.",
            faults=faults,
        )
    order, places = list(bases), list(known_lines)
    return tuple(
        replace(each, limits=tuple(sorted(each.limits, key=lambda pair: order.index(pair[0]))))
        for each in sorted(given, key=lambda each: places.index(each.line))
    )


def retro_advanced(
    expiring: Iterable[LineTerms], offered: Iterable[LineTerms]
) -> tuple[tuple[LineTerms, LineTerms], ...]:
    """Pairs (expiring, offered) of one line whose retro date is later than it was: cover for acts
    between the two dates would be lost. A claims-made line without a retro date covers every prior
    act; a line that turns from occurrence to claims-made is not such a pair."""
    before = {each.line: each for each in expiring}
    return tuple(
        (before[each.line], each)
        for each in offered
        if each.line in before and _is_later(before[each.line], each)
    )


def _is_later(before: LineTerms, after: LineTerms) -> bool:
    if "occurrence" in (before.trigger, after.trigger) or after.retro_date is None:
        return False
    return before.retro_date is None or after.retro_date > before.retro_date


def _faults(
    each: LineTerms, known: Collection[str], triggers: Collection[str], bases: Collection[str]
) -> list[str]:
    found = []
    if each.line not in known:
        found.append(f"there is no such line; the lines are {', '.join(known)}")
    if each.trigger not in triggers:
        found.append(f"{each.trigger!r} is no trigger; the triggers are {', '.join(triggers)}")
    if each.trigger == "occurrence" and each.retro_date:
        found.append("an occurrence part has no retro date")
    found += _limit_faults(each, bases)
    if not 0 <= each.retention <= LARGEST:
        found.append("the retention may not be below nought")
    if each.premium is not None and not 0 < each.premium <= LARGEST:
        found.append("the premium must be above nought")
    if abs(each.schedule_percent) > WIDEST:
        found.append("the schedule must lie between -100 and 100 %")
    return found


def _limit_faults(each: LineTerms, bases: Collection[str]) -> list[str]:
    found = []
    if not each.limits:
        found.append("a limit is missing")
    used = [basis for basis, _ in each.limits]
    if unknown := sorted(set(used) - set(bases)):
        found.append(f"a limit may apply to {', '.join(bases)}, not to {', '.join(unknown)}")
    if len(set(used)) < len(used):
        found.append("one basis has two limits")
    if any(not 0 < amount <= LARGEST for _, amount in each.limits):
        found.append("a limit must be above nought")
    return found
