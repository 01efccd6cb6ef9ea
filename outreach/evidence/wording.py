"""What the evidence levels mean, and the usual reasons for a return, in words for both sides. Pure."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final


@dataclass(frozen=True, kw_only=True)
class Level:
    """One evidence level a reviewer may give on acceptance."""

    number: int
    name: str
    meaning: str
    value: Decimal


LEVELS: Final = (
    Level(
        number=1,
        name="own papers",
        meaning="The department's own papers show it: a photo, a sign-in sheet, a flyer.",
        value=Decimal("0.4"),
    ),
    Level(
        number=2,
        name="independent document",
        meaning="Somebody else confirms it too: a partner's letter, an invoice, a news item.",
        value=Decimal("0.7"),
    ),
    Level(
        number=3,
        name="measured audience",
        meaning="It was measured as well: a platform's own export, ticket scans or a survey.",
        value=Decimal("1.0"),
    ),
)

RETURN_REASONS: Final[dict[str, str]] = {
    "no_date": "The evidence shows no date. Send a dated copy.",
    "numbers_differ": "The number of people does not match the evidence. Correct one of them, or say "
    "how they were counted.",
    "not_shown": "The evidence does not show that it took place. Send a photo, an invoice or a "
    "partner's letter.",
    "unreadable": "The evidence cannot be read. Send a sharper copy.",
    "other_event": "The evidence belongs to another event. Send this one's.",
    "used_twice": "The same file proves another initiative. Send evidence of this one, or say why both "
    "share it.",
    "impressions": "Views were recorded as people. Move them to impressions.",
    "other_day": "A photograph was taken on another day. Send one of this day, or say how "
    "it came about.",
    "appears_before": "A photograph looks like one that was used before. Send another one.",
    "personal": "The evidence shows personal details that are not needed. Send a copy without them.",
    "other": "There is another reason, given below.",
}


def worth(level: int) -> Decimal:
    """What an evidence level is worth, from 0 to 1 (outreach credit, section 5.2 of its source)."""
    return next((each.value for each in LEVELS if each.number == level), Decimal(0))


def write_reason(*, keys: list[str], own_words: str) -> str:
    """The reason as the department reads it: the chosen sentences in their order, then own words.

    Unknown keys are left out.
    """
    chosen = [
        sentence
        for key, sentence in RETURN_REASONS.items()
        if key in keys and (key != "other" or not own_words.strip())
    ]
    return " ".join([*chosen, own_words.strip()]).strip()
