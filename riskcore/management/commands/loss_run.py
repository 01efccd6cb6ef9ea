"""``manage.py loss_run``: a client's loss run at any valuation date, as CSV, JSON or PDF."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError, CommandParser

from riskcore.access.models import User
from riskcore.access.people import person
from riskcore.errors import DomainError
from riskcore.exports import csv_bytes
from riskcore.jobs.models import JobStatus
from riskcore.jobs.waiting import wait_for
from riskcore.losses.loss_run import CSV_HEADERS, LossRun, as_json, csv_rows
from riskcore.losses.queries import loss_run
from riskcore.reports import loss_run_pdf

PDF_SECONDS = 300


class Command(BaseCommand):
    help = "Print or save a client's loss run as of a valuation date."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="code of the client")
        parser.add_argument(
            "--valued", required=True, metavar="DATE", help="valuation date, 2026-06-30"
        )
        parser.add_argument("--line", default="", help="one line only: LEL, POL, EPL or ELL")
        parser.add_argument("--format", choices=["csv", "json", "pdf"], default="csv")
        parser.add_argument("--out", type=Path, help="file to write; required for a PDF")
        parser.add_argument("--json", action="store_true", help="say the outcome as JSON")
        parser.add_argument("--as", dest="user", default="", help="user name to act as")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._run(**options)
        except DomainError as error:
            raise CommandError(error.message) from error

    def _run(
        self,
        *,
        code: str,
        valued: str,
        line: str,
        format: str,  # noqa: A002  # the option's name
        out: Path | None,
        json: bool,
        user: str,
        **_: Any,
    ) -> None:
        by, valued_on = person(user), day(valued)
        if format == "pdf":
            if out is None:
                raise CommandError("A PDF needs a file to be written to: add --out FILE.pdf.")
            write(out, pdf(by, code, valued_on, line))
            self._say(out, {"client": code, "valued_on": valued}, as_json=json)
            return
        run = loss_run(by=by, client_code=code, valued_on=valued_on, line=line)
        content = csv_bytes(CSV_HEADERS, csv_rows(run)) if format == "csv" else b""
        if format == "json" or (json and out is None):
            content = to_json(run)
        if out is None:
            self.stdout.write(content.decode("utf-8-sig"), ending="")
            return
        write(out, content)
        self._say(out, as_json(run), as_json=json)

    def _say(self, out: Path, facts: dict[str, Any], *, as_json: bool) -> None:
        told = {"file": str(out), **facts}
        self.stdout.write(json.dumps(told) if as_json else f"Written: {out}")


def write(out: Path, content: bytes) -> None:
    """The file, or one sentence why there is none."""
    try:
        out.write_bytes(content)
    except OSError as error:
        raise CommandError(
            f"The loss run could not be written to {out}: {error.strerror}. Name another place."
        ) from error


def day(text: str) -> date:
    """A date of the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"{text!r} is not a date such as 2026-06-30.") from None


def to_json(run: LossRun) -> bytes:
    """The run as indented JSON text."""
    return (json.dumps(as_json(run), indent=2) + "\n").encode()


def pdf(by: User, code: str, valued: date, line: str) -> bytes:
    """The bytes of the loss run, drawn by a worker."""
    asked = loss_run_pdf.ask(by=by, client_code=code, valued_on=valued, line=line)
    job = wait_for(asked.pk, timeout=PDF_SECONDS)
    if job.status != JobStatus.DONE:
        raise CommandError(job.error_message or f"The loss run was not drawn: job {job.status}.")
    with default_storage.open(job.result["file"]) as file:
        content: bytes = file.read()
    return content
