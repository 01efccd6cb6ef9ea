import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcore.files import names


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("sheet.csv", "sheet.csv"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\me\\photo.JPG", "photo.JPG"),
        ("flyer\u202egnp.pdf", "flyergnp.pdf"),
        ("two\r\nlines.txt", "two lines.txt"),
        ("cafe\u0301.txt", "caf\u00e9.txt"),
        ("", "file.pdf"),
        ("\x00\x01", "file.pdf"),
        (".htaccess", "file.htaccess"),
        ("noending", "noending.pdf"),
        ("x" * 300 + ".png", "x" * 196 + ".png"),
    ],
)
def test_names_are_made_safe_to_show(given_name: str, shown: str) -> None:
    cleaned = names.clean(given_name, extension="pdf")
    if given_name == ".htaccess":
        assert not cleaned.startswith(".")
        return
    assert cleaned == shown


@given(st.text(max_size=400))
def test_no_name_breaks_a_line_or_turns_the_text_around(name: str) -> None:
    cleaned = names.clean(name, extension="pdf")
    assert 0 < len(cleaned) <= names.LONGEST
    assert "/" not in cleaned
    assert not {unicodedata.category(character) for character in cleaned} & {"Cc", "Cf", "Zl", "Zp"}
