"""The whole book is measured at once, and no failure becomes a figure."""

import logging
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from riskcore.factors.reading import Reading, cannot
from riskcore.factors.registry import FACTORS, Exhibit, Peer, Scope, Window
from riskcore.profiles.build import FAILED, LEFT_OUT, NOT_FINITE, measure_book
from riskcore.profiles.peers import Group
from tests.riskcore.profiles.conftest import factor

WINDOW = Window(as_of=date(2026, 9, 30))
Register = Callable[..., None]


def scope_of(count: int) -> Scope:
    return Scope(
        peers=tuple(
            Peer(id=n, code=f"town-{n}", kind="municipality", state="TX")
            for n in range(1, count + 1)
        )
    )


def numbered(scope: Scope, window: Window) -> Mapping[int, Reading]:
    return {pk: Reading(value=float(pk)) for pk in scope.client_ids}


def broken(scope: Scope, window: Window) -> Mapping[int, Any]:
    raise ZeroDivisionError


def test_a_failing_factor_reads_not_available_and_stops_nothing(
    registered: Register, caplog: pytest.LogCaptureFixture
) -> None:
    registered(factor("broken", broken, order=0), factor("numbered", numbered))
    with caplog.at_level(logging.ERROR):
        book = measure_book(scope_of(2), WINDOW)
    assert book.failures == ("broken",)
    assert [r["broken"].unavailable for r in book.readings.values()] == [FAILED, FAILED]
    assert [r["numbered"].value for r in book.readings.values()] == [1.0, 2.0]
    assert "Factor broken failed over 2 clients." in caplog.text


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        pytest.param({}, LEFT_OUT, id="left-out"),
        pytest.param({1: Reading(value=float("nan"))}, NOT_FINITE, id="not-a-number"),
        pytest.param({1: Reading(value=1, numerator=float("inf"))}, NOT_FINITE, id="infinite"),
        pytest.param({1: Reading(value=1, source={"rows": object()})}, FAILED, id="odd-source"),
        pytest.param({1: cannot("nobody counted")}, "nobody counted", id="cannot"),
    ],
)
def test_what_is_no_figure_never_becomes_zero(
    registered: Register, given: dict[int, Reading], reason: str
) -> None:
    registered(factor("odd", lambda _scope, _window: given))
    reading = measure_book(scope_of(1), WINDOW).readings[1]["odd"]
    assert (reading.value, reading.unavailable) == (None, reason)


def test_every_client_has_a_reading_of_every_factor(registered: Register) -> None:
    registered(factor("numbered", numbered))
    book = measure_book(scope_of(3), WINDOW)
    assert all(list(readings) == FACTORS.keys() for readings in book.readings.values())


def test_a_band_is_shared_by_its_whole_group_and_by_nobody_else(registered: Register) -> None:
    registered(factor("numbered", numbered))
    groups = {n: Group(name="towns") for n in range(1, 12)} | {12: Group(name="cities")}
    book = measure_book(scope_of(13), WINDOW, groups=groups)
    bands = [book.readings[n]["numbered"].peers for n in range(1, 14)]
    assert bands[0] is not None
    assert (bands[0].n, bands[0].median, bands[0].group) == (11, 6.0, "towns")
    assert all(band == bands[0] for band in bands[:11])
    assert bands[11:] == [None, None]
    assert "1 of the cities have a value; 10 are needed" in book.readings[12]["numbered"].note


def test_the_order_of_clients_changes_nothing(registered: Register) -> None:
    registered(factor("numbered", numbered))
    groups = {n: Group(name="towns") for n in range(1, 14)}
    forwards = measure_book(scope_of(13), WINDOW, groups=groups)
    turned = Scope(peers=tuple(reversed(scope_of(13).peers)))
    backwards = measure_book(turned, WINDOW, groups=groups)
    assert {pk: backwards.readings[pk] for pk in forwards.readings} == dict(forwards.readings)


def test_exhibits_are_gathered_beside_and_their_failures_are_said(registered: Register) -> None:
    registered(
        Exhibit(key="fine", label="Fine", order=1, gather=lambda s, w: {1: {"third": 1 / 3}}),
        Exhibit(key="broken", label="Broken", order=2, gather=broken),
    )
    book = measure_book(scope_of(2), WINDOW)
    assert book.exhibits[1]["fine"] == {"third": 0.3333333333}
    assert book.exhibits[2]["fine"] == {"unavailable": LEFT_OUT}
    assert book.exhibits[1]["broken"] == {"unavailable": FAILED}
    assert measure_book(scope_of(1), WINDOW, with_exhibits=False).exhibits == {1: {}}


def test_what_measures_share_is_read_once_a_build_and_anew_in_the_next(
    registered: Register,
) -> None:
    reads: list[int] = []

    def shared(scope: Scope, window: Window) -> Mapping[int, Reading]:
        count = scope.once(("shared", window.as_of), lambda: reads.append(1) or len(reads))
        return {pk: Reading(value=count) for pk in scope.client_ids}

    registered(factor("first", shared), factor("second", shared))
    scope = scope_of(1)
    values = [
        [reading.value for reading in measure_book(scope, WINDOW).readings[1].values()]
        for _ in range(2)
    ]
    assert values == [[1, 1], [2, 2]]


def test_only_the_exhibits_asked_for_are_gathered(registered: Register) -> None:
    registered(
        Exhibit(key="fine", label="Fine", order=1, gather=lambda s, w: {1: {}}),
        Exhibit(key="other", label="Other", order=2, gather=lambda s, w: {1: {}}),
    )
    book = measure_book(scope_of(1), WINDOW, only_exhibits={"other"})
    assert list(book.exhibits[1]) == ["other"]
