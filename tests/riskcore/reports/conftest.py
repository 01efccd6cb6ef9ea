"""A report in each of its states, reached by living through them."""

from collections.abc import Callable

import pytest

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.jobs import runner
from riskcore.reports import job_kinds
from riskcore.reports.actions import request_report
from riskcore.reports.models import Report
from riskcore.reports.release import issue_report, send_for_review
from riskcore.reports.rendering import Rendered
from tests.factories.snapshots import AS_OF


@pytest.fixture
def quick_engine(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Rendered]:
    """An engine that answers at once with the HTML itself, for tests of what surrounds it."""

    def render(html: str, **details: object) -> Rendered:
        return Rendered(content=html.encode(), pages=7, engine="Quick 1.0", complaints=())

    monkeypatch.setattr(job_kinds, "render", render)
    return render


@pytest.fixture
def requested(alder: Client, ana: User) -> Report:
    return request_report(by=ana, client_code="alder-falls", as_of=AS_OF)


@pytest.fixture
def drafted(requested: Report, quick_engine: object) -> Report:
    runner.run(str(requested.job_id))
    requested.refresh_from_db()
    return requested


@pytest.fixture
def in_review(drafted: Report, ana: User) -> Report:
    return send_for_review(by=ana, report_id=drafted.pk)


@pytest.fixture
def issued(in_review: Report, uma: User) -> Report:
    return issue_report(by=uma, report_id=in_review.pk)
