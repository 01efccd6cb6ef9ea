"""From the words of a file to our codes of discipline, with the days of a suspension. Pure.

Nothing is mapped by likeness: a phrase listed here must occur; what none fits stays UNK and waits.
Source: code values of the Chicago Police Department, the steps of the Maryland disciplinary matrix
(COMAR 12.04.10.04) and police-eis, as arranged in ``codes.DISCIPLINE``.
"""

import re
from dataclasses import dataclass

from accountability.codes import DISCIPLINE, UNMAPPED_DISCIPLINE

PENALTIES_VERSION = "discipline-1"


@dataclass(frozen=True)
class Coded:
    """A code of DISCIPLINE and the days it says, None where it says none."""

    code: str
    days: int | None = None


# The first that occurs decides, so the narrower stand above the wider.
_PHRASES: tuple[tuple[str, str], ...] = (
    (r"reinstate|not served|overturned", "D90"),
    (r"decertif|criminally charged|brady", "D95"),
    (r"no action|no discipline|none imposed|no penalty impos|^none$|no guilty", "D00"),
    (r"violation noted|sustained.?no penalty|noted", "D05"),
    (r"resign|retire", "D85"),
    (r"terminat|separation|separated|dismiss|discharge|fired", "D80"),
    (r"demot|reduction in rank", "D70"),
    (r"suspen|without pay|days? off", "D50"),
    (r"reassign|transfer|loss of post|secondary", "D60"),
    (r"loss of leave|forfeit|vacation|accrued", "D40"),
    (r"oral reprimand|verbal reprimand|written counsel", "D20"),
    (r"reprimand|letter of", "D30"),
    (r"counsel|coach|train|mentor|caution", "D10"),
)
_DAYS = re.compile(r"\b(\d{1,3})\s*(?:-|\s)?\s*days?\b")
_RESIGNED = re.compile(r"resign|retire")


def penalty(words: str) -> Coded | None:
    """Our code for discipline in a file's words; None for a blank, UNK for words nobody listed.

    >>> penalty("10 DAY SUSPENSION"), penalty("RESIGNED -NOT SERVED").code, penalty(" ")
    (Coded(code='D50', days=10), 'D85', None)
    """
    plain = " ".join(words.split()).casefold()
    if not plain:
        return None
    if plain.upper() in DISCIPLINE:
        return Coded(plain.upper())
    if _RESIGNED.search(plain):
        return Coded("D85")
    code = next(
        (code for phrase, code in _PHRASES if re.search(phrase, plain)), UNMAPPED_DISCIPLINE
    )
    days = _DAYS.search(plain) if code in {"D40", "D50"} else None
    return Coded(code, int(days.group(1)) if days else None)
