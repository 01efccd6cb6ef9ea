"""The languages the house can write to residents and departments in. Pure."""

from datetime import date
from enum import StrEnum
from typing import Final

from riskcore.units import NBSP, write_month


class Language(StrEnum):
    """Languages of flyers and of what is said of an effect."""

    ENGLISH = "en"
    SPANISH = "es"


SPANISH_MONTHS: Final = (
    *("ene", "feb", "mar", "abr", "may", "jun"),
    *("jul", "ago", "sep", "oct", "nov", "dic"),
)


def named_month(month: str, language: Language) -> str:
    """A month written "2026-06" as it stands in a sentence; "" for none.

    >>> named_month("2026-01", Language.SPANISH)
    'ene\\xa02026'
    """
    if not month:
        return ""
    day = date.fromisoformat(f"{month}-01")
    if language is Language.SPANISH:
        return f"{SPANISH_MONTHS[day.month - 1]}{NBSP}{day.year}"
    return write_month(day)
