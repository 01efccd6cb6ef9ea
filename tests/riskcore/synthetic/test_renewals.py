"""Renewals of the book: submissions at several stages whose answers can all be read again."""

from riskcore.access.scoping import system_user
from riskcore.renewals.models import RenewalAct
from riskcore.submissions.bank import read_answer, write_answer
from riskcore.submissions.models import Submission
from riskcore.submissions.queries import views
from riskcore.synthetic.renewals import STAGES
from tests.riskcore.synthetic.conftest import PLAN


def test_there_is_one_of_each_stage_and_a_term_before_it(counts: dict[str, int]) -> None:
    rows = list(Submission.objects.all())
    assert len(rows) == counts["submissions"]
    assert {row.status for row in rows} <= {*STAGES, "accepted"}
    assert {"returned", "submitted", "accepted"} <= {row.status for row in rows}
    coming = [row for row in rows if row.starts_on > PLAN.ends_on]
    assert coming
    assert all(row.expiring for row in coming)
    assert all(row.opened_at.date() <= PLAN.ends_on for row in rows)
    assert all(row.moved_at.date() <= PLAN.ends_on for row in rows)
    assert RenewalAct.objects.count() == counts["renewal steps"]


def test_every_answer_is_one_that_could_have_been_typed(counts: dict[str, int]) -> None:
    assert system_user().is_system
    for view in views(list(Submission.objects.select_related("client", "expiring"))).values():
        for line in view.lines:
            typed = write_answer(line.question, line.value)
            assert read_answer(line.question, typed) == line.value, line.question.code


def test_what_was_submitted_is_complete_and_the_returned_one_is_asked_back(
    counts: dict[str, int],
) -> None:
    found = views(list(Submission.objects.select_related("client", "expiring"))).values()
    for view in found:
        if view.row.status == "submitted":
            assert view.missing == ()
        if view.row.status == "returned":
            assert any(line.ask for line in view.lines)
