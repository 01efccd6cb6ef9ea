"""File names as people gave them, made safe to show and to send."""

import unicodedata
from typing import Final

LONGEST: Final = 200
# Control, format (which holds the bidirectional marks), surrogate and private characters, and the
# two separators that break a line.
_UNSHOWABLE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def clean(name: str, *, extension: str) -> str:
    """The name without folders, control or direction marks, NFC, at most 200 characters.

    extension: what the content turned out to be ("pdf"); a name that lost everything becomes
    "file.pdf", one that lost its ending gets it back.

    >>> clean("C:\\\\\\\\photos\\\\\\\\flyer\\u202efdp.PNG", extension="png")
    'flyerfdp.PNG'
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(
        " " if character in "\t\n\r" else character
        for character in unicodedata.normalize("NFC", last)
        if character in "\t\n\r" or unicodedata.category(character) not in _UNSHOWABLE
    )
    stem, dot, ending = " ".join(shown.split()).lstrip(".").rpartition(".")
    if not dot:
        stem, ending = ending, extension
    stem, ending = stem.strip() or "file", ending.strip() or extension
    return f"{stem[: LONGEST - len(ending) - 1]}.{ending}" if len(ending) < 20 else stem[:LONGEST]


def ending_of(name: str) -> str:
    """The ending as people see it, lower case and without its dot; "" where there is none.

    >>> ending_of("Flyer.PDF")
    'pdf'
    """
    return name.rsplit(".", 1)[1].strip().lower() if "." in name else ""
