"""A reading in plain words: the value, what it was made from, and what to bear in mind. Pure."""

from riskcore.factors.reading import Interval, Number, PeerBand, Reading
from riskcore.factors.registry import Direction, Factor, Use
from riskcore.units import COUNT, NBSP, write_number

GRADES = {
    "A": "the data are complete",
    "B": "some months or fields are missing",
    "C": "more months or fields are missing than not",
}
WATCH_CAUTION = (
    "It starts a conversation and never moves the price: clients differ in how they record, and more "
    "trust can mean more reporting."
)


def explain(reading: Reading, factor: Factor) -> tuple[str, ...]:
    """Sentences that say what the figure is, from what, how sure, beside whom, and how good the data.

    The first stands alone, and is the only one where there is no value. Every sentence ends with a full
    stop.
    """
    if reading.value is None:
        return (_unavailable(reading, factor),)
    sentences = [_value(reading, factor)]
    if reading.interval:
        sentences.append(_interval(reading.interval, factor))
    if reading.peers:
        sentences.append(_peers(reading.value, reading.peers, factor))
    sentences.append(_basis(reading))
    if reading.note:
        sentences.append(reading.note if reading.note.endswith(".") else f"{reading.note}.")
    if factor.use is Use.WATCH or (reading.peers and factor.direction is Direction.NEITHER):
        sentences.append(WATCH_CAUTION)
    return tuple(sentences)


def _value(reading: Reading, factor: Factor) -> str:
    assert reading.value is not None  # noqa: S101  # the caller has looked
    text = f"{factor.label}: {factor.unit.write(reading.value)}"
    if reading.denominator is None and reading.numerator == reading.value:
        return f"{text}."  # a total is made from itself
    parts = [_count(part) for part in (reading.numerator, reading.denominator) if part is not None]
    return f"{text} ({' over '.join(parts)})." if parts else f"{text}."


def _unavailable(reading: Reading, factor: Factor) -> str:
    if reading.unavailable.startswith("fewer than"):
        return f"{factor.label}: not shown, because {reading.unavailable}."
    return f"{factor.label} cannot be computed, because {reading.unavailable}."


def _interval(interval: Interval, factor: Factor) -> str:
    level = f"{write_number(interval.level * 100)}{NBSP}%"
    low, high = (write_number(limit, factor.unit.places) for limit in (interval.low, interval.high))
    return f"The {level} interval runs from {low} to {high} ({interval.method})."


def _peers(value: Number, peers: PeerBand, factor: Factor) -> str:
    place = "below" if value < peers.low else "above" if value > peers.high else "within"
    low, high, median = (
        write_number(limit, factor.unit.places) for limit in (peers.low, peers.high, peers.median)
    )
    return (
        f"That is {place} the middle half of {peers.n} {peers.group}: {low} to {high}, "
        f"median {median}."
    )


def _basis(reading: Reading) -> str:
    grade = GRADES.get(reading.grade, "")
    dated = f"Dated by {reading.date_basis}; data" if reading.date_basis else "Data"
    return f"{dated} grade {reading.grade}" + (f": {grade}." if grade else ".")


def _count(number: Number) -> str:
    whole = float(number).is_integer()
    return COUNT.write(number) if whole else write_number(number, 2)
