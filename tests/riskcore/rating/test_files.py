"""Small files are read to the number or refused with the line."""

import pytest

from riskcore.errors import InvalidInput
from riskcore.rating.files import premiums_of, read_cells, read_observations, read_premiums
from riskcore.rating.triangles import Cell

HEAD = b"origin,development,value\n"
RATIOS = b"entity,period,ratio,weight\n"


def test_columns_and_rows_stand_in_any_order_and_others_are_left_alone() -> None:
    content = b'\xef\xbb\xbfValue , note, ORIGIN,Development\r\n5,,2024,24\r\n\r\n"3",x,2024,12\r\n'
    assert read_cells(content) == [Cell("2024", 24, 5.0), Cell("2024", 12, 3.0)]


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"", "actuary.empty", "empty"),
        (b"\xef\xbb\xbf\r\n", "actuary.empty", "empty"),
        (b"\0\0\0", "actuary.empty", "no text"),
        (HEAD, "actuary.empty", "no rows"),
        (b"origin,age,value\n1,12,5\n", "actuary.header", "development is not there"),
        (b"origin;development;value\n1;12;5\n", "actuary.header", "are not there"),
        (b"origin,value,development,value\n1,2,12,5\n", "actuary.header", "value is not there"),
        (HEAD + b"1,12,\n", "actuary.missing", "Line 2 has nothing under “value”"),
        (HEAD + b"1,12,5\n ,24,6\n", "actuary.missing", "Line 3 has nothing under “origin”"),
        (HEAD + b"1,12,abc\n", "actuary.number", "“abc”"),
        (HEAD + b"1,12,nan\n", "actuary.number", "“nan”"),
        (HEAD + b"1,12,-inf\n", "actuary.number", "“-inf”"),
        (HEAD + b"1,12,1e999\n", "actuary.number", "“1e999”"),
        (HEAD + b"1,12,1_000\n", "actuary.number", "“1_000”"),
        (HEAD + b'1,12,"1,000"\n', "actuary.number", "“1,000”"),
        (HEAD + b"1,12,$5\n", "actuary.number", "“$5”"),
        (HEAD + b"1,12.5,5\n", "actuary.age", "whole months"),
        (HEAD + b"1,12,1,000\n", "actuary.ragged", "Line 2 has 4 cells"),
        (HEAD + b"1,12\n", "actuary.ragged", "Line 2 has 2 cells"),
        (HEAD + b'1,12,"5\n', "actuary.csv", "comma-separated"),
        (HEAD + b"\xff\xfe1,12,5\n", "actuary.encoding", "UTF-8"),
        (b"x" * 20_000_001, "actuary.large", "20,000,001 bytes"),
    ],
)
def test_a_triangle_file_that_cannot_be_read_is_refused(
    content: bytes, code: str, words: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_cells(content)
    assert refused.value.code == code
    assert words in refused.value.message


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (b"a,1,5,-1\n", "credibility.weight"),
        (b"a,1,,1\n", "actuary.missing"),
        (b"a,1,5,\n", "actuary.missing"),
        (b"a,1,five,1\n", "actuary.number"),
        (b"a,1,5,NaN\n", "actuary.number"),
    ],
)
def test_a_ratio_that_cannot_be_read_is_refused(row: bytes, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_observations(RATIOS + row)
    assert refused.value.code == code


def test_premiums_may_state_what_they_expect() -> None:
    read = read_premiums(b"origin,premium,loss_ratio,expected\n1,100,,\n2,200,0.7,\n3,300,,250\n")
    rows = premiums_of(["3", "1", "2"], read)
    assert [(row.premium, row.loss_ratio, row.expected) for row in rows] == [
        (300, None, 250),
        (100, None, None),
        (200, 0.7, None),
    ]


@pytest.mark.parametrize("row", [b"1,-5\n", b"1,5\n1,6\n"])
def test_a_premium_below_nought_or_given_twice_is_refused(row: bytes) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_premiums(b"origin,premium\n" + row)
    assert refused.value.code == "actuary.premium"


@pytest.mark.parametrize(("origins", "words"), [(["1", "2"], "lacks 2"), ([], "has 1 besides")])
def test_premiums_must_name_the_origins(origins: list[str], words: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        premiums_of(origins, read_premiums(b"origin,premium\n1,5\n"))
    assert words in refused.value.message
