"""Reading reports."""

import pytest

from riskcore.errors import NotFound
from riskcore.jobs import runner
from riskcore.reports import job_kinds
from riskcore.reports.actions import request_report
from riskcore.reports.queries import detail, find, listing, preview
from riskcore.reports.release import issue_report
from riskcore.reports.rendering import RenderFailed
from tests.factories.reports import released
from tests.factories.snapshots import AS_OF

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "sees"),
    [
        ("drafted", {"ana": True, "uma": True, "ben": True, "dee": True, "rita": False}),
        ("issued", {"ana": True, "uma": True, "ben": True, "dee": True, "rita": True}),
    ],
)
def test_a_draft_is_seen_on_the_insurers_side_only(state, sees, request):
    report = request.getfixturevalue(state)
    for name, expected in sees.items():
        person = request.getfixturevalue(name)
        assert [line.number for line in listing(by=person)] == [report.number] * expected, name


def test_a_submitter_and_another_carrier_see_none(issued, lee, cal):
    for person in (lee, cal):
        assert listing(by=person) == ()
        with pytest.raises(NotFound):
            find(by=person, report_id=issued.pk)


def test_an_insurer_copy_never_reaches_the_client(alder, ana, uma, rita, quick_engine):
    report = request_report(by=ana, client_code="alder-falls", as_of=AS_OF, audience="insurer")
    released(report, by=uma)
    assert listing(by=rita) == ()
    assert len(listing(by=ana, client_code="alder-falls")) == 1


def test_the_list_reads_in_a_fixed_number_of_queries(drafted, ana, django_assert_num_queries):
    for _ in range(3):
        request_report(by=ana, client_code="alder-falls", as_of=AS_OF)
    with django_assert_num_queries(1):
        assert len(listing(by=ana)) == 4


def test_the_detail_tells_progress_and_what_may_be_done(requested, ana, uma, quick_engine):
    waiting = detail(by=ana, report_id=requested.pk)
    assert (waiting.status, waiting.is_working, waiting.has_pdf) == ("requested", True, False)
    runner.run(str(requested.job_id))
    ready = detail(by=ana, report_id=requested.pk)
    assert (ready.status, ready.is_working, ready.can_send) == ("draft", False, True)
    assert ready.progress_done == ready.progress_total > 0
    assert not detail(by=uma, report_id=requested.pk).can_issue


def test_only_another_person_may_issue_or_return_and_only_the_client_acknowledges(
    in_review, ana, uma, rita
):
    wrote, reads = (detail(by=who, report_id=in_review.pk) for who in (ana, uma))
    assert (wrote.can_issue, wrote.can_return, reads.can_issue, reads.can_return) == (
        False,
        False,
        True,
        True,
    )
    issue_report(by=uma, report_id=in_review.pk)
    assert detail(by=rita, report_id=in_review.pk).can_acknowledge
    assert not detail(by=uma, report_id=in_review.pk).can_acknowledge
    assert detail(by=ana, report_id=in_review.pk).issued_by == "Uma"


def test_a_drawing_that_failed_says_why(requested, ana, monkeypatch):
    def too_slow(html, **details):
        raise RenderFailed("render.too_slow", "It took too long.")

    monkeypatch.setattr(job_kinds, "render", too_slow)
    runner.run(str(requested.job_id))
    shown = detail(by=ana, report_id=requested.pk)
    assert (shown.status, shown.progress_note) == ("failed", "It took too long.")


@pytest.mark.parametrize("id_", ["", "nonsense", "00000000-0000-0000-0000-000000000000"])
def test_an_unknown_id_is_not_found(id_, ana):
    with pytest.raises(NotFound):
        find(by=ana, report_id=id_)


def test_the_preview_is_what_was_frozen(drafted, ana):
    assembled = preview(by=ana, report_id=drafted.pk)
    assert assembled.number == drafted.number
    assert assembled.snapshot_id == drafted.snapshot_id
    assert not assembled.problems
