"""How long a whole book takes to rate, against the same steps by hand in SQL and numpy.

python -m tests.bench.rate_book [--clients 500 5000] [--rounds 3]

Works on the configured database inside a transaction that is undone. Each size gets a carrier of its own
with 40 claims a client, five years of officers by month and the demonstration's plan; prints the best of
the rounds of each way, their ratio, the number of queries, and how time grows from size to size.
"""

import argparse
import os
from collections.abc import Callable
from datetime import date, timedelta
from time import perf_counter
from typing import Any

import django

AS_OF = date(2026, 9, 30)
CLAIMS, MONTHS = 40, 60
STATEMENTS = {
    "exposures": """
        SELECT client_id, month, quantity FROM riskcore_exposure WHERE base = 'officers'
        AND month >= '2021-10-01' AND month <= '2026-09-30'
    """,
    "claims": """
        SELECT c.id, c.client_id, s.occurred_on FROM riskcore_claim c
        JOIN riskcore_claimstatement s ON s.claim_id = c.id
        WHERE c.line = 'LEL' AND s.valued_on <= '2026-09-30' AND NOT EXISTS (
            SELECT 1 FROM riskcore_claimstatement l WHERE l.claim_id = s.claim_id
            AND l.valued_on <= '2026-09-30' AND (l.valued_on > s.valued_on
                 OR (l.valued_on = s.valued_on AND l.id > s.id)))
    """,
    "ledger": """
        SELECT t.claim_id, SUM(CASE t.movement WHEN 'recovery' THEN -t.amount ELSE t.amount END)
        FROM riskcore_losstransaction t JOIN riskcore_claim c ON c.id = t.claim_id
        WHERE c.line = 'LEL' AND t.posted_on <= '2026-09-30' GROUP BY t.claim_id
    """,
    "terms": """
        SELECT p.client_id, c.premium, c.retention FROM riskcore_policy p
        JOIN riskcore_coveragepart c ON c.policy_id = p.id
        WHERE c.line = 'LEL' AND p.starts_on <= '2026-09-30' AND p.ends_on > '2021-10-01'
    """,
}


def best(work: Callable[[], Any], rounds: int) -> tuple[float, Any]:
    """The shortest of some runs in seconds, and what the last one gave."""
    times, result = [], None
    for _ in range(rounds):
        started = perf_counter()
        result = work()
        times.append(perf_counter() - started)
    return min(times), result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clients", type=int, nargs="+", default=[500, 5000])
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
    django.setup()
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext

    from riskcore.access.scoping import system_user
    from riskcore.rating.queries import rate_book

    for count in asked.clients:
        with transaction.atomic():
            fill(count)
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")  # as the making of a book ends
            by = system_user()
            raw, total = best(by_hand, asked.rounds)
            ours, book = best(lambda by=by: rate_book(by=by, as_of=AS_OF), asked.rounds)
            with CaptureQueriesContext(connection) as queries:
                rate_book(by=by, as_of=AS_OF)
            mine = sum(float(row.priced.premium) for row in book.rated)
            print(
                f"{count:,} clients, {count * CLAIMS:,} claims ({connection.vendor}): ours {ours:.2f} s "
                f"in {len(queries)} queries, by hand {raw:.2f} s in {len(STATEMENTS)}, ratio "
                f"{ours / raw:.2f}; premiums {mine:,.0f} and {total:,.0f}"
            )
            transaction.set_rollback(True)


def fill(count: int) -> None:
    """A carrier with so many insured clients, in force under the demonstration's plan."""
    import numpy as np
    from django.utils import timezone

    from riskcore.access.models import Organisation, User
    from riskcore.access.scoping import system_user
    from riskcore.bulkload import insert_rows, reserve_ids
    from riskcore.carriers import Carrier
    from riskcore.clients.models import Client
    from riskcore.exposures import Exposure
    from riskcore.losses.models import Claim, ClaimStatement, LossTransaction
    from riskcore.periods import add_months
    from riskcore.policies import CoveragePart, Policy
    from riskcore.rating import plan_actions
    from riskcore.rating.default_plans import first_plan
    from riskcore.rating.plan_form import canonical

    now, chance = timezone.now(), np.random.default_rng(count)
    body = Organisation.objects.create(kind="carrier", name="Bench")
    carrier = Carrier.objects.create(organisation=body, code=f"bench-{count}", name="Bench")
    towns = Organisation.objects.bulk_create(
        Organisation(kind="client", name=f"Bench {at}") for at in range(count)
    )
    clients = Client.objects.bulk_create(
        Client(
            code=f"bench-{count}-{at}", name=f"Bench {at}", kind="municipality", state="TX",
            organisation=town, carrier=carrier,
        )
        for at, town in enumerate(towns)
    )  # fmt: skip
    officers = [round(float(each), 0) for each in chance.lognormal(3.5, 0.8, count)]
    firsts = [add_months(date(2021, 10, 1), at) for at in range(MONTHS)]
    insert_rows(
        Exposure,
        ["client", "base", "month", "quantity", "recorded_at"],
        (
            (client.pk, "officers", month, max(many, 1), now)
            for client, many in zip(clients, officers, strict=True)
            for month in firsts
        ),
    )
    policies = reserve_ids(Policy, count)
    insert_rows(
        Policy,
        ["id", "client", "carrier", "number", "starts_on", "ends_on", "recorded_at"],
        (
            (pk, client.pk, carrier.pk, f"B-{client.pk}", date(2025, 10, 1), date(2026, 10, 1), now)
            for pk, client in zip(policies, clients, strict=True)
        ),
    )
    insert_rows(
        CoveragePart,
        ["policy", "line", "trigger", "retention_type", "retention", "defense_erodes_limit",
         "defense_erodes_retention", "premium"],
        ((pk, "LEL", "occurrence", "deductible", 10_000, False, False, 80_000) for pk in policies),
    )  # fmt: skip
    ids = reserve_ids(Claim, count * CLAIMS)
    insert_rows(
        Claim,
        ["id", "client", "number", "suffix", "line", "policy_number", "recorded_at"],
        (
            (pk, clients[at // CLAIMS].pk, f"B-{at}", "", "LEL", "", now)
            for at, pk in enumerate(ids)
        ),
    )
    back = chance.integers(1, 1826, len(ids))
    insert_rows(
        ClaimStatement,
        ["claim", "valued_on", "status", "occurred_on", "cause", "cause_as_recorded", "department",
         "claimant", "description", "litigated", "recorded_at"],
        (
            (pk, AS_OF, "closed", AS_OF - timedelta(days=int(days)), "OTH", "", "", "", "", False, now)
            for pk, days in zip(ids, back, strict=True)
        ),
    )  # fmt: skip
    amounts = chance.lognormal(9.77, 1.743, len(ids)).clip(1, 5_000_000)
    insert_rows(
        LossTransaction,
        ["claim", "kind", "movement", "amount", "posted_on", "recorded_at"],
        (
            (pk, "indemnity", "paid", round(float(each), 2), AS_OF, now)
            for pk, each in zip(ids, amounts, strict=True)
        ),
    )
    plan = first_plan(line="LEL", carrier=carrier.code, effective_on=date(2025, 1, 1))
    row = plan_actions.write_plan(by=system_user(), content=canonical(plan).encode())
    row = plan_actions.propose(
        by=system_user(), number=row.number, version=row.version, reason="Bench."
    )
    second = User.objects.create(username=f"bench-{count}", is_system=True)
    plan_actions.activate(by=second, number=row.number, version=row.version)


def by_hand() -> float:
    """The same steps with no more than SQL and arrays; the sum of the premiums, to the dollar each."""
    import numpy as np
    from django.db import connection

    told = {}
    with connection.cursor() as cursor:
        for name, statement in STATEMENTS.items():
            cursor.execute(statement)
            told[name] = cursor.fetchall()
    place = {client: at for at, (client, *_) in enumerate(told["terms"])}
    exposure = np.zeros((len(place), 5))
    for client, month, quantity in told["exposures"]:
        day = month if isinstance(month, date) else date.fromisoformat(month)
        exposure[place[client], (day.year * 12 + day.month - 1 - (2021 * 12 + 9)) // 12] += (
            float(quantity) / 12
        )
    money = {claim: float(amount) for claim, amount in told["ledger"]}
    starts = np.array([date(year, 10, 1).toordinal() for year in range(2021, 2026)])
    rows = [
        (
            place[client],
            (day if isinstance(day, date) else date.fromisoformat(day)).toordinal(),
            money.get(claim, 0.0),
        )
        for claim, client, day in told["claims"]
    ]
    client, day, amount = (np.array(column) for column in zip(*rows, strict=True))
    year = np.searchsorted(starts, day, side="right") - 1
    keep = year >= 0
    middle = date(2026, 10, 1).toordinal() + 365.25 / 2
    trend = 1.05 ** ((middle - (starts + 365.25 / 2)) / 365.25)
    counted = np.minimum(amount, 250_000)[keep] * trend[year[keep]]
    losses = np.bincount(client[keep] * 5 + year[keep], counted, len(place) * 5).reshape(-1, 5)
    grown = exposure * 1.01 ** ((middle - (starts + 365.25 / 2)) / 365.25)
    cdf = np.array([1.07, 1.15, 1.32, 1.75, 3.2])
    expected = losses.sum() / (grown.sum(axis=0) / cdf).sum()
    young = np.array([False, False, False, True, True])
    ultimate = np.where(young, losses + grown * expected * (1 - 1 / cdf), losses * cdf)
    weight, ratio = grown, ultimate / grown
    own, total = weight.sum(axis=1), weight.sum()
    mean = ultimate.sum(axis=1) / own
    within = (weight * (ratio - mean[:, None]) ** 2).sum() / (len(place) * 4)
    overall = (own * mean).sum() / total
    between = (
        total
        / (total**2 - (own**2).sum())
        * ((own * (mean - overall) ** 2).sum() - (len(place) - 1) * within)
    )
    z = own / (own + within / between) if between > 0 else np.zeros_like(own)
    collective = (z * mean).sum() / z.sum() if between > 0 else overall
    factor = np.clip(1 + z * (mean / collective - 1), 0.60, 1.75).round(3)
    premium = exposure[:, -1] * 2050 * factor + 250
    return float(np.maximum(np.floor(premium + 0.5), 2500).sum())


def _ordinal(day: Any) -> int:
    return (day if isinstance(day, date) else date.fromisoformat(day)).toordinal()


if __name__ == "__main__":
    main()
