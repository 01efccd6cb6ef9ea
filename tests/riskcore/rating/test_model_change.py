"""A difference of two premiums, taken apart to the cent."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from riskcore.rating.model_change import WORDS, moved
from riskcore.rating.plan import RatingPlan
from riskcore.rating.pricing import Priced, Terms, priced
from tests.factories.rating import a_plan

D = Decimal
TERMS = Terms(limit=D(1_000_000), retention=D(10_000), claims_made_year=None, expiring=None)


def price(plan: RatingPlan, modification: str = "1.000", **terms: Any) -> Priced:
    return priced(
        plan,
        quantities={"officers": D(40)},
        options=frozenset(),
        state="TX",
        modification=D(modification),
        credibility=0.2,
        choices=(),
        offers=(),
        terms=Terms(**{**vars(TERMS), **terms}),
    )


def test_nothing_moves_nothing() -> None:
    same = moved(price(a_plan()), price(a_plan()))
    assert (same.dollars, same.share, same.chief) == (0, 0, None)


def test_the_chief_reason_is_what_moves_most() -> None:
    plan = a_plan()
    dearer = replace(plan, classes=(replace(plan.classes[0], rate=D(2100)), *plan.classes[1:]))
    change = moved(price(plan), price(dearer, "1.300"))
    assert change.chief is not None
    assert change.chief.words == "the experience modification"
    assert {part.key: part.dollars for part in change.parts if part.dollars} == {
        "manual": 2_000, "experience": D(40 * 2100) * D("0.3"),
    }  # fmt: skip


def test_the_minimum_is_a_part() -> None:
    change = moved(price(a_plan()), price(a_plan(minimum_premium=D(200_000))))
    assert change.chief is not None
    assert change.chief.key == "minimum"
    assert change.after == 200_000


@given(
    st.decimals("0.6", "1.75", places=3),
    st.decimals("0.6", "1.75", places=3),
    st.sampled_from([D(5_000), D(10_000), D(25_000)]),
    st.integers(0, 500_000),
)
def test_the_parts_always_add_up(
    old: Decimal, new: Decimal, retention: Decimal, least: int
) -> None:
    change = moved(
        price(a_plan(), str(old)),
        price(
            a_plan(minimum_premium=D(least), expense_constant=D(300)), str(new), retention=retention
        ),
    )
    assert sum(part.dollars for part in change.parts) == change.dollars
    assert [part.key for part in change.parts] == list(WORDS)
