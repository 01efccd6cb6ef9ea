"""``manage.py advise``: one advisory report, drawn by a worker and copied to a file."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from riskcore.access.people import person
from riskcore.errors import DomainError
from riskcore.jobs.models import Job
from riskcore.jobs.waiting import wait_for
from riskcore.reports.actions import read_pdf, request_report
from riskcore.reports.queries import detail
from riskcore.reports.sections import Audience


class Command(BaseCommand):
    help = "Make the advisory report of one client as of a day and write its PDF to a file."
    told = ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="the client's code")
        parser.add_argument("--as-of", required=True, type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--out", required=True, type=Path, metavar="FILE.pdf")
        parser.add_argument(
            "--audience",
            default=Audience.COUNCIL.value,
            choices=[audience.value for audience in Audience],
        )
        parser.add_argument("--as", dest="username", default="", help="user name to act for")
        parser.add_argument(
            "--timeout", type=float, default=300, help="seconds to wait for the worker"
        )
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            facts = self._advise(options)
        except DomainError as error:
            raise CommandError(error.message) from error
        except OSError as error:
            raise CommandError(
                f"The report could not be written to {options['out']}: {error.strerror}."
            ) from error
        if options["json"]:
            self.stdout.write(json.dumps(facts))
        else:
            self.stdout.write(
                f"{facts['number']}: {facts['pages']} pages, SHA-256 {facts['sha256']}\n"
                f"{facts['out']}"
            )
        if facts["problems"]:
            raise CommandError(" ".join(facts["problems"]))

    def _advise(self, options: dict[str, Any]) -> dict[str, Any]:
        by = person(options["username"])
        row = request_report(
            by=by,
            client_code=options["code"],
            as_of=options["as_of"],
            audience=options["audience"],
        )
        job = wait_for(str(row.job_id), timeout=options["timeout"], on_progress=self._progress)
        if job.error_message:
            raise CommandError(job.error_message)
        report = detail(by=by, report_id=row.pk)
        file = read_pdf(by=by, report_id=row.pk)
        options["out"].write_bytes(file.content)
        return {
            "report": report.id,
            "number": report.number,
            "client": report.client_code,
            "as_of": report.as_of.isoformat(),
            "status": report.status,
            "pages": report.pages,
            "sha256": file.sha256,
            "snapshot": report.snapshot_id,
            "problems": list(report.problems),
            "out": str(options["out"]),
        }

    def _progress(self, job: Job) -> None:
        if job.progress_note and job.progress_note != self.told:
            self.told = job.progress_note
            self.stderr.write(job.progress_note)
