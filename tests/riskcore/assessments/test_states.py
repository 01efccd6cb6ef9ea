"""An assessment ends completed or withdrawn, and never moves again."""

from riskcore.assessments.states import ASSESSMENT


def test_only_an_open_one_moves() -> None:
    assert {step.verb: (step.sources, step.target) for step in ASSESSMENT.steps.values()} == {
        "complete": (frozenset({"open"}), "completed"),
        "withdraw": (frozenset({"open"}), "withdrawn"),
    }
