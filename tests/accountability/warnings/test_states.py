"""The life of an alert: only an answer ends it, and no decision is a penalty."""

from accountability.warnings.states import ALERT, DECISIONS, NO_ACTION, OUTCOMES, UNANSWERED


def test_every_way_to_the_end_leads_through_an_answer() -> None:
    ends = [step for step in ALERT.steps.values() if step.target == "closed"]
    assert {step.verb for step in ends} == {"dismiss", "close"}
    assert ALERT.steps["dismiss"].permission == "warning.answer"
    assert ALERT.steps["close"].sources == {"followed_up"}
    assert set(UNANSWERED) < set(ALERT.states)


def test_no_decision_is_discipline() -> None:
    assert NO_ACTION in DECISIONS
    assert not any("suspen" in word or "reprimand" in word for word in DECISIONS.values())
    assert set(OUTCOMES) == {"helped", "unchanged", "not_done"}
