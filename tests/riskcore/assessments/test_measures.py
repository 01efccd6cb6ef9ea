"""The factor and the exhibit: known answers, what cannot be computed, and old visits."""

from datetime import date

from riskcore.access.models import User
from riskcore.assessments.measures import critical_tasks, grids
from riskcore.clients.models import Client
from riskcore.factors.registry import Window
from tests.factories.assessments import completed, opened
from tests.riskcore.losses.test_factors import scope

WINDOW = Window(as_of=date(2026, 9, 30))


def test_the_mean_of_the_latest_visit(alder: Client, birch: Client, ana: User) -> None:
    completed(alder, ana, force__policy=0, force__training=1)
    found = critical_tasks(scope(alder, birch), WINDOW)
    reading = found[alder.pk]
    assert (reading.numerator, reading.denominator) == (70 * 3 + 1, 72)
    assert reading.value == 211 / 72
    assert reading.note == "Assessed on 1\xa0Sep\xa02026; 2 of 72 cells scored 0 or 1."
    assert reading.grade == "A"
    assert found[birch.pk].unavailable.startswith("no advisor has completed")


def test_what_is_open_or_the_clients_own_is_no_measure(
    alder: Client, ana: User, rita: User
) -> None:
    opened(alder, ana)
    completed(alder, rita, side="self")
    assert critical_tasks(scope(alder), WINDOW)[alder.pk].value is None
    assert grids(scope(alder), WINDOW) == {}


def test_a_visit_of_long_ago_says_so(alder: Client, ana: User) -> None:
    completed(alder, ana, on=date(2022, 5, 2))
    reading = critical_tasks(scope(alder), WINDOW)[alder.pk]
    assert reading.unavailable == (
        "the last assessment speaks of 2\xa0May\xa02022, more than three years ago"
    )


def test_the_grid_as_it_is_frozen(alder: Client, ana: User, rita: User) -> None:
    completed(alder, ana, on=date(2025, 9, 1))
    completed(alder, rita, side="self", on=date(2026, 8, 1), force__policy=4)
    completed(alder, ana, force__policy=1)
    [grid] = grids(scope(alder), WINDOW)[alder.pk]
    cell = grid["rows"][0]["cells"][0]
    assert (cell["value"], cell["before"], cell["self"]) == (1, 3, 4)
    assert (grid["previous_on"], grid["self_on"]) == (date(2025, 9, 1), date(2026, 8, 1))
    assert len(grid["rows"]) == 12
