"""Every language has all the words: of flyers and of what is said of an effect."""

from outreach.effect.words import WORDS
from outreach.languages import Language, named_month
from outreach.material.words import WORDS as FLYERS


def test_no_language_lacks_its_words() -> None:
    assert set(Language) == set(WORDS) == set(FLYERS)


def test_a_month_is_named_in_each_language() -> None:
    assert named_month("2025-09", Language.ENGLISH) == "Sep\u00a02025"
    assert named_month("2025-12", Language.SPANISH) == "dic\u00a02025"
    assert named_month("", Language.SPANISH) == ""
