"""What the evidence levels mean, and the usual reasons for a return, in words for both sides. Pure."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, kw_only=True)
class Level:
    """One evidence level a reviewer may give on acceptance."""

    number: int
    name: str
    meaning: str


LEVELS: Final = (
    Level(
        number=1,
        name="own papers",
        meaning="The department's own papers show it: a photo, a sign-in sheet, a flyer.",
    ),
    Level(
        number=2,
        name="independent document",
        meaning="Somebody else confirms it too: a partner's letter, an invoice, a news item.",
    ),
    Level(
        number=3,
        name="measured audience",
        meaning="It was measured as well: a platform's own export, ticket scans or a survey.",
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
    "personal": "The evidence shows personal details that are not needed. Send a copy without them.",
}


def write_reason(*, keys: list[str], own_words: str) -> str:
    """The reason as the department reads it: the chosen sentences in their order, then own words.

    Unknown keys are left out.
    """
    chosen = [sentence for key, sentence in RETURN_REASONS.items() if key in keys]
    return " ".join([*chosen, own_words.strip()]).strip()
