"""A sealed text opens under its key alone, and a change is noticed."""

import pytest

from accountability.sealing import NONCE, seal, unseal
from riskcore.errors import Conflict


@pytest.mark.parametrize("text", ["", "a", "Ünïcode " * 20, "x" * 32])
def test_it_opens_under_its_key(text: str) -> None:
    sealed = seal(text, key=b"one")
    assert unseal(sealed, key=b"one") == text
    assert len(text) < 8 or text.encode() not in sealed


def test_the_same_text_is_sealed_differently_each_time() -> None:
    assert seal("words", key=b"one") != seal("words", key=b"one")


@pytest.mark.parametrize("place", [0, NONCE, -1])
def test_a_changed_byte_is_noticed(place: int) -> None:
    changed = bytearray(seal("words", key=b"one"))
    changed[place] ^= 1
    with pytest.raises(Conflict):
        unseal(bytes(changed), key=b"one")


@pytest.mark.parametrize(
    "sealed", [b"", b"short", seal("words", key=b"other")], ids=["empty", "short", "other"]
)
def test_another_key_opens_nothing(sealed: bytes) -> None:
    with pytest.raises(Conflict):
        unseal(sealed, key=b"one")
