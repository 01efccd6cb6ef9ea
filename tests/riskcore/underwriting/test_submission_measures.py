"""An answer that the bank refers is a finding of its rule; what nobody answered is not clear."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from riskcore.submissions.banks_on_file import built_in
from riskcore.submissions.referring import Answered, Told
from riskcore.underwriting import submission_measures
from riskcore.underwriting.measures import MEASURES, Question, Subject, check_all
from riskcore.underwriting.plan import PLAN

STARTS, AS_OF = date(2026, 10, 1), date(2026, 9, 15)


def answer(rule: str, value: Any = "yes", *, refers: bool = True, code: str = "LEL-55") -> Answered:
    return Answered(
        rule=f"submission.{rule}",
        code=code,
        text="Is it so?",
        value=value,
        written=str(value),
        refers=refers,
        as_of=date(2026, 7, 1),
    )


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, db: None) -> Any:
    """The rules over client 1, whose submission gives these answers, and 2, which has none."""

    def ask(*answers: Answered) -> Any:
        said = Told(submission=7, starts_on=STARTS, answers=answers)
        monkeypatch.setattr(submission_measures, "told", lambda terms, *, on: {1: said})
        subjects = tuple(
            Subject(client_id=pk, code=str(pk), carrier_id=1, term=STARTS) for pk in (1, 2)
        )
        return check_all(Question(subjects=subjects, as_of=AS_OF, plan=PLAN))

    return ask


def why(checked: Any) -> dict[str, str]:
    return {rule.key: because for rule, because in checked.unchecked}


@pytest.mark.parametrize(
    ("named", "rule"),
    [
        ("consent_decree", "entity.consent_decree"),
        ("nonrenewed", "entity.non_renewed_elsewhere"),
        ("jail", "exposure.jail"),
        ("debt_default", "submission.debt_default"),
        ("of_a_later_bank", "submission.other"),
    ],
)
def test_an_answer_that_refers_fires_the_rule_with_its_row(
    asked: Any, named: str, rule: str
) -> None:
    found = asked(answer(named))[1].firings
    [firing] = [each for each in found if each.key == "LEL-55"]
    assert (firing.rule.key, firing.sentence) == (rule, "Is it so? yes (LEL-55).")
    assert firing.rows[0]["id"] == "7"
    assert "term from 2026-10-01" in firing.rows[0]["says"]


def test_an_answer_that_does_not_refer_is_clear_and_one_not_given_is_not(asked: Any) -> None:
    checked = asked(answer("consent_decree", "no", refers=False))
    assert "entity.consent_decree" in {rule.key for rule in checked[1].clear}
    assert why(checked[1])["submission.debt_default"] == "the submission does not answer it"
    assert "no attested submission" in why(checked[2])["entity.consent_decree"]


def test_the_age_of_a_policy_is_held_against_the_rules_own_bound(asked: Any) -> None:
    old = answer("force_policy_old", "2024-01-15", code="LEL-P3")
    young = answer("force_policy_old", "2025-01-15", refers=False, code="LEL-P1")
    [firing] = [each for each in asked(old, young)[1].firings if each.rule.key == "policies.age"]
    assert (firing.key, firing.values["revised_on"]) == ("LEL-P3", "2024-01-15")
    assert "32.0 months ago; older than 24 months is referred" in firing.sentence.replace(
        "\xa0", " "
    )
    assert Decimal(firing.values["bound"]) == 24


def test_every_rule_that_the_bank_names_has_a_measure_of_its_own() -> None:
    named = {one.referral_rule for one in built_in().questions if one.referral_rule}
    assert named <= submission_measures.NAMED | submission_measures.ELSEWHERE
    measured = {measure.key for measure in MEASURES}
    assert {rule.measure for rule in PLAN.rules} <= measured
