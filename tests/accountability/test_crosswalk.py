"""Words become codes by a listed rule or stay words."""

import pytest

from accountability.codes import CATEGORIES, CLOSURES, MERITS
from accountability.crosswalk import (
    _ALLEGATION_PHRASES,
    _CLASS_PHRASES,
    _SYNONYMS,
    LEFT_UNMAPPED,
    UNMAPPED,
    category_code,
    channel_code,
    finding_code,
)


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Sustained", "SUS"),
        ("SUBSTANTIATED", "SUS"),
        ("founded", "SUS"),
        ("Not Justified", "SUS"),
        ("Not  Sustained", "NSU"),
        ("Exonerated", "EXO"),
        ("Unfounded", "UNF"),
        ("Policy Failure", "POLICY"),
        ("Withdrawn", "WDN"),
        ("Mediated", "MED"),
        ("EXO", "EXO"),
    ],
)
def test_a_known_finding_has_one_code(word: str, code: str) -> None:
    found = finding_code(word)
    assert found is not None
    assert found.code == code
    assert (found.merits == "") != (found.closure == "")


@pytest.mark.parametrize("word", ["Vacated", "Coached/Mentored", "Other than Sustained Finding"])
def test_a_word_left_unmapped_has_its_reason(word: str) -> None:
    assert finding_code(word) == UNMAPPED
    assert LEFT_UNMAPPED[word.lower()].endswith(".")


def test_an_unknown_word_is_unmapped_and_a_blank_is_nothing() -> None:
    assert finding_code("Zugzwang") == UNMAPPED
    assert finding_code("  ") is None


@pytest.mark.parametrize(
    ("allegation", "heading", "code"),
    [
        ("", "Use of Force", "UOF_EXC"),
        ("Race", "Bias-Based Profiling", "BIAS"),
        ("Unreasonable Force (Firearm)", "Use of Force", "UOF_DEADLY"),
        ("Failure to complete a Blue Team UOF Report", "Use of Force", "UOF_DUTY"),
        ("Mistreatment of person in custody", "Use of Force", "CUSTODY"),
        ("Failure to provide name or badge number", "Citizen Interaction", "IDENT"),
        ("Improper strip search", "Search/Seizure", "SEARCH_P"),
        ("", "", "UNKNOWN"),
        ("Zugzwang", "Zwischenzug", "UNKNOWN"),
    ],
)
def test_the_narrower_words_decide(allegation: str, heading: str, code: str) -> None:
    assert category_code(allegation, heading) == code


def test_channels_are_known_or_unknown() -> None:
    assert channel_code("Telephone") == "PHONE"
    assert channel_code("CPCO (Formal)") == "UNKNOWN"


def test_every_target_of_the_crosswalk_exists() -> None:
    assert set(_SYNONYMS) <= set(MERITS) | set(CLOSURES)
    assert {code for _, code in (*_ALLEGATION_PHRASES, *_CLASS_PHRASES)} <= set(CATEGORIES)


def test_no_word_has_two_meanings() -> None:
    words = [word for words in _SYNONYMS.values() for word in words]
    assert len(words) == len(set(words))
    assert not set(words) & set(LEFT_UNMAPPED)
