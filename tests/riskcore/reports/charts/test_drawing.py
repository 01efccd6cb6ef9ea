"""The SVG builder."""

import pytest

from riskcore.reports.charts.drawing import Drawing
from riskcore.reports.charts.lettering import width_of
from riskcore.reports.charts.palette import INK


def test_text_is_escaped_and_cleared_of_control_and_direction_characters():
    drawing = Drawing("a", 100, 20)
    drawing.text(0, 10, "<b>&\u202e\x00x")
    svg = drawing.svg(title='"quoted"', description="</desc><script>")
    assert "&lt;b&gt;&amp;x</text>" in svg
    assert "<script>" not in svg


def test_text_is_moved_inside_the_picture():
    drawing = Drawing("a", 100, 20)
    drawing.text(99, 10, "Dec 2024", align=0.5)
    start = 100 - width_of("Dec 2024", 12)
    assert f'x="{start:.1f}"' in drawing.svg(title="t", description="d")


def test_segments_share_one_path():
    drawing = Drawing("a", 100, 20)
    drawing.lines([(0, 0, 1, 1), (2, 2, 3.04, 3.06)], INK)
    assert 'd="M0 0L1 1M2 2L3 3.1"' in drawing.svg(title="t", description="d")


@pytest.mark.parametrize("id_", ["", "1st", "a b", 'a"', "a.b"])
def test_an_id_that_could_not_stand_in_a_page_is_refused(id_):
    with pytest.raises(ValueError, match="must be a letter"):
        Drawing(id_, 1, 1)
