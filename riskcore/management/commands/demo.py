"""``manage.py demo``: the synthetic book, the running service and one advisory PDF, in one go."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from riskcore import processes
from riskcore.access.people import person
from riskcore.access.scoping import system_user
from riskcore.errors import DomainError
from riskcore.jobs.models import Job
from riskcore.jobs.waiting import wait_for
from riskcore.reports.actions import read_pdf, request_report
from riskcore.reports.queries import detail
from riskcore.synthetic.actions import build_book
from riskcore.synthetic.people import DEMO_PASSWORD, DEMO_USERS
from riskcore.synthetic.queries import showcase
from riskcore.synthetic.registry import Plan

SECONDS_FOR_A_REPORT = 180


class Command(BaseCommand):
    help = "Build the synthetic book, start the service, make one advisory PDF."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="end after the PDF")
        parser.add_argument("--bind", default="127.0.0.1:8000", help="address of the pages")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            code = self._run(once=options["once"], bind=options["bind"])
        except DomainError as error:
            raise CommandError(error.message) from error
        sys.exit(code)

    def _run(self, *, once: bool, bind: str) -> int:
        self._say("Preparing the database")
        call_command("migrate", interactive=False, verbosity=0)
        self._say("Building the synthetic book")
        plan = Plan()
        build_book(by=system_user(), plan=plan, report=self._progress)
        self._say("Starting web, worker and scheduler")
        with processes.running(["web", "worker", "scheduler"], bind=bind, say=self._line) as group:
            place = self._report(plan)
            self._tell(place, group.address)
            return 0 if once else group.wait()

    def _report(self, plan: Plan) -> Path:
        """The PDF of the showcase client, drawn by the worker that was just started."""
        code = showcase()
        self._say(f"Drawing the advisory report of {code}")
        advisor = person("advisor")
        report = request_report(by=advisor, client_code=code, as_of=plan.ends_on)
        job = wait_for(
            str(report.job_id), timeout=SECONDS_FOR_A_REPORT, on_progress=self._job_progress
        )
        if job.error_message:
            raise CommandError(job.error_message)
        if problems := detail(by=advisor, report_id=report.pk).problems:
            raise CommandError(" ".join(problems))
        file = read_pdf(by=advisor, report_id=report.pk)
        place = Path(settings.VAR) / "demo" / file.name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(file.content)
        return place

    def _tell(self, place: Path, address: str) -> None:
        self._line("")
        self._line(f"The advisory report    {place}")
        self._line(f"The pages              {address}")
        self._line(f"Sign in as one of these, password {DEMO_PASSWORD}")
        for user in DEMO_USERS:
            self._line(f"  {user.username:<16} {user.shows}")
        self._line("Everything shown is synthetic data. Ctrl-C ends all of it.")

    def _say(self, step: str) -> None:
        self._line(f"  {step} ...")

    def _progress(self, what: str, done: int, total: int) -> None:
        """A line where something begins or ends, and now and then between."""
        if done in {0, total} or done % max(1, total // 3) == 0:
            self._line(f"    {what} ({done:,} of {total:,})")

    def _job_progress(self, job: Job) -> None:
        if job.progress_note:
            self._line(f"    {job.progress_note}")

    def _line(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
