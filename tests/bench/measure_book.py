"""Every measure of complaints and force for the whole book, against the same sums in hand-written SQL.

python -m tests.bench.measure_book [--clients 5000] [--complaints 1000000] [--rounds 3]

Works on the configured database, builds the synthetic book there if there is none, and prints the best
of the rounds of each way, both in the same process, their ratio, and the number of queries of ours.
"""

import argparse
import os
from typing import Any

import django

from tests.bench.profile_build import STATEMENTS as PROFILE
from tests.bench.profile_build import best

# ruff: noqa: S608  # the statements are put together from constants of this file
COUNTED = "c.received_on >= %(start)s AND c.received_on <= %(end)s"
STANDS = """
    f.stage IN ('final', 'after_appeal') AND (f.decided_on IS NULL OR f.decided_on <= %(end)s)
    AND NOT EXISTS (
        SELECT 1 FROM accountability_finding l WHERE l.allegation_id = f.allegation_id
        AND (l.decided_on IS NULL OR l.decided_on <= %(end)s)
        AND ((l.stage = f.stage AND l.id > f.id)
             OR (l.stage = 'after_appeal' AND f.stage = 'final')))
"""
JOINED = """
    accountability_allegation a JOIN accountability_complaint c ON c.id = a.complaint_id
"""
STATEMENTS = {
    **{key: PROFILE[key] for key in ("exposures", "complaints", "force complaints")},
    "categories": f"""
        SELECT c.client_id, a.category, COUNT(*) FROM {JOINED} WHERE {COUNTED}
        GROUP BY c.client_id, a.category
    """,
    "findings": f"""
        SELECT c.client_id, a.category, f.merits, f.closure, COUNT(*)
        FROM accountability_finding f JOIN {JOINED.replace("JOIN", "ON a.id = f.allegation_id JOIN")}
        WHERE {COUNTED} AND {STANDS} GROUP BY c.client_id, a.category, f.merits, f.closure
    """,
    "days of the closed": f"""
        SELECT c.client_id, f.decided_on - c.received_on, COUNT(*)
        FROM accountability_finding f JOIN {JOINED.replace("JOIN", "ON a.id = f.allegation_id JOIN")}
        WHERE {COUNTED} AND {STANDS} AND f.closure NOT IN ('PND', 'UNK') GROUP BY 1, 2
    """,
    "days of the open": f"""
        SELECT c.client_id, c.received_on, COUNT(*) FROM {JOINED}
        WHERE {COUNTED} AND NOT EXISTS (
            SELECT 1 FROM accountability_finding f
            WHERE f.allegation_id = a.id AND f.closure NOT IN ('PND', 'UNK') AND {STANDS})
        GROUP BY 1, 2
    """,
    "officers named": f"""
        SELECT c.client_id, a.officer_id, COUNT(DISTINCT c.id) FROM {JOINED}
        WHERE {COUNTED} AND a.officer_id IS NOT NULL GROUP BY 1, 2
    """,
    "officers named lately": f"""
        SELECT c.client_id, a.officer_id, COUNT(DISTINCT c.id) FROM {JOINED}
        WHERE {COUNTED} AND c.received_on >= %(lately)s AND a.officer_id IS NOT NULL GROUP BY 1, 2
    """,
    "fields": f"""
        SELECT c.client_id, COUNT(*), COUNT(c.received_on), COUNT(c.occurred_on),
            SUM(CASE WHEN c.channel <> 'UNKNOWN' THEN 1 ELSE 0 END),
            SUM(CASE WHEN c.complainant_type <> 'UNKNOWN' THEN 1 ELSE 0 END),
            SUM(CASE WHEN c.district <> '' THEN 1 ELSE 0 END)
        FROM accountability_complaint c WHERE {COUNTED} GROUP BY c.client_id
    """,
    "fields of allegations": f"""
        SELECT c.client_id, COUNT(*), COUNT(a.officer_id),
            SUM(CASE WHEN a.category <> 'UNKNOWN' THEN 1 ELSE 0 END)
        FROM {JOINED} WHERE {COUNTED} GROUP BY c.client_id
    """,
    "force reports": """
        SELECT client_id, level, COUNT(*) FROM accountability_forcereport
        WHERE occurred_on >= %(start)s AND occurred_on <= %(end)s GROUP BY client_id, level
    """,
}


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
    from django.test.utils import CaptureQueriesContext

    from accountability.complaints.models import Complaint
    from accountability.measures.concentration import REPEAT_MONTHS
    from riskcore.access.scoping import system_user
    from riskcore.clients.models import Client
    from riskcore.factors.registry import FACTORS, Peer, Scope, Window
    from riskcore.periods import trailing
    from riskcore.synthetic.actions import build_book
    from riskcore.synthetic.registry import Plan

    plan = Plan(clients=clients, complaints=complaints)
    build_book(by=system_user(), plan=plan, report=lambda *_: None)
    window = Window(as_of=plan.ends_on)
    rows = Client.objects.filter(synthetic=True).values_list("pk", "code", "kind", "state")
    peers = tuple(Peer(id=i, code=c, kind=k, state=s) for i, c, k, s in rows)
    measures = [factor for factor in FACTORS if factor.open_to == "complaint.view_rows"]
    given = {
        "start": window.period.start,
        "end": window.period.last_day,
        "lately": trailing(window.as_of, months_back=REPEAT_MONTHS).start,
    }

    def by_hand() -> None:
        with connection.cursor() as cursor:
            for statement in STATEMENTS.values():
                cursor.execute(statement, given)
                cursor.fetchall()

    def ours() -> dict[str, Any]:
        scope = Scope(peers=peers)
        return {factor.key: factor.measure(scope, window) for factor in measures}

    raw, _ = best(by_hand, rounds)
    whole, readings = best(ours, rounds)
    with CaptureQueriesContext(connection) as captured:
        ours()
    told = sum(reading.value is not None for each in readings.values() for reading in each.values())
    print(
        f"{len(peers):,} clients, {Complaint.objects.count():,} complaints ({connection.vendor}); "
        f"{told:,} of {len(measures) * len(peers):,} readings have a value"
    )
    print(f"hand-written SQL, {len(STATEMENTS)} statements: {raw:.2f} s")
    print(f"{len(measures)} measures in {len(captured)} queries: {whole:.2f} s")
    print(f"ratio {whole / raw:.2f}")


if __name__ == "__main__":
    main()
