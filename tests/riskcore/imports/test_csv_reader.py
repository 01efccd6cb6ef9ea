"""Records of a text file: encodings, delimiters, and lines counted as a person counts them."""

import io

import pytest

from riskcore.errors import InvalidInput
from riskcore.imports.csv_reader import detect_encoding, records, refuse_binary, sniff_delimiter


def test_a_record_stands_where_it_begins() -> None:
    text = b'a,b\r\n"x\r\ny",1\r\n\r\nz,2\r\n'
    assert list(records(io.BytesIO(text))) == [
        (1, ["a", "b"]),
        (2, ["x\r\ny", "1"]),
        (5, ["z", "2"]),
    ]


@pytest.mark.parametrize(
    ("raw", "codec"),
    [
        (b"plain", "utf-8-sig"),
        ("é".encode(), "utf-8-sig"),
        (b"\xef\xbb\xbfa", "utf-8-sig"),
        ("é".encode("utf-16"), "utf-16"),
        ("Muñoz, señor, – “so”".encode("cp1252"), "cp1252"),
    ],
)
def test_encodings_that_are_certain(raw: bytes, codec: str) -> None:
    assert detect_encoding(io.BytesIO(raw)) == codec


@pytest.mark.parametrize(
    "raw",
    [
        "Привет, как дела".encode("koi8-r"),
        "日本語".encode("shift-jis"),
        "é".encode() + "é".encode("cp1252"),
        b"broken \x81\x8d bytes",
    ],
)
def test_encodings_that_are_not_are_refused(raw: bytes) -> None:
    with pytest.raises(InvalidInput, match="Save it as CSV in UTF-8"):
        detect_encoding(io.BytesIO(raw))


def test_utf_16_without_its_mark_is_no_text() -> None:
    with pytest.raises(InvalidInput, match="not text"):
        refuse_binary(io.BytesIO("a,b".encode("utf-16-le")))


def test_an_encoding_a_mapping_names_is_kept_to() -> None:
    with pytest.raises(InvalidInput, match="not utf-8 throughout"):
        list(records(io.BytesIO(b"a,b\n\xe9,1\n"), encoding="utf-8", delimiter=","))


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("a,b\n1,2\n", ","),
        ("a;b\n1,5;2,5\n3,5;4,5\n", ";"),
        ("a\tb\n1\t2, or so\n", "\t"),
        ("a|b\n1|2\n", "|"),
        ('a;b\n"x,y,z";1\n"p,q,r";2\n', ";"),
    ],
)
def test_the_delimiter_that_cuts_evenly_is_found(text: str, mark: str) -> None:
    assert sniff_delimiter(text) == mark


def test_text_nothing_cuts_is_no_table() -> None:
    with pytest.raises(InvalidInput, match="not a table"):
        sniff_delimiter("words\nand words\n")


def test_an_open_quotation_is_told_with_its_line() -> None:
    with pytest.raises(InvalidInput, match="begins on line 2"):
        list(records(io.BytesIO(b'a,b\n"open,1\n2,3\n')))
