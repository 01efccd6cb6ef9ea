"""The house's typefaces for the web: packaged TTF files, converted once to subset WOFF2 under ``VAR``.

A static-files finder, so that a development server, ``collectstatic`` and the tests all see the files
without a separate step. The converted files are never committed.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import closing
from importlib import resources
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage, Storage
from fontTools.subset import Options, Subsetter, load_font, save_font

PLACE = "frontend/fonts"
FACES = {
    "source-sans-regular": ("font_source_sans_pro", "SourceSansPro-Regular.ttf"),
    "source-sans-italic": ("font_source_sans_pro", "SourceSansPro-It.ttf"),
    "source-sans-semibold": ("font_source_sans_pro", "SourceSansPro-Semibold.ttf"),
    "source-sans-bold": ("font_source_sans_pro", "SourceSansPro-Bold.ttf"),
    "source-serif-regular": ("font_source_serif_pro", "SourceSerifPro-Regular.ttf"),
    "source-serif-italic": ("font_source_serif_pro", "SourceSerifPro-It.ttf"),
    "source-serif-semibold": ("font_source_serif_pro", "SourceSerifPro-Semibold.ttf"),
}
# Latin with its accents, our punctuation (dashes, true minus, narrow spaces), arrows and marks.
LATIN = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x250),
    *range(0x2010, 0x2045),
    *range(0x2070, 0x209D),
    0x20AC,
    0x2122,
    *range(0x2190, 0x2194),
    0x2202,
    0x2206,
    0x220F,
    0x2211,
    0x2212,
    0x2248,
    0x2260,
    0x2264,
    0x2265,
    *range(0x25A0, 0x25D0),
]
FEATURES = [
    "kern",
    "liga",
    "tnum",
    "lnum",
    "pnum",
    "onum",
    "case",
    "frac",
    "sups",
    "zero",
    "mark",
    "ccmp",
]


def folder() -> Path:
    """Where the converted files are kept."""
    return Path(settings.VAR) / "fonts"


def converted(name: str) -> Path:
    """The WOFF2 file of one face, made now if it is not there yet. Raises KeyError."""
    package, source = FACES[name]
    target = folder() / f"{name}.woff2"
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        with resources.as_file(resources.files(package) / "files" / source) as path:
            _convert(path, target)
    return target


def _convert(source: Path, target: Path) -> None:
    """Write beside the target and rename, so that two processes at once do no harm."""
    options = Options(flavor="woff2", layout_features=FEATURES, notdef_outline=True)
    draft = target.with_suffix(f".{os.getpid()}.part")
    with closing(load_font(str(source), options)) as font:
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=LATIN)
        subsetter.subset(font)
        save_font(font, str(draft), options)
    draft.replace(target)


class FontFinder(BaseFinder):
    """Finds ``frontend/fonts/<face>.woff2``."""

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        del kwargs
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:  # Django's
        del kwargs
        place, _, file = path.rpartition("/")
        name = file.removesuffix(".woff2")
        if place != PLACE or name not in FACES:
            return []
        found = str(converted(name))
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        del ignore_patterns
        storage = FileSystemStorage(location=folder())
        storage.prefix = PLACE  # type: ignore[attr-defined]  # read by collectstatic and whitenoise
        for name in FACES:
            yield converted(name).name, storage
