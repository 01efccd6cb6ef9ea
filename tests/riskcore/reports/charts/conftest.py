"""Charts are compared byte by byte with files a person has looked at.

To accept a change: delete the file, run the test (it fails and writes the new one), look at it.
"""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"
ALLOWED = {"svg", "title", "desc", "rect", "circle", "path", "text"}


@pytest.fixture
def same_as_golden() -> Callable[[str, str], None]:
    def compare(name: str, svg: str) -> None:
        check_sound(svg)
        path = GOLDEN / f"{name}.svg"
        if not path.exists():
            path.write_text(svg + "\n")
            pytest.fail(
                f"{path.name} was missing and has been written: look at it, then run again."
            )
        assert svg + "\n" == path.read_text()

    return compare


def check_sound(svg: str) -> None:
    """What must hold for every chart: attributes only, title first, nothing outside the picture."""
    root = ET.fromstring(svg)  # noqa: S314  # our own drawing
    names = [element.tag.rpartition("}")[2] for element in root.iter()]
    assert set(names) <= ALLOWED
    assert names[:3] == ["svg", "title", "desc"]
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    for element in root.iter():
        assert "style" not in element.attrib
        assert "text-anchor" not in element.attrib
        if element.tag.endswith("text"):
            assert 0 <= float(element.attrib["x"]) <= width
            assert 0 < float(element.attrib["y"]) <= height
