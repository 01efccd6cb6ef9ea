"""Every step of a thing with a version is one class: it asks for the version, and says what it takes."""

import pytest

from api.steps import Step, Versioned
from tests.api.endpoints import VIEWS

STEPS = {name: view for name, view in VIEWS.items() if issubclass(view, Step)}


def test_there_are_steps_of_cases_alerts_advice_plans_and_submissions() -> None:
    nouns = {name.split("_")[1] for name in STEPS}
    assert nouns == {"assessment", "case", "alert", "recommendation", "rating", "submission"}


@pytest.mark.parametrize("name", STEPS)
def test_a_step_is_conditional_and_names_its_verb(name: str) -> None:
    view = STEPS[name]
    assert issubclass(view, Versioned)
    assert view.conditional
    assert callable(view.verb)
    assert view.__doc__
