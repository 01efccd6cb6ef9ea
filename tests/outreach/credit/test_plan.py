import json
from datetime import date

import pytest

from outreach.credit.plan import FOLDER, choose, plan_named, plan_on, plans, read
from outreach.initiatives.models import Strategy
from riskcore.errors import InvalidInput

DOCUMENT = json.loads((FOLDER / "credit-2026.1.json").read_text())


def test_the_version_in_force_is_the_last_that_began() -> None:
    assert plan_on(date(2026, 9, 30)).name == "credit-2026.1"
    assert plan_on(date(2020, 1, 1)) == plans()[0]


def test_every_version_lists_the_four_strategies_and_a_source() -> None:
    for plan in plans():
        assert [terms.key for terms in plan.strategies] == Strategy.values
        assert [terms.label for terms in plan.strategies] == Strategy.labels
        assert len(plan.source) > 40


def test_outcomes_of_the_first_version_come_to_ten() -> None:
    assert sum(terms.points for terms in plan_named("credit-2026.1").outcomes) == 10


def test_an_unknown_version_is_answered_with_those_on_file() -> None:
    with pytest.raises(InvalidInput, match=r"on file are credit-2026\.1"):
        plan_named("credit-1999")


@pytest.mark.parametrize(
    "change",
    [
        {"levels": [0.1, 0.4, 0.7, 1.0]},
        {"levels": [0.0, 0.7, 0.4, 1.0]},
        {"repeat": 1.0},
        {"coverage": [0, 1]},
        {"cap": "9.0"},
        {"half_gate_after_days": 100},
        {"ways_at_least": 5},
        {"early_days": 400},
    ],
    ids=str,
)
def test_a_plan_that_contradicts_itself_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(InvalidInput, match="contradict"):
        read(DOCUMENT | change)


def test_the_table_shows_every_constant() -> None:
    shown = " ".join(figure for _, figure in plan_named("credit-2026.1").table())
    for figure in (
        "0.25",
        "9",
        "12",
        "36",
        "0.6",
        "22.5",
        "1.5",
        "4.5",
        "30",
        "100",
        "90",
        "0.5 %",
        "20 %",
    ):
        assert figure in shown


def test_a_carriers_own_version_comes_before_its_states_and_that_before_the_one_for_all() -> None:
    def version(name: str, begins: str, carrier: str = "", state: str = "") -> dict[str, object]:
        return {"name": name, "effective_from": begins, "carrier": carrier, "state": state}

    versions = [
        read(DOCUMENT | one)
        for one in (
            version("all", "2026-01-01"),
            version("ohio", "2026-01-01", state="OH"),
            version("north", "2026-02-01", carrier="north"),
            version("north in ohio", "2026-03-01", carrier="north", state="OH"),
            version("all, later", "2026-06-01"),
        )
    ]

    def found(day: date, carrier: str, state: str) -> str:
        return choose(versions, day=day, carrier=carrier, state=state).name

    july = date(2026, 7, 1)
    assert found(july, "south", "TX") == "all, later"
    assert found(july, "south", "OH") == "ohio"
    assert found(july, "north", "TX") == "north"
    assert found(july, "north", "OH") == "north in ohio"
    assert found(date(2026, 2, 15), "north", "OH") == "north"
    assert found(date(2020, 1, 1), "north", "OH") == "all"
