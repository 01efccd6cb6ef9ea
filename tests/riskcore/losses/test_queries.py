"""A loss run as of any date: who may see it, what it counts, and that it always adds up."""

import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, NotFound, PermissionDenied
from riskcore.losses.actions import record_transaction, state_no_losses
from riskcore.losses.loss_run import CSV_HEADERS, as_json, csv_rows
from riskcore.losses.queries import large_losses, latest_valuation, loss_run, year_around
from riskcore.policies import CoveragePart, Policy
from tests.factories.losses import load

JUNE = date(2026, 6, 30)
CLAIM = {"number": "A1", "occurred_on": date(2025, 5, 1), "cause": "False arrest"}


def policy(
    client: Client, start: date, *, line: str = "LEL", trigger: str = "occurrence"
) -> Policy:
    row = Policy.objects.create(
        client=client,
        carrier=client.carrier,
        number=f"P-{start.year}",
        starts_on=start,
        ends_on=start.replace(year=start.year + 1),
        recorded_at=timezone.now(),
    )
    CoveragePart.objects.create(policy=row, line=line, trigger=trigger, retention=25_000)
    return row


@pytest.mark.parametrize("name", ["ana", "ben", "rita", "uma", "dee"])
def test_those_who_may_see_losses_see_them(
    request: pytest.FixtureRequest, alder: Client, name: str
) -> None:
    by = request.getfixturevalue(name)
    assert loss_run(by=by, client_code=alder.code, valued_on=JUNE).rows == ()


@pytest.mark.parametrize("name", ["lee", "chief"])
def test_a_department_is_told_that_it_may_not(
    request: pytest.FixtureRequest, alder: Client, name: str
) -> None:
    with pytest.raises(PermissionDenied):
        loss_run(by=request.getfixturevalue(name), client_code=alder.code, valued_on=JUNE)


def test_for_others_the_client_does_not_exist(alder: Client, cal: User) -> None:
    with pytest.raises(NotFound):
        loss_run(by=cal, client_code=alder.code, valued_on=JUNE)


def test_an_unknown_line_is_refused(alder: Client, ana: User) -> None:
    with pytest.raises(InvalidInput, match="LEL, POL, EPL, ELL"):
        loss_run(by=ana, client_code=alder.code, valued_on=JUNE, line="GL")


def test_the_header_names_insured_carrier_and_valuation(alder: Client, ana: User) -> None:
    policy(alder, date(2025, 7, 1))
    header = loss_run(by=ana, client_code=alder.code, valued_on=JUNE).header
    assert (header.named_insured, header.carrier) == ("Alder Falls", "Carrier A")
    assert header.policies[0].retention == 25_000


def test_two_runs_differ_only_in_the_moment_of_asking(alder: Client, ana: User) -> None:
    load(alder, ana, JUNE, {**CLAIM, "indemnity_paid": 3})
    first, second = (loss_run(by=ana, client_code=alder.code, valued_on=JUNE) for _ in range(2))
    assert first == second
    assert first.header.run_at < second.header.run_at


def test_what_is_posted_or_entered_later_is_not_in_an_earlier_run(alder: Client, ana: User) -> None:
    load(alder, ana, date(2026, 3, 31), {**CLAIM, "indemnity_paid": 100})
    then = timezone.now()
    asked: dict[str, Any] = {"by": ana, "client_code": alder.code, "valued_on": date(2026, 3, 31)}
    before = loss_run(**asked)
    load(alder, ana, JUNE, {**CLAIM, "indemnity_paid": 999}, {"number": "A2"})
    record_transaction(
        by=ana,
        client_code=alder.code,
        number="A1",
        kind="expense",
        movement="paid",
        amount=Decimal(7),
        posted_on=JUNE + timedelta(1),
    )
    assert loss_run(**asked) == before
    late = loss_run(by=ana, client_code=alder.code, valued_on=JUNE, known_at=then)
    assert late.grand.figures.paid == 100


def test_the_policy_year_comes_from_the_policy_that_answers(alder: Client, ana: User) -> None:
    policy(alder, date(2024, 7, 1))
    policy(alder, date(2025, 7, 1), line="EPL", trigger="claims_made")
    load(
        alder,
        ana,
        JUNE,
        CLAIM,
        {
            "number": "E1",
            "line": "EPL",
            "occurred_on": date(2024, 1, 1),
            "made_on": date(2025, 8, 1),
        },
        {"number": "U1"},
    )
    rows = {
        row.number: row for row in loss_run(by=ana, client_code=alder.code, valued_on=JUNE).rows
    }
    assert (rows["A1"].year, rows["A1"].policy_number) == ("2024/25", "P-2024")
    assert (rows["E1"].year, rows["E1"].policy_number) == ("2025/26", "P-2025")
    assert (rows["U1"].year, rows["U1"].policy_number) == ("", "")


def test_without_a_policy_years_end_with_the_valuation() -> None:
    assert year_around(date(2025, 7, 1), JUNE).start == date(2025, 7, 1)
    assert year_around(date(2025, 6, 30), JUNE).start == date(2024, 7, 1)


def test_a_quiet_period_says_whether_somebody_stated_it(alder: Client, ana: User) -> None:
    policy(alder, date(2024, 7, 1))
    policy(alder, date(2025, 7, 1))
    state_no_losses(
        by=ana,
        client_code=alder.code,
        line="LEL",
        starts_on=date(2025, 7, 1),
        ends_on=date(2026, 7, 1),
        valued_on=JUNE,
    )
    quiet = loss_run(by=ana, client_code=alder.code, valued_on=JUNE).quiet
    assert [(period.period.start.year, period.stated) for period in quiet] == [
        (2024, False),
        (2025, True),
    ]
    assert "no statement of no losses" in quiet[0].sentence
    load(alder, ana, JUNE, CLAIM)
    quiet = loss_run(by=ana, client_code=alder.code, valued_on=JUNE).quiet
    assert [period.period.start.year for period in quiet] == [2025]
    earlier = loss_run(by=ana, client_code=alder.code, valued_on=date(2026, 1, 31))
    assert not any(period.stated for period in earlier.quiet)


def test_without_policy_or_claim_five_years_are_quiet(alder: Client, ana: User) -> None:
    quiet = loss_run(by=ana, client_code=alder.code, valued_on=JUNE).quiet
    assert len(quiet) == 5
    assert quiet[-1].period.last_day == JUNE
    assert quiet[0].line == ""


def test_large_losses_come_largest_first(alder: Client, ana: User) -> None:
    load(
        alder,
        ana,
        JUNE,
        {"number": "S", "indemnity_paid": 249_999},
        {"number": "L", "indemnity_paid": 250_000},
        {"number": "XL", "indemnity_paid": 1_000_000},
    )
    large = large_losses(by=ana, client_code=alder.code, valued_on=JUNE)
    assert [row.number for row in large] == ["XL", "L"]
    everything = large_losses(by=ana, client_code=alder.code, valued_on=JUNE, threshold=Decimal(0))
    assert len(everything) == 3


def test_json_and_csv_hold_the_same_figures(alder: Client, ana: User) -> None:
    load(alder, ana, JUNE, {**CLAIM, "indemnity_paid": "1234.5", "recovery": 2000})
    run = loss_run(by=ana, client_code=alder.code, valued_on=JUNE)
    told = json.loads(json.dumps(as_json(run)))
    assert told["totals"]["paid"] == "1234.50"
    assert told["claims"][0]["incurred"] == "-765.50"
    assert told["claims"][0]["occurred_on"] == "2025-05-01"
    rows = csv_rows(run)
    assert all(len(row) == len(CSV_HEADERS) for row in rows)
    assert dict(zip(CSV_HEADERS, rows[0], strict=True))["incurred"] == Decimal("-765.50")
    assert "Total, all claims" in [row[0] for row in rows]


@pytest.mark.parametrize("claims", [1, 40])
def test_a_loss_run_takes_a_fixed_number_of_queries(
    alder: Client, ana: User, django_assert_num_queries: Any, claims: int
) -> None:
    policy(alder, date(2025, 7, 1))
    load(
        alder,
        ana,
        JUNE,
        *({**CLAIM, "number": f"A{n}", "indemnity_paid": 5} for n in range(claims)),
    )
    with django_assert_num_queries(6):
        loss_run(by=ana, client_code=alder.code, valued_on=JUNE)


amounts = st.decimals(0, 99_999, places=2, allow_nan=False)
claims_of_a_file = st.lists(
    st.fixed_dictionaries(
        {
            "number": st.sampled_from(["A", "B", "C", "D"]),
            "occurred_on": st.dates(date(2020, 1, 1), date(2025, 1, 1)) | st.none(),
            "status": st.sampled_from(["open", "closed", "reopened"]),
            "indemnity_paid": amounts,
            "expense_paid": amounts,
            "indemnity_reserve": amounts,
            "recovery": amounts,
        }
    ),
    min_size=1,
    unique_by=lambda row: row["number"],
)
files = st.lists(st.tuples(st.integers(0, 5), claims_of_a_file), min_size=1, max_size=4)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(files)
def test_every_loss_run_adds_up_and_reads_back(
    alder: Client, ana: User, files: list[tuple[int, list[dict[str, Any]]]]
) -> None:
    with transaction.atomic():
        stated = _load_all(alder, ana, files)
        for valued_on in {day for _, day in stated}:
            run = loss_run(by=ana, client_code=alder.code, valued_on=valued_on)
            assert run.identities() == []
            incurred = {row.number: row.figures.incurred for row in run.rows}
            for (number, day), amount in stated.items():
                assert day != valued_on or incurred[number] == amount
        transaction.set_rollback(True)


def _load_all(
    client: Client, by: User, files: list[tuple[int, list[dict[str, Any]]]]
) -> dict[tuple[str, date], Decimal]:
    """Load the files in their order of arrival; what each claim's last statement of a day said."""
    stated: dict[tuple[str, date], Decimal] = {}
    for quarter, rows in files:
        valued_on = date(2025, 1, 31) + timedelta(quarter * 90)
        settled = [_settled(row) for row in rows]
        load(client, by, valued_on, *settled)
        for row in settled:
            paid = row["indemnity_paid"] + row["expense_paid"]
            amount = paid + row["indemnity_reserve"] - row["recovery"]
            stated[row["number"], valued_on] = amount
    return stated


def _settled(row: dict[str, Any]) -> dict[str, Any]:
    """Closed claims hold no reserve."""
    reserve = Decimal(0) if row["status"] == "closed" else row["indemnity_reserve"]
    return {**row, "indemnity_reserve": reserve, "expense_reserve": Decimal(0)}


def test_the_latest_valuation_is_that_of_clients_one_may_profile(
    alder: Client, ana: User, chief: User, lee: User, cal: User
) -> None:
    for day in (date(2026, 6, 30), date(2026, 3, 31)):
        load(alder, ana, day, {"number": "A1", "occurred_on": date(2025, 1, 1)})
    days = [latest_valuation(by=user) for user in (ana, chief, lee, cal)]
    assert days == [date(2026, 6, 30), date(2026, 6, 30), None, None]
