"""Texts an advisor could have written."""

import pytest

from riskcore.recommendations.models import Recommendation, RecommendationClass
from riskcore.synthetic.advice import ADVICE, Advised
from riskcore.synthetic.assumptions import assumed


@pytest.mark.parametrize("advised", ADVICE, ids=lambda advised: advised.title)
def test_each_is_complete_and_fits_its_place(advised: Advised) -> None:
    assert advised.classification in RecommendationClass.values
    longest = Recommendation._meta.get_field("title").max_length
    assert longest
    assert 0 < len(advised.title) <= longest
    for text in (advised.condition, advised.consequence, advised.action):
        assert text.endswith(".")


def test_no_title_is_written_twice_and_every_class_is_there() -> None:
    assert len({advised.title for advised in ADVICE}) == len(ADVICE)
    assert {advised.classification for advised in ADVICE} == set(RecommendationClass.values)


def test_there_are_as_many_as_the_busiest_client_may_be_given() -> None:
    assert len(ADVICE) >= int(assumed("advice.most"))
