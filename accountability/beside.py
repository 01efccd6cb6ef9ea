"""What every complaint rate is read beside: how well complaints are taken in, and records lost.

The sentence goes with the reading's note, to all readers alike, so nothing under ten is in it.
"""

from collections.abc import Mapping
from dataclasses import replace

from accountability.given_out import book_of
from accountability.intake.queries import Intake, intake_of
from accountability.retention.records import Lost, lost_records
from accountability.suppression import THRESHOLD
from riskcore.factors.reading import Reading
from riskcore.factors.registry import Scope, Window
from riskcore.units import write_number

MARK = "Read beside it:"


def beside(readings: Mapping[int, Reading], scope: Scope, window: Window) -> dict[int, Reading]:
    """The readings, each with the sentence in its note. Six queries, shared by all rates of a build."""
    book = book_of(scope, window)
    lost = scope.once(
        ("lost records", window),
        lambda: lost_records(
            client_ids=book.client_ids, period=book.period, known_at=book.known_at
        ),
    )
    found = intake_of(scope, window)
    return {
        client_id: replace(
            reading,
            note=" ".join(
                filter(
                    None,
                    [reading.note, sentence(found[client_id], lost.get(client_id, Lost()))],
                )
            ),
        )
        for client_id, reading in readings.items()
    }


def sentence(intake: Intake, lost: Lost) -> str:
    """Both in words. A rate is never praised by itself: without a score that is said, and why."""
    return f"{MARK} {_intake(intake)} {lost.banded}"


def _intake(intake: Intake) -> str:
    quality = intake.quality
    if quality.value is None:
        return (
            f"how well complaints are taken in cannot be computed, because {quality.unavailable}; a "
            "low count is no praise."
        )
    if quality.smallest is not None and quality.smallest < THRESHOLD:
        return (
            "how well complaints are taken in is not shown, because it would count fewer than "
            f"{THRESHOLD}; a low count is no praise."
        )
    return f"intake quality {write_number(quality.value)} of 100."


def without_beside(note: str) -> tuple[str, str]:
    """A note's own words, and the sentence beside it, which is printed once for several rates.

    >>> without_beside("Scaled. Read beside it: intake quality 40 of 100.")
    ('Scaled.', 'Read beside it: intake quality 40 of 100.')
    """
    own, mark, said = note.partition(MARK)
    return own.strip(), f"{mark}{said}".strip()
