"""Statements read back at their own dates, whatever the order in which they came or went."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from riskcore.losses.ledger import (
    NOTHING,
    Balance,
    Money,
    Posting,
    balance_at,
    differences,
    post_movement,
    post_statement,
    postings_to_stand_without,
    total,
)

DAY = date(2026, 1, 1)
amounts = st.decimals(-99_999, 999_999, places=2, allow_nan=False)
monies = st.builds(Money, amounts, amounts, amounts)
balances = st.builds(Balance, monies, monies)
days = st.integers(0, 40).map(lambda n: DAY + timedelta(n))
statements = st.lists(st.tuples(days, balances), min_size=1, max_size=7, unique_by=lambda s: s[0])
movements = st.tuples(
    days,
    st.sampled_from(["indemnity", "expense"]),
    st.sampled_from(["paid", "reserve", "recovery"]),
)
postings = st.lists(
    st.builds(lambda head, amount: Posting(*head, amount), movements, amounts), max_size=12
)


@given(balances)
def test_incurred_and_total_are_identities(balance: Balance) -> None:
    assert balance.incurred == balance.paid + balance.reserve - balance.recovery
    assert balance.incurred == balance.indemnity.incurred + balance.expense.incurred
    assert balance.total == balance.indemnity + balance.expense


@given(postings, postings, days)
def test_a_balance_is_unaffected_by_later_postings(
    early: list[Posting], late: list[Posting], day: date
) -> None:
    before = [row for row in early if row.posted_on <= day]
    after = [row._replace(posted_on=day + timedelta(1)) for row in late]
    assert balance_at(before + after, day) == balance_at(before, day)


@given(balances, balances)
def test_differences_lead_from_the_recorded_to_the_stated(
    stated: Balance, recorded: Balance
) -> None:
    balance = recorded
    for kind, movement, amount in differences(stated, recorded):
        assert amount != 0
        balance = balance.moved(kind, movement, amount)
    assert balance == stated


def _post_all(statements: list[tuple[date, Balance]]) -> list[Posting]:
    ledger: list[Posting] = []
    known: list[date] = []
    for valued_on, stated in statements:
        ledger += post_statement(
            stated=stated,
            valued_on=valued_on,
            recorded=balance_at(ledger, valued_on),
            statement_days=known,
        )
        known.append(valued_on)
    return ledger


@given(statements)
def test_every_statement_reads_back_whatever_the_order_of_arrival(
    statements: list[tuple[date, Balance]],
) -> None:
    ledger = _post_all(statements)
    for valued_on, stated in statements:
        assert balance_at(ledger, valued_on) == stated


@given(statements)
def test_the_order_of_arrival_changes_no_balance_on_any_day(
    statements: list[tuple[date, Balance]],
) -> None:
    ledger, in_order = _post_all(statements), _post_all(sorted(statements, key=lambda s: s[0]))
    for day in range(42):
        on = DAY + timedelta(day)
        assert balance_at(ledger, on) == balance_at(in_order, on)


@given(statements)
def test_the_same_statement_again_posts_nothing(statements: list[tuple[date, Balance]]) -> None:
    ledger = _post_all(statements)
    valued_on, stated = statements[0]
    again = post_statement(
        stated=stated,
        valued_on=valued_on,
        recorded=balance_at(ledger, valued_on),
        statement_days=[day for day, _ in statements],
    )
    assert again == []


@given(statements, movements, amounts)
def test_a_movement_by_hand_leaves_every_later_statement_as_it_was(
    statements: list[tuple[date, Balance]], head: tuple[date, str, str], amount: Decimal
) -> None:
    ledger = _post_all(statements)
    posted_on, kind, movement = head
    known = [day for day, _ in statements]
    ledger += post_movement(
        kind=kind, movement=movement, amount=amount, posted_on=posted_on, statement_days=known
    )
    for valued_on, stated in statements:
        expected = stated.moved(kind, movement, amount) if valued_on == posted_on else stated
        assert balance_at(ledger, valued_on) == expected


@given(statements, st.lists(st.integers(0, 6), max_size=7), st.data())
def test_statements_taken_back_in_any_order_leave_as_if_they_had_never_come(
    statements: list[tuple[date, Balance]], order: list[int], data: st.DataObject
) -> None:
    ledger: list[tuple[int, Posting]] = []
    for source, (valued_on, stated) in enumerate(statements):
        rows = [row for _, row in ledger]
        ledger += [
            (source, row)
            for row in post_statement(
                stated=stated,
                valued_on=valued_on,
                recorded=balance_at(rows, valued_on),
                statement_days=[day for day, _ in statements[:source]],
            )
        ]
    standing = dict(enumerate(statements))
    for gone in dict.fromkeys(n for n in order if n < len(statements)):
        before = [row for _, row in ledger]
        kept = [(source, row) for source, row in ledger if source != gone]
        del standing[gone]
        mended = postings_to_stand_without(
            before=before,
            after=[row for _, row in kept],
            by_hand=[],
            statement_days=[day for day, _ in standing.values()],
        )
        owner = data.draw(st.sampled_from(sorted(standing))) if standing else -1
        ledger = kept + [(owner, row) for row in mended]
    fresh = _post_all(list(standing.values()))
    for day in range(42):
        on = DAY + timedelta(day)
        assert balance_at([row for _, row in ledger], on) == balance_at(fresh, on)


def test_what_was_entered_by_hand_survives_the_statement_that_held_it() -> None:
    by_hand = Posting(DAY, "indemnity", "paid", Decimal(20))
    statement = Posting(DAY + timedelta(30), "indemnity", "paid", Decimal(80))
    mended = postings_to_stand_without(
        before=[by_hand, statement], after=[by_hand], by_hand=[by_hand], statement_days=[]
    )
    assert mended == []


def test_many_balances_make_one() -> None:
    one = Balance(Money(paid=Decimal(3)), Money(recovery=Decimal(1)))
    both = total(iter([one, one, NOTHING]))
    assert (both.paid, both.recovery, both.incurred) == (6, 2, 4)
    assert both == one + one
    assert total([]) == NOTHING
