"""A sealed text opens for its scope under a secret that sealed it, and a change is noticed."""

import pytest

from accountability.sealing import reseal, seal, unseal
from riskcore.errors import Conflict

ONE, NEW = "one secret", "a newer secret"


@pytest.mark.parametrize("text", ["", "a", "Ünïcode " * 20, "x" * 32])
def test_it_opens_under_its_secret(text: str) -> None:
    sealed = seal(text, secrets=[ONE], scope="alder")
    assert unseal(sealed, secrets=[ONE], scope="alder") == text
    assert len(text) < 8 or text.encode() not in sealed


def test_the_same_text_is_sealed_differently_each_time() -> None:
    assert seal("words", secrets=[ONE], scope="alder") != seal(
        "words", secrets=[ONE], scope="alder"
    )


@pytest.mark.parametrize("place", [0, 20, -1])
def test_a_changed_byte_is_noticed(place: int) -> None:
    changed = bytearray(seal("words", secrets=[ONE], scope="alder"))
    changed[place] ^= 1
    with pytest.raises(Conflict):
        unseal(bytes(changed), secrets=[ONE], scope="alder")


@pytest.mark.parametrize(
    ("sealed", "because"),
    [
        (b"", "empty"),
        (b"short", "short"),
        (seal("words", secrets=[NEW], scope="alder"), "another secret"),
        (seal("words", secrets=[ONE], scope="birch"), "another department"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_another_secret_or_scope_opens_nothing(sealed: bytes, because: str) -> None:
    for opened in (unseal, reseal):
        with pytest.raises(Conflict):
            opened(sealed, secrets=[ONE], scope="alder")


def test_a_secret_is_turned_over_without_losing_what_it_sealed() -> None:
    before = seal("words", secrets=[ONE], scope="alder")
    after = reseal(before, secrets=[NEW, ONE], scope="alder")
    assert unseal(before, secrets=[NEW, ONE], scope="alder") == "words"
    assert unseal(after, secrets=[NEW], scope="alder") == "words"
    with pytest.raises(Conflict):
        unseal(after, secrets=[ONE], scope="alder")
