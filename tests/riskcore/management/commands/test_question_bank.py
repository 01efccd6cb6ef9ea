"""The bank of questions written to a file, edited, and loaded as the next version."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from riskcore.access.models import User
from riskcore.submissions.banks_on_file import BUILT_IN, bank


def told(*arguments: str) -> str:
    out = StringIO()
    call_command("question_bank", *arguments, stdout=out)
    return out.getvalue()


def test_a_bank_goes_out_and_comes_back_as_another_version(db: None, tmp_path: Path) -> None:
    file = str(tmp_path / "bank.csv")
    assert "questions written" in told("export", "--out", file)
    assert "holds for terms from 2027-01-01" in told(
        "load", file, "--key", "next", "--effective-from", "2027-01-01"
    )
    assert bank("next").questions == bank(BUILT_IN).questions
    assert [one["key"] for one in json.loads(told("list", "--json"))] == [BUILT_IN, "next"]
    assert "next  " in told("list")
    with pytest.raises(CommandError, match="never changed"):
        told("load", file, "--key", "next", "--effective-from", "2027-01-01")


def test_what_cannot_be_read_or_done_is_one_sentence(rita: User, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="could not be read"):
        told("load", str(tmp_path / "none.csv"), "--key", "n", "--effective-from", "2027-01-01")
    (tmp_path / "bad.csv").write_bytes(b"\xff\xfe")
    with pytest.raises(CommandError, match="could not be read"):
        told("load", str(tmp_path / "bad.csv"), "--key", "n", "--effective-from", "2027-01-01")
    with pytest.raises(CommandError, match="there is none"):
        told("export", "other", "--out", str(tmp_path / "x.csv"))
    file = str(tmp_path / "bank.csv")
    told("export", "--out", file)
    with pytest.raises(CommandError, match="You may not"):
        told("load", file, "--key", "n", "--effective-from", "2027-01-01", "--as", "rita")
