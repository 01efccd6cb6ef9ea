"""A mapping rewritten says what was chosen and keeps the rest."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcore.imports.mapping_writer import Choice, revised, written

MAPPINGS = Path(__file__).resolve().parents[3] / "docs" / "examples" / "mappings"


@pytest.mark.parametrize("path", sorted(MAPPINGS.glob("*.toml")), ids=lambda path: path.stem)
def test_what_is_written_reads_as_it_was(path: Path) -> None:
    document = tomllib.loads(path.read_text())
    assert tomllib.loads(written(document)) == document


def test_the_choice_replaces_and_the_rest_stays() -> None:
    before = (MAPPINGS / "harbour-policies.toml").read_text()
    choice = Choice(
        columns={"number": ("Policy No.",), "line": ("LOB", "Form")},
        constants={"retention": "0"},
        header_row=4,
        date_formats=("%d/%m/%Y",),
        empty_words=("n/a",),
    )
    after = tomllib.loads(revised(before, choice, kind="policies", name="mine"))
    document = tomllib.loads(before)
    assert after["codes"] == document["codes"]
    assert after["columns"] == {"number": "Policy No.", "line": ["LOB", "Form"]}
    assert after["constants"] == {"retention": "0"}
    assert after["dates"] == {"formats": ["%d/%m/%Y"]}
    assert after["sentinels"] == {**document["sentinels"], "*": ["n/a"]}
    assert (after["name"], after["header_row"]) == ("mine", 4)


def test_what_is_no_longer_said_is_gone() -> None:
    before = 'skip_lines = 2\nheader_rows = 2\n[constants]\na = "b"\n[dates]\nformats = ["%Y"]\n'
    after = tomllib.loads(revised(before, Choice(), kind="policies", name="mine"))
    assert after == {"name": "mine", "kind": "policies", "columns": {}}


@given(st.dictionaries(st.text(min_size=1), st.text() | st.lists(st.text()), max_size=4))
def test_any_words_survive(words: dict[str, str | list[str]]) -> None:
    document = {"name": "x", "columns": words, "codes": {"stage": {"words": words}}}
    kept = {**document, "codes": {"stage": {"words": words}}}
    assert tomllib.loads(written(document)) == kept
