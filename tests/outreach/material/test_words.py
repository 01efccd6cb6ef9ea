from dataclasses import astuple

from outreach.languages import Language
from outreach.material.words import WORDS


def test_every_language_says_everything() -> None:
    assert set(WORDS) == set(Language)
    for words in WORDS.values():
        assert all(astuple(words))
    assert not set(astuple(WORDS[Language.ENGLISH])) & set(astuple(WORDS[Language.SPANISH]))
