"""A measure that fails or leaves a client out says so; nothing else is stopped."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from riskcore.underwriting.measures import (
    MEASURES,
    Measure,
    Question,
    Subject,
    by_client,
    check_all,
)
from riskcore.underwriting.plan import PLAN
from riskcore.underwriting.rules import Answer, Finding

RULE = replace(PLAN.rules[0], key="test.rule", measure="test.measure")
ASKED = replace(PLAN, rules=(RULE,))


def question(*ids: int) -> Question:
    subjects = tuple(Subject(client_id=pk, code=str(pk), carrier_id=1) for pk in ids)
    return Question(subjects=subjects, as_of=date(2026, 9, 15), plan=ASKED)


def measure(answer: Mapping[int, Answer] | Exception) -> Measure:
    def answered(asked: Question) -> Mapping[int, Answer]:
        if isinstance(answer, Exception):
            raise answer
        return answer

    return Measure(key=RULE.measure, label="Test", order=999, measure=answered)


def because(checked: object) -> str:
    found = {rule.key: why for rule, why in checked.unchecked}  # type: ignore[attr-defined]
    return str(found.get(RULE.key, ""))


@pytest.mark.django_db
def test_a_measure_nobody_registered_leaves_its_rules_unchecked() -> None:
    assert RULE.measure not in MEASURES
    assert because(check_all(question(1))[1]) == "nothing in this house measures it yet"


@pytest.mark.django_db
def test_a_failing_measure_is_told_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    with MEASURES.registered_temporarily(measure(RuntimeError("broken"))):
        checked = check_all(question(1))[1]
    assert because(checked) == "the measure failed; the cause stands in the log"
    assert "test.measure failed" in caplog.text


@pytest.mark.django_db
def test_a_client_left_out_is_told_so_and_another_is_answered() -> None:
    found = Finding(key="token", words="Four paid claims", values={"claims": 4}, value=4)  # type: ignore[arg-type]
    with MEASURES.registered_temporarily(measure({1: (found,)})):
        checked = check_all(question(1, 2))
    assert [f.rule.key for f in checked[1].firings if f.rule.key == RULE.key] == [RULE.key]
    assert because(checked[2]) == "the measure has nothing to say of this client"


def test_what_is_read_once_is_read_once() -> None:
    asked, reads = question(1), []
    for _ in range(2):
        asked.once("key", lambda: reads.append(1))
    assert reads == [1]


def test_pairs_gather_under_the_clients_asked_for() -> None:
    assert by_client([(1, "a"), (3, "b"), (1, "c")], [1, 2]) == {1: ["a", "c"], 2: []}
