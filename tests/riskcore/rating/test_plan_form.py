"""Files of plans: read, refused, written again."""

import json
from datetime import date
from decimal import Decimal

import pytest

from riskcore.errors import InvalidInput
from riskcore.rating.plan_form import LONGEST, Table, body_of, canonical, parse
from riskcore.rating.plan_reader import plan_of, read_plan
from tests.factories.rating import a_plan


@pytest.mark.parametrize("line", ["LEL", "POL", "EPL", "ELL"])
def test_what_is_written_reads_as_the_same_plan_and_the_same_bytes(line: str) -> None:
    plan = a_plan(line=line)
    again = read_plan(canonical(plan).encode())
    assert again == plan
    assert canonical(again) == canonical(plan)


def test_a_toml_file_is_read_by_its_name() -> None:
    assert parse(b"a = 0.1\nb = 2026-10-01", name="Plan.TOML") == {
        "a": Decimal("0.1"),
        "b": date(2026, 10, 1),
    }


@pytest.mark.parametrize(
    "content",
    [
        b"", b"[1]", b"{", b'{"a": NaN}', b'{"a": Infinity}', b"\xff\xfe", b"[" * 50_000,
        b"x" * (LONGEST + 1),
    ],
    ids=["empty", "list", "cut", "nan", "infinity", "not utf-8", "deep", "long"],
)  # fmt: skip
def test_what_is_no_table_is_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse(content)
    assert refused.value.code == "plan.unreadable"
    assert refused.value.message.endswith(".")


def test_a_byte_order_mark_does_no_harm() -> None:
    assert parse(b'\xef\xbb\xbf{"a": 1}') == {"a": 1}


def test_numbers_keep_their_decimals() -> None:
    body = json.loads(canonical(a_plan()))
    assert body["credits"][0]["most"] == "0.10"
    assert plan_of({**body, "minimum_premium": 2500}).minimum_premium == 2500


def test_a_table_notes_what_it_lacks_and_goes_on() -> None:
    problems: list[object] = []
    table = Table({"a": "x", "n": True, "w": 1.5}, "here", problems)  # type: ignore[arg-type]
    assert table.text("missing") == ""
    assert table.number("n") == 1
    assert table.whole("w", least=0, most=3) == 1
    assert table.day("a") == date(2000, 1, 1)
    assert table.texts("a") == ()
    assert table.rows("a", lambda row: row) == ()
    table.table("n")
    table.close()
    assert len(problems) == 7


def test_the_body_names_its_format() -> None:
    assert body_of(a_plan())["format"] == "commonward-rating-plan-1"
