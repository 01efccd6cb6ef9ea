"""Every language has all the words: of flyers and of what is said of an effect."""

from outreach.effect.words import WORDS
from outreach.languages import Language
from outreach.material.words import WORDS as FLYERS


def test_no_language_lacks_its_words() -> None:
    assert set(Language) == set(WORDS) == set(FLYERS)
