"""The draws follow what is assumed, within wide bounds, and keep the books' identities."""

import numpy as np
import pytest

from riskcore.synthetic import draws
from riskcore.synthetic.assumptions import assumed
from riskcore.synthetic.draws import NEVER, Claims, Ledger

ENDS = 20_000
COUNT = 20_000


@pytest.fixture(scope="module")
def drawn() -> Claims:
    """Twenty thousand claims of ten years."""
    generator = np.random.default_rng(1)
    starts = np.full(COUNT, ENDS - 3652)
    found = draws.claims(starts, np.full(COUNT, 3652), ends=ENDS, generator=generator)
    return draws.select(found, np.flatnonzero(draws.known(found, ends=ENDS)))


@pytest.fixture(scope="module")
def ledger(drawn: Claims) -> Ledger:
    return draws.ledger(drawn, ends=ENDS, generator=np.random.default_rng(2))


def test_more_than_half_of_the_claims_close_without_indemnity(drawn: Claims) -> None:
    share = np.mean(drawn.indemnity == 0)
    assert share == pytest.approx(assumed("severity.no_indemnity"), abs=0.02)


def test_severity_has_the_median_and_mean_it_was_calibrated_to(drawn: Claims) -> None:
    paid = drawn.indemnity[drawn.indemnity > 0] / 100
    assert np.median(paid) == pytest.approx(17_500, rel=0.10)
    assert np.mean(paid) == pytest.approx(80_000, rel=0.25)


def test_expense_is_the_declared_part_of_indemnity(drawn: Claims) -> None:
    paid = drawn.indemnity > 10_000
    part = drawn.expense[paid] / drawn.indemnity[paid]
    assert (part.min(), part.max()) == (pytest.approx(0.4, abs=0.01), pytest.approx(0.6, abs=0.01))


def test_claims_are_reported_nine_months_late_on_average() -> None:
    generator = np.random.default_rng(3)
    starts = np.zeros(COUNT, np.int64)
    whole = draws.claims(starts, np.ones(COUNT), ends=10**5, generator=generator)
    assert np.mean(whole.reported - whole.occurred) == pytest.approx(9 * 365.25 / 12, rel=0.03)


def test_clients_levels_have_mean_one_and_the_declared_dispersion() -> None:
    levels = draws.levels(COUNT, np.random.default_rng(4))
    assert np.mean(levels) == pytest.approx(1, rel=0.03)
    assert np.var(levels) == pytest.approx(1 / assumed("frequency.dispersion"), rel=0.10)


def test_days_are_in_order_and_none_is_after_the_end(drawn: Claims, ledger: Ledger) -> None:
    assert np.all(drawn.occurred <= drawn.reported)
    assert np.all(drawn.reported < drawn.closed)
    assert drawn.reported.max() <= ENDS
    assert np.all((drawn.closed <= ENDS) | (drawn.closed == NEVER))
    assert ledger.day.max() <= ENDS
    assert np.all(ledger.day >= drawn.reported[ledger.claim])
    assert np.all(ledger.day <= drawn.closed[ledger.claim])


def balance(
    ledger: Ledger, stream: int, count: int
) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    total = np.zeros(count, np.int64)
    here = ledger.stream == stream
    np.add.at(total, ledger.claim[here], ledger.cents[here])
    return total


def test_a_closed_claim_has_paid_what_it_cost_and_holds_no_reserve(
    drawn: Claims, ledger: Ledger
) -> None:
    closed = drawn.closed < NEVER
    paid, reserve, spent, to_spend, back = (balance(ledger, n, len(drawn)) for n in range(5))
    assert np.all(reserve[closed] == 0)
    assert np.all(to_spend[closed] == 0)
    assert np.array_equal(paid[closed], drawn.indemnity[closed])
    assert np.array_equal(spent[closed], drawn.expense[closed])
    assert np.array_equal(back[closed], drawn.recovery[closed])


def test_an_open_claim_has_paid_no_indemnity_and_no_balance_is_negative(
    drawn: Claims, ledger: Ledger
) -> None:
    is_open = drawn.closed == NEVER
    assert is_open.any()
    assert np.all(balance(ledger, 0, len(drawn))[is_open] == 0)
    assert np.all(balance(ledger, 4, len(drawn))[is_open] == 0)
    for stream in range(5):
        assert balance(ledger, stream, len(drawn)).min() >= 0


def test_no_movement_moves_nothing(ledger: Ledger) -> None:
    assert np.all(ledger.cents != 0)
