"""A bank of questions as data: what it takes, what it refuses, and what an answer may be."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcore.errors import InvalidInput
from riskcore.exports import csv_bytes
from riskcore.submissions.bank import (
    COLUMNS,
    Question,
    as_rows,
    fired,
    holds,
    parse,
    read_answer,
    write_answer,
)
from riskcore.submissions.banks_on_file import built_in

HEAD = ",".join(COLUMNS)
GOOD = "ENT-1,all,The entity,Population,number,people,,yes,,,,,2020-01-01"


def question(answer_type: str, **changes: Any) -> Question:
    facts: dict[str, Any] = {"code": "ENT-1", "lines": (), "section": "S", "text": "Asked"}
    return Question(**(facts | {"answer_type": answer_type} | changes))


def test_the_bank_that_comes_with_the_product_asks_of_every_line() -> None:
    bank = built_in()
    assert len(bank.questions) > 100
    for line in ("LEL", "EPL", "POL", "ELL"):
        asked = bank.asked(lines=[line], on=date(2026, 10, 1), answers={})
        assert any(one.lines == (line,) for one in asked)
        assert all(not one.lines or line in one.lines for one in asked)


def test_a_condition_only_looks_back_so_that_a_form_can_be_filled_from_the_top() -> None:
    codes = [one.code for one in built_in().questions]
    for one in built_in().questions:
        if one.required_if:
            assert codes.index(one.required_if.split(" ")[0]) < codes.index(one.code)


def test_a_bank_written_as_a_file_reads_back_as_itself() -> None:
    bank = built_in()
    assert parse(bank.key, csv_bytes(COLUMNS, as_rows(bank)).decode()) == bank


def test_what_is_asked_follows_the_answers() -> None:
    def codes(**answers: Any) -> set[str]:
        given_so_far = {code.replace("_", "-"): value for code, value in answers.items()}
        asked = built_in().asked(lines=["LEL"], on=date(2026, 10, 1), answers=given_so_far)
        return {one.code for one in asked}

    assert "LEL-31" not in codes()
    assert "LEL-31" not in codes(LEL_30=False)
    assert "LEL-31" in codes(LEL_30=True)


def test_a_question_is_not_asked_before_it_took_effect() -> None:
    text = f"{HEAD}\n{GOOD.replace('2020-01-01', '2027-01-01')}\n"
    bank = parse("b", text)
    assert bank.asked(lines=["POL"], on=date(2026, 12, 31), answers={}) == ()
    assert len(bank.asked(lines=["POL"], on=date(2027, 1, 1), answers={})) == 1


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("X,all,S,T,number,,,yes,,,,,2020-01-01", "its code"),
        ("ENT-1,WC,S,T,number,,,yes,,,,,2020-01-01", "its lines"),
        ("ENT-1,all,,T,number,,,yes,,,,,2020-01-01", "no section"),
        ("ENT-1,all,S,T,essay,,,yes,,,,,2020-01-01", "answer type"),
        ("ENT-1,all,S,T,choice,,,yes,,,,,2020-01-01", "choices do not fit"),
        ("ENT-1,all,S,T,number,,a|b,yes,,,,,2020-01-01", "choices do not fit"),
        ("ENT-1,all,S,T,number,,,maybe,,,,,2020-01-01", "required is not"),
        ("ENT-1,all,S,T,number,,,yes,import os,,,,2020-01-01", "required_if"),
        ("ENT-1,all,S,T,number,,,yes,ENT-9 = yes,,,,2020-01-01", "not asked"),
        ("ENT-1,all,S,T,number,,,yes,,a.rule,,,2020-01-01", "a referral needs"),
        ("ENT-1,all,S,T,number,,,yes,,a.rule,large,,2020-01-01", "referral_if"),
        ("ENT-1,all,S,T,number,,,yes,,,,,soon", "effective_from"),
        (f"{GOOD}\n{GOOD}", "stands twice"),
    ],
)
def test_a_bad_row_is_refused_with_its_fault(row: str, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        parse("b", f"{HEAD}\n{row}\n")


@pytest.mark.parametrize("row", ["ENT-1", "ENT-1,all,S\n,,", 'ENT-1,"'])
def test_a_ragged_row_is_a_fault_and_never_a_crash(row: str) -> None:
    with pytest.raises(InvalidInput, match="row 2"):
        parse("b", f"{HEAD}\n{row}\n")


@pytest.mark.parametrize("text", ["", "code,lines\nENT-1,all\n", HEAD])
def test_a_file_that_is_no_bank_says_what_it_needs(text: str) -> None:
    with pytest.raises(InvalidInput, match="heading row"):
        parse("b", text)


def test_every_fault_is_told_at_once() -> None:
    rows = "X,all,S,T,number,,,yes,,,,,2020-01-01\nENT-2,WC,S,T,number,,,yes,,,,,soon"
    with pytest.raises(InvalidInput) as refused:
        parse("b", f"{HEAD}\n{rows}\n")
    assert refused.value.message.count("row ") == 3


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("number", " 1,200 ", "1200"),
        ("number", "2.50", "2.5"),
        ("number", "100", "100"),
        ("money", "$1,000.5", "1000.50"),
        ("yes_no", "YES", True),
        ("date", "2024-02-29", "2024-02-29"),
        ("choice", "b", "b"),
        ("text", " words ", "words"),
        ("table", "1 | 2\n\n3|4", [["1", "2"], ["3", "4"]]),
        ("number", "  ", None),
    ],
)
def test_what_is_typed_becomes_what_is_kept(kind: str, typed: str, kept: Any) -> None:
    choices = ("a", "b") if kind in {"choice", "table"} else ()
    asked = question(kind, choices=choices)
    assert read_answer(asked, typed) == kept
    assert read_answer(asked, write_answer(asked, kept)) == kept


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("number", "many"),
        ("number", "-1"),
        ("number", "NaN"),
        ("number", "1e99"),
        ("money", "1.005"),
        ("money", "-5"),
        ("money", "Infinity"),
        ("yes_no", "perhaps"),
        ("date", "2023-02-29"),
        ("date", "0001-01-01"),
        ("choice", "c"),
        ("text", "x" * 10_001),
        ("table", "1 | 2 | 3"),
        ("table", "\n".join(["1|2"] * 201)),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(kind: str, typed: str) -> None:
    choices = ("a", "b") if kind in {"choice", "table"} else ()
    with pytest.raises(InvalidInput, match="ENT-1, Asked"):
        read_answer(question(kind, choices=choices), typed)


def test_a_share_is_at_most_a_hundred() -> None:
    with pytest.raises(InvalidInput, match="0 to 100"):
        read_answer(question("number", unit="%"), "101")


@given(st.text())
def test_no_text_makes_a_number_fail_in_another_way_than_by_refusal(typed: str) -> None:
    for kind in ("number", "money", "date", "yes_no"):
        try:
            read_answer(question(kind), typed)
        except InvalidInput:
            continue


@pytest.mark.parametrize(
    ("condition", "answers", "met"),
    [
        ("A-1 = yes", {"A-1": True}, True),
        ("A-1 != yes", {"A-1": True}, False),
        ("A-1 = part time", {"A-1": "part time"}, True),
        ("A-1 >= 5", {"A-1": "5"}, True),
        ("A-1 < 5", {"A-1": "5"}, False),
        ("A-1 > 5", {"A-1": "many"}, False),
        ("A-1 = no", {}, False),
        ("A-1 != no", {"A-1": None}, False),
    ],
)
def test_a_condition_is_data(condition: str, answers: dict[str, Any], met: bool) -> None:
    assert holds(condition, answers) is met


def test_referral_rules_fire_with_the_answer_that_fired_them() -> None:
    answers = {"LEL-55": True, "LEL-P1": "2024-09-30", "LEL-P2": "2024-10-01", "LEL-54": False}
    found = fired(built_in(), answers, on=date(2026, 10, 1))
    assert [(one.rule, one.code) for one in found] == [
        ("submission.force_policy_old", "LEL-P1"),
        ("submission.consent_decree", "LEL-55"),
    ]
    assert found[1].sentence.endswith("yes (LEL-55).")
