"""Reports on their way through their life, by living it."""

from riskcore.access.models import User
from riskcore.jobs import runner
from riskcore.reports.models import Report
from riskcore.reports.release import issue_report, send_for_review


def drawn(report: Report) -> Report:
    """A requested report, as its worker leaves it."""
    runner.run(str(report.job_id))
    report.refresh_from_db()
    return report


def released(report: Report, *, by: User) -> Report:
    """A requested report, drawn, sent by its author and issued by somebody else."""
    send_for_review(by=report.author, report_id=drawn(report).pk)
    return issue_report(by=by, report_id=report.pk)
