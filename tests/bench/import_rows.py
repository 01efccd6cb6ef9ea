"""Rows per second of a whole import against a raw bulk load of the same rows, in one run.

    python -m tests.bench.import_rows [KIND] [--rows N]

Runs on the configured database, in a test database of its own. The raw load knows nothing: it splits
the lines and hands the cells to COPY (PostgreSQL) or executemany (SQLite), with the table's own
indexes. What is printed is a ratio inside one run; machines differ, ratios less.
"""

import argparse
import csv
import io
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
django.setup()

from django.db import connection, models, transaction  # noqa: E402  # Django first
from django.test.utils import setup_databases, teardown_databases  # noqa: E402
from django.utils import timezone  # noqa: E402

from riskcore.access.scoping import system_user  # noqa: E402
from riskcore.bulkload import reserve_ids  # noqa: E402
from riskcore.clients.models import Client  # noqa: E402
from riskcore.exposures import Exposure, ExposureBase  # noqa: E402
from riskcore.imports import actions  # noqa: E402
from riskcore.losses.models import Claim, ClaimStatement, LossTransaction  # noqa: E402
from riskcore.periods import add_months  # noqa: E402
from tests.factories.riskcore import ClientFactory  # noqa: E402


@dataclass(frozen=True)
class Bench:
    """How a kind is measured: files of at most ``most`` rows, and a raw load of the same text."""

    most: int
    write: Callable[[int], str]
    load: Callable[[str, Client], None]
    valued_on: date | None = None


def exposure_file(rows: int) -> str:
    """Every base in every month since 1900, for as many rows as asked."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["Base", "Month", "Quantity"])
    bases = list(ExposureBase.values)
    for index in range(rows):
        month = add_months(date(1900, 1, 1), index // len(bases))
        writer.writerow([bases[index % len(bases)], month.isoformat(), f"{index % 977}.50"])
    return text.getvalue()


def load_exposures(text: str, client: Client) -> None:
    moment = timezone.now()
    lines = csv.reader(io.StringIO(text, newline=""))
    next(lines)
    raw_load(
        Exposure,
        ("client_id", "base", "month", "quantity", "recorded_at"),
        ((client.pk, base, month, quantity, moment) for base, month, quantity in lines),
    )


def raw_load(
    model: type[models.Model], columns: tuple[str, ...], rows: Iterator[tuple[object, ...]]
) -> None:
    """The floor: rows as they are, in one statement."""
    table, names = model._meta.db_table, ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608  # our own names
        cursor.executemany(statement, list(rows))


LOSS_RUN = (
    "Claim Number", "Line", "Date of Loss", "Date Reported", "Date Closed", "Status", "Cause",
    "Department", "Indemnity Paid", "Indemnity Reserve", "Expense Paid", "Expense Reserve",
)  # fmt: skip
LOSS_RUN_VALUED_ON = date(2026, 6, 30)
STREAMS = (
    ("indemnity", "paid"), ("indemnity", "reserve"), ("expense", "paid"), ("expense", "reserve")
)  # fmt: skip


def loss_run_file(rows: int) -> str:
    """One claim a row: two in three closed and paid, the others open with reserves."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(LOSS_RUN)
    for index in range(rows):
        lost = date(2016, 7, 1) + timedelta(days=index % 3_000)
        closed = lost + timedelta(days=400) if index % 3 else None
        paid, spent = f"{index % 90_000 + 1}.25", f"{index % 7_000 + 1}.50"
        held = ("0.00", "0.00") if closed else (f"{index % 50_000 + 1}.00", "1500.00")
        writer.writerow(
            [
                *(f"LEL-{index:07d}", "LEL", lost.isoformat()),
                *((lost + timedelta(days=30)).isoformat(), closed.isoformat() if closed else ""),
                *("Closed" if closed else "Open", "Excessive force", f"District {index % 9 + 1}"),
                *(paid, held[0], spent, held[1]),
            ]
        )
    return text.getvalue()


def load_loss_run(text: str, client: Client) -> None:
    moment = timezone.now()
    lines = list(csv.reader(io.StringIO(text, newline="")))[1:]
    ids = reserve_ids(Claim, len(lines))
    raw_load(
        Claim,
        ("id", "client_id", "number", "suffix", "line", "policy_number", "recorded_at"),
        (
            (pk, client.pk, row[0], "", row[1], "", moment)
            for pk, row in zip(ids, lines, strict=True)
        ),
    )
    raw_load(
        ClaimStatement,
        (
            *("claim_id", "valued_on", "status", "occurred_on", "reported_on", "closed_on"),
            *("cause", "cause_as_recorded", "department", "claimant", "description"),
            *("litigated", "recorded_at"),
        ),
        (
            (
                *(pk, LOSS_RUN_VALUED_ON, row[5].lower(), row[2], row[3], row[4] or None),
                *("UOF_EXC", row[6], row[7], "", "", False, moment),
            )
            for pk, row in zip(ids, lines, strict=True)
        ),
    )
    raw_load(
        LossTransaction,
        ("claim_id", "kind", "movement", "amount", "posted_on", "recorded_at"),
        (
            (pk, *stream, amount, LOSS_RUN_VALUED_ON, moment)
            for pk, row in zip(ids, lines, strict=True)
            for stream, amount in zip(STREAMS, row[8:], strict=True)
            if amount != "0.00"
        ),
    )


BENCHES = {
    "loss-run": Bench(
        most=200_000, write=loss_run_file, load=load_loss_run, valued_on=LOSS_RUN_VALUED_ON
    ),
    "exposures": Bench(most=28_000, write=exposure_file, load=load_exposures),
}


def run(kind: str, rows: int) -> dict[str, object]:
    """Import and load the same files, for fresh clients each; seconds, rows per second, ratio."""
    bench, by = BENCHES[kind], system_user()
    sizes = [bench.most] * (rows // bench.most) + [rows % bench.most] * bool(rows % bench.most)
    files = [bench.write(size) for size in sizes]
    spent = {"import": 0.0, "raw": 0.0, "again": 0.0}
    for index, (text, size) in enumerate(zip(files, sizes, strict=True)):
        client, other = ClientFactory(), ClientFactory()
        start = time.perf_counter()
        take_in(by, kind, client, text, size, bench.valued_on)
        spent["import"] += time.perf_counter() - start
        start = time.perf_counter()
        with transaction.atomic():
            bench.load(text, other)
        spent["raw"] += time.perf_counter() - start
        start = time.perf_counter()
        take_in(by, kind, client, text + "\n", size, bench.valued_on)
        spent["again"] += time.perf_counter() - start
        print(f"file {index + 1} of {len(files)}: {size:,} rows", file=sys.stderr)
    return {
        "kind": kind,
        "database": connection.vendor,
        "rows": rows,
        "files": len(files),
        "import_rows_per_second": round(rows / spent["import"]),
        "reimport_rows_per_second": round(rows / spent["again"]),
        "raw_rows_per_second": round(rows / spent["raw"]),
        "ratio": round(spent["import"] / spent["raw"], 2),
    }


def take_in(by: object, kind: str, client: Client, text: str, rows: int, day: date | None) -> None:
    """Receive, read, check, compare and write; commits what a preview would have shown."""
    batch = actions.receive(
        by=by,  # type: ignore[arg-type]
        kind=kind,
        client_code=client.code,
        file=io.BytesIO(text.encode()),
        file_name="bench.csv",
        valued_on=day,
    )
    shown = actions.preview(by=by, batch_id=batch.pk)  # type: ignore[arg-type]
    outcome = actions.commit(by=by, batch_id=batch.pk)  # type: ignore[arg-type]
    if outcome.status != "committed" or outcome.rows != rows or shown.rows != rows:
        raise SystemExit(f"The import went wrong: {outcome.as_dict()}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", nargs="?", default="loss-run", choices=sorted(BENCHES))
    parser.add_argument("--rows", type=int, default=200_000)
    options = parser.parse_args()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        print(json.dumps(run(options.kind, options.rows), indent=2))
    finally:
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    main()
