from outreach.initiatives.models import Strategy
from outreach.initiatives.wording import MEANINGS, suggested_activities


def test_every_strategy_is_explained() -> None:
    assert list(MEANINGS) == list(Strategy)
    assert all(meaning.sentence.endswith(".") for meaning in MEANINGS.values())


def test_suggestions_fit_their_field_and_differ() -> None:
    suggested = suggested_activities()
    assert len(set(suggested)) == len(suggested)
    assert all(len(activity) <= 80 for activity in suggested)
