"""The typefaces are found, small, and complete for our typography."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.template.loader import render_to_string
from django.test import override_settings
from fontTools.ttLib import TTFont

from frontend.fonts import FACES, FontFinder
from riskcore.units import MINUS, NBSP


@pytest.mark.parametrize("face", FACES)
def test_a_face_is_converted_small_and_whole(face: str) -> None:
    path = finders.find(f"frontend/fonts/{face}.woff2")
    assert path is not None
    assert Path(path).stat().st_size < 40_000
    with TTFont(path) as font:
        letters = font.getBestCmap()
        features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
        widths = {font["hmtx"][letters[ord(digit)]][0] for digit in "0123456789"}
    assert {ord(letter) for letter in f"Aé–—“”…·ñ¿{MINUS}{NBSP}"} <= set(letters)
    assert "tnum" in features or len(widths) == 1


def test_collecting_finds_every_face_and_nothing_else() -> None:
    assert {name for name, _ in FontFinder().list(None)} == {f"{face}.woff2" for face in FACES}
    assert finders.find("frontend/fonts/comic.woff2") is None


def test_production_can_collect_everything_the_pages_ask_for(tmp_path: Path) -> None:
    storages = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {
            "BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage",
            "OPTIONS": {"location": tmp_path, "base_url": "/static/"},
        },
    }
    with override_settings(STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
        page = render_to_string("frontend/sign_in/sign_in.html")
    asked = re.findall(r'(?:href|src)="/static/([^"]+)"', page)
    assert len(asked) > 6
    assert all((tmp_path / name).exists() for name in asked)
    tokens = next(name for name in asked if "tokens" in name)
    assert re.search(r"source-sans-regular\.[0-9a-f]{12}\.woff2", (tmp_path / tokens).read_text())
