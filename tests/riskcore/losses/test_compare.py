"""A loss run against what is recorded: new, changed, unchanged, vanished, and back again."""

from datetime import date
from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest
from django.utils import timezone

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput
from riskcore.imports.kinds import Target
from riskcore.losses.compare import compare
from riskcore.losses.loss_run import LossRun
from riskcore.losses.models import Claim, ClaimStatement, LossTransaction
from riskcore.losses.queries import loss_run
from tests.factories.losses import load, table, take_back

MARCH, JUNE, SEPTEMBER = date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30)
ONE = {"number": "A1", "occurred_on": date(2025, 5, 1), "cause": "False arrest"}


def run_of(client: Client, by: User, valued_on: date) -> LossRun:
    return loss_run(by=by, client_code=client.code, valued_on=valued_on)


def test_a_first_loss_run_is_all_new(alder: Client, ana: User) -> None:
    plan, _ = load(
        alder,
        ana,
        JUNE,
        {**ONE, "indemnity_paid": 100, "expense_paid": 20, "recovery": 5},
        {"number": "A2", "indemnity_reserve": 50},
    )
    assert (plan.created, plan.updated, plan.unchanged, plan.vanished) == (2, 0, 0, ())
    assert plan.totals == {
        "claims": 2,
        "open": 2,
        "paid": 120,
        "reserve": 50,
        "recoveries": 5,
        "incurred": 165,
        "indemnity_paid": 100,
        "expense_paid": 20,
        "indemnity_reserve": 50,
        "expense_reserve": 0,
    }
    run = run_of(alder, ana, JUNE)
    assert run.identities() == []
    assert run.grand.figures.incurred == 165
    assert (run.rows[0].cause, run.rows[0].cause_as_recorded) == ("FAR", "False arrest")


def test_the_same_file_twice_changes_nothing(alder: Client, ana: User) -> None:
    load(alder, ana, JUNE, {**ONE, "indemnity_paid": 100})
    before = run_of(alder, ana, JUNE)
    plan, _ = load(alder, ana, JUNE, {**ONE, "indemnity_paid": 100})
    assert (plan.created, plan.updated, plan.unchanged) == (0, 0, 1)
    assert plan.payload == []
    assert run_of(alder, ana, JUNE) == before


def test_a_later_loss_run_posts_differences_at_its_valuation_date(alder: Client, ana: User) -> None:
    load(alder, ana, MARCH, {**ONE, "indemnity_paid": 100, "indemnity_reserve": 900})
    plan, _ = load(alder, ana, JUNE, {**ONE, "indemnity_paid": 350, "indemnity_reserve": 650})
    assert (plan.created, plan.updated, plan.unchanged) == (0, 1, 0)
    assert list(
        LossTransaction.objects.filter(posted_on=JUNE)
        .order_by("movement")
        .values_list("movement", "amount")
    ) == [("paid", Decimal(250)), ("reserve", Decimal(-250))]
    assert {entry["field"] for entry in plan.differences} == {"indemnity_paid", "indemnity_reserve"}
    assert run_of(alder, ana, MARCH).grand.figures.paid == 100
    assert run_of(alder, ana, JUNE).grand.figures.paid == 350


def test_a_claim_confirmed_unchanged_is_stated_again_and_not_counted_as_changed(
    alder: Client, ana: User
) -> None:
    load(alder, ana, MARCH, {**ONE, "indemnity_paid": 100})
    plan, _ = load(alder, ana, JUNE, {**ONE, "indemnity_paid": 100})
    assert (plan.updated, plan.unchanged) == (0, 1)
    assert "1 claims are unchanged" in plan.notes[0]
    assert ClaimStatement.objects.filter(valued_on=JUNE).count() == 1
    load(alder, ana, date(2026, 4, 30), {**ONE, "indemnity_paid": 300})
    assert run_of(alder, ana, JUNE).grand.figures.paid == 100


def test_claims_that_a_later_run_omits_are_named_and_kept(alder: Client, ana: User) -> None:
    load(alder, ana, MARCH, ONE, {"number": "A2", "suffix": "B"})
    plan, _ = load(alder, ana, JUNE, ONE)
    assert plan.vanished == ("A2-B",)
    assert len(run_of(alder, ana, JUNE).rows) == 2


def test_a_file_of_one_line_leaves_the_other_lines_alone(alder: Client, ana: User) -> None:
    load(alder, ana, MARCH, ONE, {"number": "E1", "line": "EPL"})
    plan, _ = load(alder, ana, JUNE, ONE)
    assert plan.vanished == ()


@pytest.mark.parametrize("order", list(permutations([MARCH, JUNE, SEPTEMBER])))
def test_statements_read_back_whatever_the_order_of_import(
    alder: Client, ana: User, order: tuple[date, ...]
) -> None:
    paid = {MARCH: 100, JUNE: 50, SEPTEMBER: 700}
    for valued_on in order:
        load(alder, ana, valued_on, {**ONE, "indemnity_paid": paid[valued_on]})
    for valued_on, amount in paid.items():
        run = run_of(alder, ana, valued_on)
        assert run.grand.figures.paid == amount
        assert run.identities() == []


def test_taking_back_leaves_the_earlier_loss_run_exactly_as_it_was(
    alder: Client, ana: User
) -> None:
    load(alder, ana, MARCH, {**ONE, "indemnity_paid": 100})
    march, june = run_of(alder, ana, MARCH), run_of(alder, ana, JUNE)
    _, batch = load(
        alder, ana, JUNE, {**ONE, "indemnity_paid": 350, "status": "CWP"}, {"number": "A2"}
    )
    assert run_of(alder, ana, JUNE) != june
    then = timezone.now()
    seen = loss_run(by=ana, client_code=alder.code, valued_on=JUNE, known_at=then)
    take_back(batch, ana)
    assert run_of(alder, ana, MARCH) == march
    assert run_of(alder, ana, JUNE) == june
    assert loss_run(by=ana, client_code=alder.code, valued_on=JUNE, known_at=then) == seen


@pytest.mark.parametrize("gone", [MARCH, JUNE, SEPTEMBER])
@pytest.mark.parametrize("order", [(MARCH, JUNE, SEPTEMBER), (SEPTEMBER, MARCH, JUNE)])
def test_a_statement_taken_back_leaves_the_others_as_if_it_had_never_come(
    alder: Client, ana: User, order: tuple[date, ...], gone: date
) -> None:
    paid = {MARCH: 100, JUNE: 50, SEPTEMBER: 700}
    batches = {}
    for day in order:
        _, batches[day] = load(alder, ana, day, {**ONE, "indemnity_paid": paid[day]})
    take_back(batches[gone], ana)
    standing = [day for day in paid if day != gone]
    for day in paid:
        held = [paid[other] for other in standing if other <= day]
        run = run_of(alder, ana, day)
        assert run.grand.figures.paid == (held[-1] if held else 0)
        assert len(run.rows) == (1 if held else 0)


def test_a_file_taken_back_may_come_again_under_another_line(alder: Client, ana: User) -> None:
    _, batch = load(alder, ana, JUNE, {**ONE, "indemnity_paid": 100})
    take_back(batch, ana)
    plan, _ = load(alder, ana, JUNE, {**ONE, "line": "EPL", "indemnity_paid": 100})
    assert plan.created == 1
    assert Claim.objects.count() == 1
    [row] = run_of(alder, ana, JUNE).rows
    assert (row.line, row.figures.paid) == ("EPL", 100)


def test_what_a_file_leaves_out_altogether_stands_as_stated_before(
    alder: Client, ana: User
) -> None:
    load(alder, ana, MARCH, {**ONE, "department": "Patrol"})
    load(alder, ana, JUNE, {"number": "A1", "indemnity_paid": 10})
    [row] = run_of(alder, ana, JUNE).rows
    assert (row.occurred_on, row.cause, row.department) == (date(2025, 5, 1), "FAR", "Patrol")


def test_another_policy_number_is_noted_and_the_recorded_one_stands(
    alder: Client, ana: User
) -> None:
    load(alder, ana, MARCH, {**ONE, "policy_number": "P1"})
    plan, _ = load(alder, ana, JUNE, {**ONE, "policy_number": "P2"})
    assert "another policy number" in " ".join(plan.notes)
    assert run_of(alder, ana, JUNE).rows[0].policy_number == "P1"


def test_without_a_valuation_date_nothing_can_be_compared(alder: Client, ana: User) -> None:
    with pytest.raises(InvalidInput):
        compare(table(ONE), Target(by=ana, client=alder, valued_on=None))


def test_comparing_takes_as_many_queries_for_many_claims_as_for_one(
    alder: Client, ana: User, django_assert_max_num_queries: Any
) -> None:
    load(alder, ana, MARCH, *({"number": f"A{n}"} for n in range(40)))
    rows = [{"number": f"A{n}", "line": "LEL", "indemnity_paid": 1} for n in range(60)]
    target = Target(by=ana, client=alder, valued_on=JUNE)
    with django_assert_max_num_queries(8):
        compare(table(*rows), target)
