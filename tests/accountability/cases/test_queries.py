"""The inbox, one case, and the spans that clocks are worked out from."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from accountability.cases.actions import find_case, set_due
from accountability.cases.models import Case
from accountability.cases.queries import case_file, inbox, stage_spans
from accountability.complaints.models import Complaint
from riskcore.access.models import User
from riskcore.errors import NotFound, PermissionDenied

pytestmark = pytest.mark.django_db
Walk = Callable[[str], Case]


def test_the_inbox_counts_in_boxes(walk: Walk, ivy: User, chief: User) -> None:
    case = walk("investigate")
    assert inbox(by=ivy, client_code="alder-falls", box="mine").rows[0].number == "26-001"
    assert inbox(by=chief, client_code="alder-falls", box="mine").rows == ()
    set_due(by=chief, case_id=case.pk, due_on=timezone.localdate() - timedelta(days=2), note="Late")
    page = inbox(by=ivy, client_code="alder-falls", box="overdue")
    assert page.rows[0].days_left == -2
    assert page.counts == {"mine": 1, "unassigned": 0, "overdue": 1, "open": 1, "closed": 0}
    assert page.stages["investigate"] == 1
    assert inbox(by=ivy, client_code="alder-falls", stage="review").rows == ()


def test_a_fixed_number_of_queries(
    walk: Walk, ivy: User, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    case = walk("closed")
    with django_assert_max_num_queries(8):  # type: ignore[attr-defined]
        inbox(by=ivy, client_code="alder-falls")
    with django_assert_max_num_queries(14):  # type: ignore[attr-defined]
        case_file(by=ivy, case_id=case.pk)


def test_a_case_says_what_may_follow_and_what_is_missing(
    walk: Walk, ivy: User, chief: User
) -> None:
    case = walk("finding")
    assert case_file(by=ivy, case_id=case.pk).moves == ()
    file = case_file(by=chief, case_id=case.pk)
    assert file.moves == ("decide",)
    assert "final finding" in file.missing["decide"][0]
    assert file.allegations[0].findings[0].stage == "recommended"


@pytest.mark.parametrize("person", ["uma", "ana", "ben", "dee", "cal", "rita", "lee"])
def test_the_inbox_is_the_departments_own(
    case: Case, person: str, request: pytest.FixtureRequest
) -> None:
    stranger = request.getfixturevalue(person)
    with pytest.raises((PermissionDenied, NotFound)):
        inbox(by=stranger, client_code="alder-falls")
    with pytest.raises(NotFound):
        case_file(by=stranger, case_id=case.pk)


def test_a_sealed_complaint_takes_its_case_out_of_everyday_sight(case: Case, ivy: User) -> None:
    Complaint.objects.update(sealed_at=timezone.now())
    assert inbox(by=ivy, client_code="alder-falls").counts["open"] == 0
    with pytest.raises(NotFound):
        find_case(by=ivy, case_id=case.pk)


def test_spans_follow_the_steps_as_known(walk: Walk) -> None:
    before = timezone.now() - timedelta(days=1)
    case = walk("closed")
    spans = stage_spans(client_ids=[case.client_id])
    assert [span.stage for span in spans][:3] == ["intake", "classify", "assign"]
    assert spans[-1].stage == "close"
    assert all(span.ended_on is not None for span in spans)
    assert stage_spans(client_ids=[case.client_id], known_at=before) == []
