"""Whether a page of complaints far down costs what the first one does, and what a choice costs.

python -m tests.bench.complaint_search [--complaints 260000] [--page 5000] [--size 50] [--rounds 5]

Works on the configured database; builds one synthetic department there if there is no client yet.
Prints the median time of each page, with and without a choice, and the ratio of the far to the first.
"""

import argparse
import os
from statistics import median
from time import perf_counter
from typing import Any

import django


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--complaints", type=int, default=260_000)
    parser.add_argument("--page", type=int, default=5_000)
    parser.add_argument("--size", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
    django.setup()
    compare(complaints=asked.complaints, page=asked.page, size=asked.size, rounds=asked.rounds)


def compare(*, complaints: int, page: int, size: int, rounds: int) -> None:
    from django.db import connection

    from accountability.complaints.queries import complaint_list
    from accountability.complaints.search import Choice, facets, year_of_days
    from riskcore.access.scoping import system_user

    client = _largest(complaints)
    by: Any = system_user()
    for words, choice in (
        ("all of them", Choice()),
        ("force, closed", Choice(category="UOF_EXC", state="closed")),
        (
            "discourtesy not sustained by web form",
            Choice(category="DISCOURT", finding="NSU", channel="WEB_FORM"),
        ),
        ("one year", Choice(period=year_of_days(2021))),
    ):
        matching, place, at = _place(client, choice, page, size)
        times = {"first": [], "far": []}  # type: dict[str, list[float]]
        for _ in range(rounds):
            for name, after in (("first", ""), ("far", place)):
                started = perf_counter()
                rows = matching.page_after(_parsed(after), size + 1)
                times[name].append(perf_counter() - started)
                assert rows
        first, far = median(times["first"]), median(times["far"])
        started = perf_counter()
        listed = complaint_list(
            by=by, client_code=client.code, choice=choice, after=place, size=size
        )
        whole = perf_counter() - started
        started = perf_counter()
        facets(by=by, client_code=client.code, choice=choice)
        narrowed = perf_counter() - started
        print(
            f"{words}: {listed.total:,} complaints; page 1 {1000 * first:.1f} ms, page {at:,} "
            f"{1000 * far:.1f} ms, ratio {far / first:.2f}; with total and allegations "
            f"{1000 * whole:.0f} ms; counts beside every value {1000 * narrowed:.0f} ms "
            f"({connection.vendor})"
        )


def _largest(complaints: int) -> Any:
    from django.db.models import Count

    from riskcore.access.scoping import system_user
    from riskcore.clients.models import Client
    from riskcore.synthetic.actions import build_book
    from riskcore.synthetic.registry import Plan

    counted = Client.objects.annotate(n=Count("complaints")).order_by("-n")
    found = counted.first()
    if found is None or found.n < complaints:
        if found is not None:
            print(
                f"the largest department has {found.n:,} complaints; give it a database of its own"
            )
            return found
        plan = Plan(clients=1, complaints=complaints)
        build_book(by=system_user(), plan=plan, report=lambda *_: None)
        found = counted.first()
    assert found is not None
    return found


def _place(client: Any, choice: Any, page: int, size: int) -> tuple[Any, str, int]:
    """What matches, the cursor before the page (or before the last there is), and which page it is."""
    from accountability.complaints.search import matching
    from riskcore.access.scoping import system_user

    rows = matching(system_user(), client, choice)
    at = max(2, min(page, rows.count() // size))
    last = rows.dated().newest_first()[(at - 1) * size - 1]
    return rows, f"{last.counted_on.isoformat()}.{last.pk}", at


def _parsed(cursor: str) -> Any:
    from accountability.complaints.queries import place_of

    return place_of(cursor)


if __name__ == "__main__":
    main()
