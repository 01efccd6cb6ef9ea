"""Scopes, windows, and the promises every registered factor keeps."""

from datetime import date

import pytest

from riskcore.access.rules import RULES
from riskcore.factors.registry import EXHIBITS, FACTORS, Peer, Scope, Use, Window
from riskcore.periods import Period

PEERS = tuple(Peer(id=pk, code=f"c{pk}", kind="county", state="TX") for pk in (3, 5))


def test_a_window_ends_with_its_day_and_holds_whole_years() -> None:
    assert Window(as_of=date(2026, 9, 30), years=5).period == Period(
        date(2021, 10, 1), date(2026, 10, 1)
    )
    assert Window(as_of=date(2024, 2, 29), years=1).period.last_day == date(2024, 2, 29)


def test_a_scope_reads_what_measures_share_only_once() -> None:
    scope, reads = Scope(peers=PEERS), []
    assert scope.client_ids == [3, 5]
    for _ in range(3):
        assert scope.once(("claims", 5), lambda: reads.append(1) or len(reads)) == 1
    assert scope.once(("claims", 3), lambda: 9) == 9


def test_what_one_scope_remembers_another_does_not() -> None:
    one, other = Scope(peers=PEERS), Scope(peers=PEERS)
    assert one.once("key", lambda: 1) == 1
    assert other.once("key", lambda: 2) == 2
    assert one == other


@pytest.mark.django_db
@pytest.mark.parametrize("key", FACTORS.keys())
def test_every_factor_measures_an_empty_scope_and_clients_without_any_rows(key: str) -> None:
    factor, window = FACTORS.get(key), Window(as_of=date(2026, 9, 30))
    assert factor.measure(Scope(peers=()), window) == {}
    readings = factor.measure(Scope(peers=PEERS), window)
    assert set(readings) <= {3, 5}
    for reading in readings.values():
        assert reading.value is not None or not reading.unavailable.endswith(".")


@pytest.mark.django_db
@pytest.mark.parametrize("key", EXHIBITS.keys())
def test_every_exhibit_gathers_for_an_empty_scope_and_for_clients_without_any_rows(
    key: str,
) -> None:
    exhibit, window = EXHIBITS.get(key), Window(as_of=date(2026, 9, 30))
    assert exhibit.gather(Scope(peers=()), window) == {}
    assert set(exhibit.gather(Scope(peers=PEERS), window)) <= {3, 5}


def test_nothing_but_losses_may_move_a_price() -> None:
    rating = {factor.key for factor in FACTORS if factor.use is Use.RATING}
    assert all(key.startswith("losses.") for key in rating)


def test_a_small_count_is_open_only_to_a_permission_there_is() -> None:
    for factor in FACTORS:
        assert not factor.open_to or factor.open_to in RULES
        assert factor.suppress_below >= 0
