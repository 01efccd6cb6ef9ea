"""A file's own words suggest our codes, and never more than that."""

import pytest

from riskcore.losses.codes import CAUSES, LABELS, causes_of, suggest_cause, suggest_status
from riskcore.policies import Line


def test_every_code_stands_once_and_fits_its_column() -> None:
    codes = [cause.code for cause in CAUSES]
    assert len(codes) == len(set(codes)) == len(LABELS)
    assert max(map(len, codes)) <= 16


def test_every_line_has_causes_and_a_place_for_the_rest() -> None:
    for line in Line.values:
        assert len(causes_of(line)) > 5
        assert causes_of(line)[-1].code == "OTH"


@pytest.mark.parametrize(
    ("line", "words", "code"),
    [
        ("LEL", "Excessive Force/False Arrest/Civil Rights", "UOF-P"),
        ("LEL", "False Arrest", "FAR"),
        ("LEL", "Police Shooting", "UOF-D"),
        ("LEL", "K9 Bite - Other", "UOF-K"),
        ("LEL", "Bodily Injury - Auto", "VEH-E"),
        ("LEL", "Property Damage - Other", "PRP"),
        ("LEL", "uof-c", "UOF-C"),
        ("LEL", "Civil Rights", "OTH"),
        ("EPL", "Wrongful termination", "EPL-TERM"),
        ("EPL", "Sexual Harassment", "EPL-SEX"),
        ("POL", "Zoning denial", "POL-LAND"),
        ("ELL", "IEP dispute", "ELL-IEP"),
        ("ELL", "", "OTH"),
    ],
)
def test_words_suggest_a_cause_of_their_line(line: str, words: str, code: str) -> None:
    assert suggest_cause(line, words) == code


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Open", "open"),
        ("O", "open"),
        ("CWP", "closed"),
        ("Closed  Without Payment", "closed"),
        ("Re-Opened", "reopened"),
        ("R", "reopened"),
        ("perhaps", ""),
    ],
)
def test_words_suggest_a_status(words: str, status: str) -> None:
    assert suggest_status(words) == status
