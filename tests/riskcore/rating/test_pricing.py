"""From manual to indicated premium: an example by hand, and what must never happen."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcore.errors import InvalidInput
from riskcore.rating.pricing import (
    CreditTaken,
    Priced,
    Terms,
    credit_lines,
    limit_factor,
    manual_premium,
    priced,
    retained_factor,
)
from riskcore.rating.schedule import Choice
from tests.factories.rating import a_plan

D = Decimal
TERMS = Terms(limit=D(1_000_000), retention=D(10_000), claims_made_year=None, expiring=D(80_000))
CHOICE = Choice(key="training", value=D("-0.05"), reason="Seen.", evidence=("Record",))
ACCREDITED = CreditTaken(
    key="accreditation", share=D("0.06"), reason="Held.", evidence=("Certificate",)
)


def price(**changes: Any) -> Priced:
    asked: dict[str, Any] = {
        "quantities": {"officers": D(40)},
        "options": frozenset(),
        "state": "TX",
        "modification": D("1.100"),
        "credibility": 0.3,
        "choices": (),
        "offers": (),
        "terms": TERMS,
    }
    return priced(a_plan(), **{**asked, **changes})


def test_an_example_by_hand() -> None:
    """40 officers x (2,050 + 40) x 1.1 x 0.95 x 0.94 x 1.11 x 0.92, + 250, to the dollar."""
    terms = Terms(
        limit=D(2_000_000), retention=D(25_000), claims_made_year=None, expiring=D(80_000)
    )
    made = price(options=frozenset({"k9"}), choices=(CHOICE,), offers=(ACCREDITED,), terms=terms)
    exact = Fraction(40 * 2090) * Fraction("1.1") * Fraction("0.95") * Fraction("0.94")
    exact = exact * Fraction("1.11") * Fraction("0.92") + 250
    assert made.before_minimum == exact
    assert made.premium == D(int(exact + Fraction(1, 2))).quantize(D("0.01"))
    assert made.change == (made.premium / 80_000 - 1).quantize(D("0.0001"))


def test_classes_are_counted_by_their_convention() -> None:
    lines = manual_premium(a_plan(), {"officers": D(10), "reserves": D(8)}, frozenset())
    assert [line.counted for line in lines] == [10, 2]
    assert sum(line.amount for line in lines) == 12 * 2050


def test_what_the_plan_has_not_is_refused() -> None:
    with pytest.raises(InvalidInput, match="dragons, ghosts"):
        manual_premium(a_plan(), {"ghosts": D(1)}, frozenset({"dragons"}))


def test_a_credit_counts_only_where_named_proven_and_within_its_limits() -> None:
    offers = (
        ACCREDITED,
        CreditTaken(key="best_practices", share=D("0.05"), reason="Yes.", evidence=()),
        CreditTaken(key="fewer_complaints", share=D("0.20"), reason="Fewer.", evidence=("x",)),
    )
    lines, total = credit_lines(a_plan(), offers)
    assert {line.key: line.allowed for line in lines} == {
        "accreditation": D("0.06"), "best_practices": 0, "fewer_complaints": 0,
    }  # fmt: skip
    assert total == D("0.06")


def test_all_credits_together_stay_within_the_plan() -> None:
    plan = a_plan(credits_most=D("0.08"))
    offers = (
        CreditTaken(key="accreditation", share=D("0.5"), reason="a", evidence=("x",)),
        CreditTaken(key="best_practices", share=D("0.5"), reason="a", evidence=("x",)),
    )
    lines, total = credit_lines(plan, offers)
    assert [line.allowed for line in lines] == [D("0.10"), D("0.05")]
    assert total == D("0.08")


def test_a_schedule_item_without_evidence_is_refused_with_its_sentence() -> None:
    with pytest.raises(InvalidInput, match="no evidence"):
        price(choices=(Choice(key="training", value=D("-0.05"), reason="Seen."),))


def test_the_minimum_takes_the_place_of_less() -> None:
    made = price(quantities={"officers": D("0.5")})
    assert (made.premium, made.at_minimum) == (D("2500.00"), True)


def test_without_an_expiring_premium_there_is_no_change() -> None:
    assert price(terms=Terms(**{**vars(TERMS), "expiring": None})).change is None


@given(st.integers(100_000, 10_000_000), st.integers(0, 5_000_000))
def test_a_higher_limit_never_costs_less(limit: int, more: int) -> None:
    """Invariant 8."""
    plan = a_plan()
    higher = min(limit + more, 10_000_000)
    assert limit_factor(plan, D(higher)) >= limit_factor(plan, D(limit))


@given(st.integers(0, 250_000), st.integers(0, 250_000))
def test_a_higher_retention_never_costs_more(retention: int, more: int) -> None:
    """Invariant 8."""
    plan = a_plan()
    higher = min(retention + more, 250_000)
    assert retained_factor(plan, D(higher)) <= retained_factor(plan, D(retention))


@given(
    st.permutations(
        [
            CHOICE,
            Choice(key="cameras", value=D("0.03"), reason="r", evidence=("e",)),
            Choice(key="policies", value=D("0.06"), reason="r", evidence=("e",)),
        ]
    )
)
def test_the_order_of_the_items_does_not_matter(choices: list[Choice]) -> None:
    """Invariants 3 and 4: additive within the schedule, multiplicative between plans."""
    made = price(choices=tuple(choices))
    assert made.schedule.uncapped == D("0.04")
    assert made.premium == price(choices=tuple(reversed(choices))).premium


def test_claims_made_steps_and_territory_multiply() -> None:
    terms = Terms(**{**vars(TERMS), "claims_made_year": 1})
    made = price(terms=terms, state="NY")
    assert made.factor("claims_made") == D("0.60")
    assert made.factor("territory") == D("1.20")
    assert made.before_minimum - 250 == Fraction(40 * 2050) * Fraction("1.1") * Fraction("0.72")


def test_a_limit_outside_the_table_is_refused() -> None:
    with pytest.raises(InvalidInput):
        price(terms=Terms(**{**vars(TERMS), "limit": D(50_000_000)}))
