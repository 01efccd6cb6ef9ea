"""A snapshot's readings as the report prints them: text, and a sentence beside the peers. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from riskcore.factors.registry import FACTORS, Direction
from riskcore.profiles.peers import NO_BAND
from riskcore.units import (
    COUNT,
    NBSP,
    Unit,
    write_date,
    write_money,
    write_money_short,
    write_number,
)

LAST = 10_000
APART = 3


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One reading in words. ``value`` is "" where there is none, and then ``because`` says why.

    ref: its number among the figures of the report, "F1", and in ``data.json``.
    weight: how much it asks for attention, for choosing what stands on page two: 4 clearly on the
    riskier side of the peers, 3 on that side, 2 within or beside them, 1 without peers, 0 no value.
    gap: how far outside the peers' band, as a share of its nearer end; 0 within it or without one.
    plain, beside: the figure and where it stands, for who reads them once, cold.
    """

    key: str
    label: str
    use: str
    value: str
    brief: str
    words: str
    interval: str
    level: str
    method: str
    numerator: str
    denominator: str
    peers: str
    band: str
    among: str
    standing: str
    date_basis: str
    grade: str
    definition: str
    source: str
    because: str
    note: str
    plain: str
    beside: str
    is_money: bool
    weight: int
    gap: float
    order: int
    ref: str = ""

    @property
    def is_hidden(self) -> bool:
        """There is a figure, but it could point at persons."""
        return self.because.startswith("fewer than")

    @property
    def absence(self) -> str:
        """Why there is no figure, as a phrase."""
        verb = "not shown" if self.is_hidden else "cannot be computed"
        return f"{verb}, because {self.because}" if self.because else ""


def figures(snapshot: dict[str, Any]) -> tuple[Figure, ...]:
    """All readings of a snapshot, in the order of the factors; those no longer known come last."""
    found = [_figure(key, reading) for key, reading in snapshot["readings"].items()]
    ordered = sorted(found, key=lambda figure: (figure.order, figure.key))
    return tuple(replace(figure, ref=f"F{n}") for n, figure in enumerate(ordered, start=1))


def standing_out(found: Iterable[Figure], *, most: int) -> tuple[Figure, ...]:
    """The figures to look at first: those on the riskier side of their peers, the clearest before the
    others, each kind in the order of the factors."""
    apart = [figure for figure in found if figure.weight >= APART]
    return tuple(
        sorted(apart, key=lambda figure: (-figure.weight, figure.order, figure.key))[:most]
    )


def unit_of(key: str, reading: dict[str, Any]) -> Unit:
    """The unit of the factor, or one made of the snapshot's word where the factor is gone."""
    if key in FACTORS:
        return FACTORS.get(key).unit
    word = str(reading["unit"])
    return Unit(word, word.replace("_", " "), 2)


def _figure(key: str, reading: dict[str, Any]) -> Figure:
    unit = unit_of(key, reading)
    factor = FACTORS.get(key) if key in FACTORS else None
    direction = factor.direction if factor else Direction.NEITHER
    interval, peers = reading["interval"] or {}, reading["peers"] or {}
    value = None if reading["value"] is None else Decimal(str(reading["value"]))
    weight, standing = _standing(value, interval, peers, direction)
    brief = "" if value is None else write_briefly(value, unit)
    return Figure(
        key=key,
        label=reading["label"],
        use=reading["use"],
        value="" if value is None else unit.write(value),
        brief=brief,
        words="" if unit.label == "%" else unit.label,
        interval=_range(interval, unit),
        level=f"{write_number(interval['level'] * 100)}{NBSP}%" if interval else "",
        method=interval.get("method", ""),
        numerator=_count(reading["numerator"], unit),
        denominator=_count(reading["denominator"]),
        peers=f"{_range(peers, unit)}, {peers['n']} {peers['group']}" if peers else "",
        band=_range(peers, unit),
        among=_count(peers["n"]) if peers else "",
        standing=standing,
        date_basis=reading["date_basis"],
        grade=reading["grade"],
        definition=factor.definition if factor else "",
        source=_source(reading["source"], factor.source if factor else ""),
        because=reading["unavailable"],
        note=reading["note"],
        plain=factor.plain.format(value=_in_a_sentence(value, unit)) if factor and brief else "",
        beside=_beside(standing, interval),
        is_money=unit.prefix == "$",
        weight=weight,
        gap=_gap(value, peers),
        order=factor.order if factor else LAST,
    )


def note_without_peers(note: str) -> str:
    """A reading's note without why it has no peer band: that stands in the appendix, once."""
    return note.partition(NO_BAND)[0].rstrip()


def write_briefly(value: Decimal, unit: Unit) -> str:
    """A value for a summary: short money, otherwise as the unit writes it without its words."""
    if unit.prefix == "$":
        return write_money_short(value)
    percent = f"{NBSP}%" if unit.label == "%" else ""
    return write_number(value, unit.places) + percent


def _range(limits: dict[str, Any], unit: Unit) -> str:
    if not limits:
        return ""
    low, high = (write_briefly(Decimal(str(limits[end])), unit) for end in ("low", "high"))
    return f"{low} to {high}"


def _count(number: Any, unit: Unit = COUNT) -> str:
    """A numerator or denominator; dollars as dollars."""
    if number is None:
        return "–"
    exact = Decimal(str(number))
    if unit.prefix == "$":
        return write_money(exact)
    return write_number(exact, 0 if exact == exact.to_integral_value() else 2)


def _source(rows: dict[str, Any], words: str) -> str:
    """The factor's source, then the rows: "37 rows of claims, 1 Oct 2021 to 30 Sep 2026"."""
    left = dict(rows)
    count, table = left.pop("count", None), str(left.pop("table", "the record"))
    start, end, valued = (_date_of(left.pop(name, None)) for name in ("from", "to", "valued_on"))
    told = [
        f"{count} row{'' if count == 1 else 's'} of {table.replace('_', ' ')}"
        if count is not None
        else table.replace("_", " ")
        if "table" in rows
        else "",
        f"{start} to {end}" if start and end else "",
        f"valued {valued}" if valued else "",
        *(f"{name.replace('_', ' ')} {value}" for name, value in left.items()),
    ]
    parts = [words.rstrip("."), ", ".join(part for part in told if part)]
    return ". ".join(part for part in parts if part)


def _date_of(text: Any) -> str:
    return write_date(date.fromisoformat(str(text))) if text else ""


def _in_a_sentence(value: Decimal | None, unit: Unit) -> str:
    """A figure to remember: one decimal at most, two where it is under one."""
    if value is None or unit.prefix == "$" or unit.label == "%":
        return "" if value is None else write_briefly(value, unit)
    return write_number(value, min(unit.places, 1 if value >= 1 else 2))


def _gap(value: Decimal | None, peers: dict[str, Any]) -> float:
    if value is None or not peers:
        return 0.0
    number, low, high = float(value), float(peers["low"]), float(peers["high"])
    if number > high:
        return (number - high) / high if high else float(number > 0)
    return (low - number) / low if number < low else 0.0


def _beside(standing: str, interval: dict[str, Any]) -> str:
    """Where a figure stands, without the words of statistics."""
    if not standing or standing.startswith("no peer band"):
        return "No band of similar clients to compare with." if standing else ""
    if standing.startswith("within"):
        return "In the middle half of similar clients."
    side = "Higher" if "above" in standing else "Lower"
    if standing.startswith("clearly"):
        return f"{side} than at about three in four similar clients, by more than chance."
    chance = "; chance alone could explain it" if interval else ""
    return f"{side} than at about three in four similar clients{chance}."


def _standing(
    value: Decimal | None, interval: dict[str, Any], peers: dict[str, Any], direction: Direction
) -> tuple[int, str]:
    """Weight and words of where a value stands beside its peers."""
    if value is None:
        return 0, ""
    if not peers:
        return 1, "no peer band to compare with"
    number = float(value)
    side = "above" if number > peers["high"] else "below" if number < peers["low"] else "within"
    if side == "within":
        return 2, "within the middle half of its peers"
    riskier = "below" if direction is Direction.LOWER_IS_RISKIER else "above"
    clear = bool(interval) and (
        interval["low"] > peers["high"] if side == "above" else interval["high"] < peers["low"]
    )
    weight = (4 if clear else 3) if side == riskier else 2
    if clear:
        return weight, f"clearly {side} the middle half of its peers"
    within_chance = ", though no more than chance could explain" if interval else ""
    return weight, f"{side} the middle half of its peers{within_chance}"
