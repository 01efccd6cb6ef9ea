"""What no template may hold: the content policy would block it in the browser, silently."""

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "frontend"
TEMPLATES = sorted((FOLDER / "templates").rglob("*.html"))
STYLES = sorted((FOLDER / "static").rglob("*.css"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_inline_style_script_or_handler(path: Path) -> None:
    text = path.read_text()
    assert not re.search(
        r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:|\|safe", text
    )
    assert "://" not in text


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_only_the_tokens_name_a_colour(path: Path) -> None:
    colours = re.findall(r"#[0-9a-f]{3,8}\b|rgb\(|hsl\(", path.read_text())
    assert not colours or path.name in {"tokens.css", "print.css"}


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("token", "least"),
    [
        ("ink", 7),
        ("grey", 4.5),
        ("accent", 4.5),
        ("attention", 4.5),
        ("caution", 4.5),
        ("good", 4.5),
        ("grey-mark", 3),
    ],
)
def test_contrast_holds_on_paper_and_wash(token: str, least: float, theme: int) -> None:
    text = (FOLDER / "static/frontend/tokens.css").read_text()
    tokens = dict(re.findall(r"--([\w-]+): light-dark\(([^)]+)\)", text))
    for ground in ("paper", "wash"):
        pair = sorted(_luminance(tokens[name].split(", ")[theme]) for name in (token, ground))
        assert (pair[1] + 0.05) / (pair[0] + 0.05) >= least
