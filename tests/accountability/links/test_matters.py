"""Both vocabularies are known ones, and a tier is the category's."""

from accountability.codes import CATEGORIES
from accountability.links.matters import OF_CATEGORY, OF_CAUSE, tier
from riskcore.losses.codes import CAUSES


def test_every_category_and_cause_is_one_of_ours() -> None:
    assert OF_CATEGORY.keys() <= CATEGORIES.keys()
    assert OF_CAUSE.keys() <= {cause.code for cause in CAUSES}
    assert set(OF_CAUSE.values()) == set(OF_CATEGORY.values())


def test_causes_are_of_police_liability_alone() -> None:
    lines = {cause.code: cause.line for cause in CAUSES}
    assert {lines[code] for code in OF_CAUSE} == {"LEL"}


def test_a_tier_is_that_of_the_category() -> None:
    assert (tier("UOF_EXC"), tier("DISCOURT"), tier("UNKNOWN"), tier("no such")) == (4, 1, 0, 0)
