import secrets

from hypothesis import given
from hypothesis import strategies as st

from outreach.evidence.drawing import SHARE, is_drawn, sealed


def test_about_a_tenth_is_drawn() -> None:
    seed = "0f" * 32
    drawn = sum(
        is_drawn(seed, client_code="alder", reference=f"{number}", version=1)
        for number in range(5_000)
    )
    assert abs(drawn / 5_000 - SHARE) < 0.015


@given(st.text(min_size=1), st.integers(1, 9))
def test_the_same_seed_draws_the_same(reference: str, version: int) -> None:
    asked = {"client_code": "alder", "reference": reference, "version": version}
    assert is_drawn("a1" * 32, **asked) == is_drawn("a1" * 32, **asked)


def test_another_seed_draws_others_and_the_seal_tells_nothing_of_it() -> None:
    one, other = (secrets.token_hex(32) for _ in range(2))
    asked = [{"client_code": "a", "reference": f"{n}", "version": 1} for n in range(400)]
    assert [is_drawn(one, **each) for each in asked] != [is_drawn(other, **each) for each in asked]
    assert len(sealed(one)) == 64
    assert sealed(one) != one
