"""Stops are coded in words that leave room for what is not known."""

from accountability.activity.codes import KINDS, RESULTS, UNKNOWN
from accountability.activity.models import Stop


def test_what_is_not_known_is_a_word_of_its_own_and_every_code_fits() -> None:
    for name, codes in (("kind", KINDS), ("result", RESULTS)):
        assert UNKNOWN in codes
        room = Stop._meta.get_field(name).max_length
        assert room is not None
        assert max(map(len, codes)) <= room
