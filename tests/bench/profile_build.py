"""How long the whole book takes to measure, against the same aggregates in hand-written SQL.

python -m tests.bench.profile_build [--clients 5000] [--rounds 3]

Works on the configured database, builds the synthetic book there if there is none, and prints the
best of the rounds of each way, both in the same process, and their ratio.
"""

import argparse
import os
from collections.abc import Callable
from datetime import timedelta
from time import perf_counter
from typing import Any

import django

# The sums that built-in factors rest on: one statement a table, every client at once.
STATEMENTS = {
    "exposures": """
        SELECT client_id, base, SUM(quantity), COUNT(*) FROM riskcore_exposure
        WHERE id IN (SELECT MAX(id) FROM riskcore_exposure WHERE month >= %(start)s
                     AND month <= %(end)s GROUP BY client_id, base, month)
        GROUP BY client_id, base
    """,
    "claims": """
        SELECT c.client_id, c.line, COUNT(DISTINCT c.id)
        FROM riskcore_claim c JOIN riskcore_claimstatement s ON s.claim_id = c.id
        WHERE s.valued_on <= %(end)s AND s.reported_on >= %(start)s AND s.reported_on <= %(end)s
        GROUP BY c.client_id, c.line
    """,
    "ledger": """
        SELECT c.client_id, t.kind, t.movement, SUM(t.amount)
        FROM riskcore_losstransaction t JOIN riskcore_claim c ON c.id = t.claim_id
        WHERE t.posted_on <= %(end)s GROUP BY c.client_id, t.kind, t.movement
    """,
    "large losses": """
        SELECT client_id, COUNT(*) FROM (
            SELECT c.client_id, c.id, SUM(CASE t.movement WHEN 'recovery' THEN -t.amount
                                          ELSE t.amount END) AS incurred
            FROM riskcore_losstransaction t JOIN riskcore_claim c ON c.id = t.claim_id
            WHERE t.posted_on <= %(end)s GROUP BY c.client_id, c.id) AS each_claim
        WHERE incurred >= 100000 GROUP BY client_id
    """,
    "complaints": """
        SELECT client_id, COUNT(*) FROM accountability_complaint
        WHERE received_on >= %(start)s AND received_on <= %(end)s GROUP BY client_id
    """,
    "force complaints": """
        SELECT c.client_id, COUNT(DISTINCT c.id)
        FROM accountability_allegation a JOIN accountability_complaint c ON c.id = a.complaint_id
        WHERE a.category IN ('UOF_EXC', 'UOF_DEADLY', 'UOF_DISPLAY')
        AND c.received_on >= %(start)s AND c.received_on <= %(end)s GROUP BY c.client_id
    """,
    "findings": """
        SELECT c.client_id, f.merits, f.closure, COUNT(*)
        FROM accountability_finding f JOIN accountability_allegation a ON a.id = f.allegation_id
        JOIN accountability_complaint c ON c.id = a.complaint_id
        WHERE c.received_on >= %(start)s AND c.received_on <= %(end)s
        AND f.stage IN ('final', 'after_appeal') AND NOT EXISTS (
            SELECT 1 FROM accountability_finding l WHERE l.allegation_id = f.allegation_id
            AND ((l.stage = f.stage AND l.id > f.id)
                 OR (l.stage = 'after_appeal' AND f.stage = 'final')))
        GROUP BY c.client_id, f.merits, f.closure
    """,
    "force reports": """
        SELECT client_id, COUNT(*) FROM accountability_forcereport
        WHERE level >= 2 AND occurred_on >= %(start)s AND occurred_on <= %(end)s GROUP BY client_id
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
    parser.add_argument("--clients", type=int, default=5000)
    parser.add_argument("--complaints", type=int)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
    django.setup()
    compare(clients=asked.clients, complaints=asked.complaints, rounds=asked.rounds)


def compare(*, clients: int, complaints: int | None, rounds: int) -> None:
    from django.db import connection

    from riskcore.access.scoping import system_user
    from riskcore.clients.models import Client
    from riskcore.factors.registry import FACTORS, Peer, Scope, Window
    from riskcore.profiles.build import measure_book
    from riskcore.synthetic.actions import build_book
    from riskcore.synthetic.registry import Plan

    plan = Plan(clients=clients, complaints=complaints)
    started = perf_counter()
    counts = build_book(by=system_user(), plan=plan, report=lambda what, *_: print(f"  {what}"))
    built = perf_counter() - started
    print(f"book: {sum(counts.values()):,} rows, ready in {built:.1f} s ({connection.vendor})")
    window = Window(as_of=plan.ends_on)
    rows = Client.objects.filter(synthetic=True).values_list("pk", "code", "kind", "state")
    scope = Scope(peers=tuple(Peer(id=i, code=c, kind=k, state=s) for i, c, k, s in rows))

    def by_hand() -> None:
        given = {"start": window.period.start, "end": window.period.end - timedelta(days=1)}
        with connection.cursor() as cursor:
            for statement in STATEMENTS.values():
                cursor.execute(statement, given)
                cursor.fetchall()

    raw, _ = best(by_hand, rounds)
    ours, book = best(lambda: measure_book(scope, window, with_exhibits=False), rounds)
    whole, _ = best(lambda: measure_book(scope, window), 1)
    print(f"hand-written SQL, {len(STATEMENTS)} statements: {raw:.2f} s")
    print(f"measure_book, {len(FACTORS)} factors, {len(scope.peers):,} clients: {ours:.2f} s")
    print(f"measure_book with exhibits, once: {whole:.2f} s; failures: {list(book.failures)}")
    print(f"ratio {ours / raw:.2f}")


if __name__ == "__main__":
    main()
