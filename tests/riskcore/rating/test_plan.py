"""What a plan answers by itself."""

from decimal import Decimal

from tests.factories.rating import a_plan


def test_the_bases_are_named_once_with_that_of_experience_first() -> None:
    assert a_plan(line="ELL").bases == ("students", "staff")
    assert a_plan().bases == ("officers",)


def test_a_territory_that_is_not_named_has_factor_one() -> None:
    plan = a_plan()
    assert plan.territory("NY") == Decimal("1.20")
    assert plan.territory("TX") == 1


def test_the_last_claims_made_step_holds_for_every_later_year() -> None:
    plan = a_plan()
    assert [plan.claims_made_factor(year) for year in (1, 5, 6, 40)] == [
        Decimal("0.60"), 1, 1, 1,
    ]  # fmt: skip
    assert a_plan(claims_made=()).claims_made_factor(3) == 1
