"""``manage.py effect`` answers on a file, and says in one sentence what is wrong with a bad one."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from outreach.effect.reading import LARGEST
from tests.outreach.effect.panels import drawn, rows_of

HEADER = "unit,month,count,exposure,start"


def said(*words: str) -> str:
    out = io.StringIO()
    call_command("effect", *words, stdout=out)
    return out.getvalue()


def asked(file: Path) -> Any:
    return json.loads(said(str(file), "--json"))


def test_rows_in_any_order_give_the_same_bytes(tmp_path: Path) -> None:
    lines = rows_of(drawn(seed=3, units=30, begun=12))
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    one.write_text("\n".join([HEADER, *lines]))
    other.write_text("\n".join([HEADER, *lines[::-1]]))
    assert said(str(one), "--json") == said(str(other), "--json")
    facts = asked(one)
    assert {"index", "interval", "verdict", "units", "placebo_share", "refused"} <= set(facts)
    wanted = {"unit", "observed", "expected", "interval", "verdict", "reason"}
    assert all(wanted <= set(unit) for unit in facts["units"])
    assert len(facts["units"]) == 12
    assert facts["verdict"].capitalize() in said(str(one))


def refused(*words: str) -> str:
    with pytest.raises(CommandError) as error:
        said(*words)
    assert error.value.returncode == 2
    return str(error.value)


def test_what_cannot_be_read_ends_with_a_sentence_and_a_status(tmp_path: Path) -> None:
    absent, bad, large = tmp_path / "none.csv", tmp_path / "bad.csv", tmp_path / "large.csv"
    assert refused(str(absent)).endswith("could not be read: No such file or directory.")
    assert refused(str(tmp_path)).endswith("could not be read: Is a directory.")
    bad.write_text(f"{HEADER}\na,2024-01,-3,10,\n")
    assert "a count of -3" in refused(str(bad), "--json")
    with large.open("wb") as file:
        file.truncate(LARGEST * 50)
    assert "files of up to" in refused(str(large))
