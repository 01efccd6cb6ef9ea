"""Words of discipline become codes with days; what nobody listed waits."""

import pytest

from accountability.deliveries.penalties import penalty


@pytest.mark.parametrize(
    ("words", "code", "days"),
    [
        ("NO ACTION TAKEN", "D00", None),
        ("SUSTAINED-NO PENALTY", "D05", None),
        ("REPRIMAND", "D30", None),
        ("Oral reprimand", "D20", None),
        ("1 DAY SUSPENSION", "D50", 1),
        ("Suspended 15 days without pay", "D50", 15),
        ("SUSPENDED OVR 30 DAY", "D50", 30),
        ("SUSPEN'D INDEFINIT'Y", "D50", None),
        ("RESIGNED -NOT SERVED", "D85", None),
        ("**PENALTY NOT SERVED", "D90", None),
        ("REINSTATED COURT ACT", "D90", None),
        ("ADMIN. TERMINATION", "D80", None),
        ("Training/Counseling", "D10", None),
        ("d40", "D40", None),
        ("Guilty Finding", "UNK", None),
    ],
)
def test_a_penalty_is_known_by_its_words(words: str, code: str, days: int | None) -> None:
    found = penalty(words)
    assert found is not None
    assert (found.code, found.days) == (code, days)


def test_a_blank_says_nothing() -> None:
    assert penalty("  ") is None
