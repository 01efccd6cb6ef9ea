"""The job that draws."""

import pytest

from riskcore.jobs import runner
from riskcore.jobs.kinds import KINDS
from riskcore.reports import job_kinds

pytestmark = pytest.mark.django_db


class Context:
    """As the runner gives it, with its progress kept."""

    def __init__(self, report):
        self.job_id = str(report.job_id)
        self.arguments = {"report": str(report.pk)}
        self.requested_by = report.author
        self.client = report.client
        self.told = []

    def progress(self, done, total, note=""):
        self.told.append((done, total, note))

    def heartbeat(self):
        pass


def test_the_kind_is_registered():
    assert KINDS.get("report.draw").work is job_kinds.work


def test_progress_runs_through_the_sections_to_the_pages(requested, quick_engine):
    context = Context(requested)
    job_kinds.work(context)
    done, totals, notes = zip(*context.told, strict=True)
    assert notes[0].startswith("Drawing 1 of ")
    assert notes[-1] == "Setting the pages"
    assert list(done) == sorted(done)
    assert totals[-1] == done[-1] + 1


def test_working_writes_nothing(requested, quick_engine, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        job_kinds.work(Context(requested))
    requested.refresh_from_db()
    assert requested.status == "requested"


def test_the_result_names_report_hash_and_pages(requested, quick_engine):
    runner.run(str(requested.job_id))
    requested.refresh_from_db()
    requested.job.refresh_from_db()
    assert requested.job.result == {
        "report": str(requested.pk),
        "number": requested.number,
        "sha256": requested.sha256,
        "pages": 7,
        "problems": [],
    }
