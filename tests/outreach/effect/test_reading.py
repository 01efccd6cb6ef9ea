"""A good file becomes its panel in any order; a bad one gets a sentence that names the line."""

import pytest

from outreach.effect.reading import LARGEST, read_panel
from riskcore.errors import InvalidInput
from tests.outreach.effect.panels import drawn, file_of, rows_of

HEADER = "unit,month,count,exposure,start\n"
GOOD = "a,2024-01,3,10,2024-02\na,2024-02,1,10.5,2024-02\nb,2024-01,0,7,\n"


def test_a_file_is_read_whatever_its_order_and_further_columns() -> None:
    panel = drawn(units=6, begun=3)
    lines = rows_of(panel)[::-1]
    again = "start,exposure,count,month,unit,note\n" + "\n".join(
        ",".join([*line.split(",")[::-1], "x"]) for line in lines
    )
    one, other = read_panel(file_of(panel)), read_panel(again.encode())
    assert one.rows == other.rows == 360
    for found in (one.panel, other.panel):
        assert found.units == panel.units
        assert (found.counts == panel.counts).all()
        assert (found.exposure == panel.exposure).all()
        assert (found.starts == panel.starts).all()


def test_the_first_of_the_month_and_whole_counts_with_a_point_are_read() -> None:
    read = read_panel(
        (HEADER + "a,2024-01-01,3.0,10,2024-02-01\na,2024-02,1,10,2024-02\n").encode()
    )
    assert read.panel.counts.tolist() == [[3, 1]]
    assert read.panel.starts.tolist() == [1]


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        ("", "effect.empty", "The file is empty"),
        (HEADER, "effect.empty", "no rows below its header"),
        ("unit,month,count,exposure\na,2024-01,1,1\n", "effect.header", "start is not there"),
        (HEADER + GOOD + "a,2024-01,3,10,2024-02\n", "effect.twice", "Line 5 has a in 2024-01 once "
        "more"),
        (HEADER + "a,2024-01,-1,10,\n", "effect.count", "a count of -1"),
        (HEADER + "a,2024-01,2.5,10,\n", "effect.count", "whole numbers"),
        (HEADER + "a,2024-01,many,10,\n", "effect.number", "“many” under “count”"),
        (HEADER + "a,2024-01,2000000000,10,\n", "effect.count", "up to|0 to"),
        (HEADER + "a,2024-01,1,0,\n", "effect.exposure", "Line 2 has an exposure of 0"),
        (HEADER + "a,2024-01,1,,\n", "effect.missing", "nothing under “exposure”"),
        (HEADER + "a,2024-01,1,inf,\n", "effect.number", "finite"),
        (HEADER + ",2024-01,1,10,\n", "effect.missing", "nothing under “unit”"),
        (HEADER + "a,January,1,10,\n", "effect.month", "write it as 2026-07"),
        (HEADER + "a,2024-13,1,10,\n", "effect.month", "“2024-13”"),
        (HEADER + "a,2024-01,1,10,soon\n", "effect.month", "under “start”"),
        (HEADER + GOOD + "b,2024-02,0,7,2024-02\n", "effect.start_varies", "begins once"),
        (HEADER + "a,2024-01,1,10,2024-05\n", "effect.start_outside", "has 2024-01 to 2024-01"),
        (HEADER + "a,1900-01,1,10,\na,2024-01,1,10,\n", "effect.span", "1,489 months"),
        (HEADER + "a,2024-01,1\n", "effect.ragged", "3 cells"),
        (HEADER + 'a,"2024-01,1,10,\n', "effect.csv", "comma-separated"),
    ],
)  # fmt: skip
def test_a_bad_file_gets_its_sentence(content: str, code: str, words: str) -> None:
    with pytest.raises(InvalidInput, match=words) as refused:
        read_panel(content.encode())
    assert refused.value.code == code
    assert refused.value.message.endswith(".")


def test_bytes_that_are_no_text_and_files_too_large_are_refused() -> None:
    with pytest.raises(InvalidInput, match="not UTF-8"):
        read_panel(HEADER.encode() + b"\xff\xfe,2024-01,1,1,\n")
    with pytest.raises(InvalidInput, match="files of up to 60,000,000"):
        read_panel(b"x" * (LARGEST + 1))
