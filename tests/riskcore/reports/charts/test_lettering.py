"""Measuring text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcore.reports.charts.lettering import font_file, shorten, width_of, wrap


@pytest.mark.parametrize("kind", ["sans", "serif"])
@pytest.mark.parametrize("style", ["Regular", "It", "Semibold"])
def test_the_faces_are_packaged(kind, style):
    assert font_file(kind, style).is_file()


def test_widths_grow_with_size_and_weight():
    assert width_of("Alder Falls", 24) == pytest.approx(2 * width_of("Alder Falls", 12))
    assert width_of("Alder Falls", 12, bold=True) > width_of("Alder Falls", 12)


@given(text=st.text(max_size=60), room=st.floats(min_value=0, max_value=300))
def test_shortened_text_always_fits(text, room):
    assert width_of(shorten(text, room, 12), 12) <= room


@given(
    text=st.text(alphabet="ab cde", max_size=60),
    room=st.floats(min_value=0, max_value=300),
    lines=st.integers(min_value=1, max_value=3),
)
def test_wrapped_text_fits_and_keeps_to_its_lines(text, room, lines):
    result = wrap(text, room, 12, lines=lines)
    assert len(result) <= lines
    assert all(width_of(line, 12) <= room for line in result)


def test_words_are_kept_whole_where_there_is_room():
    assert wrap("False arrest and detention", 85, 12) == ["False arrest and", "detention"]
