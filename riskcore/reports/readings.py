"""A snapshot's readings as the report prints them: text, and a sentence beside the peers. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from riskcore.factors.registry import FACTORS, Direction
from riskcore.units import NBSP, Unit, write_money_short, write_number

LAST = 10_000
APART = 3


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One reading in words. ``value`` is "" where there is none, and then ``because`` says why.

    weight: how much it asks for attention, for choosing what stands on page two: 4 clearly on the
    riskier side of the peers, 3 on that side, 2 within or beside them, 1 without peers, 0 no value.
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
    weight: int
    order: int

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
    return tuple(sorted(found, key=lambda figure: (figure.order, figure.key)))


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
    return Figure(
        key=key,
        label=reading["label"],
        use=reading["use"],
        value="" if value is None else unit.write(value),
        brief="" if value is None else write_briefly(value, unit),
        words="" if unit.label == "%" else unit.label,
        interval=_range(interval, unit),
        level=f"{write_number(interval['level'] * 100)}{NBSP}%" if interval else "",
        method=interval.get("method", ""),
        numerator=_count(reading["numerator"]),
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
        weight=weight,
        order=factor.order if factor else LAST,
    )


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


def _count(number: Any) -> str:
    if number is None:
        return "–"
    exact = Decimal(str(number))
    return write_number(exact, 0 if exact == exact.to_integral_value() else 2)


def _source(rows: dict[str, Any], words: str) -> str:
    told = "; ".join(f"{name.replace('_', ' ')} {value}" for name, value in rows.items())
    parts = [words.rstrip("."), f"Rows: {told}" if told else ""]
    return ". ".join(part for part in parts if part)


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
