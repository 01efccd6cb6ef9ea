"""Rules asked of a department: who is flagged, why, and that asking again changes nothing."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accountability.complaints.models import Allegation
from accountability.warnings.actions import answer
from accountability.warnings.evaluating import evaluate, evaluate_all, house_evaluates
from accountability.warnings.models import Alert, AlertStep
from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, NotFound, PermissionDenied
from tests.factories.warnings import accused, add_complaint, adopted, alert_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def today() -> date:
    return timezone.localdate()


def test_an_officer_over_the_threshold_is_flagged_with_reasons_in_words(
    alder: Client, chief: User, today: date
) -> None:
    adopted(chief, alder)
    flagged = accused(alder, 3, 30, 60)
    accused(alder, 3, 30)
    found = evaluate(by=chief, client_code=alder.code, as_of=today)
    assert (found.raised, found.added_to, found.unchanged) == (1, 0, 0)
    alert = Alert.objects.get()
    assert (alert.officer, alert.level, alert.rules) == (flagged, "warning", ["complaints_12"])
    assert alert.reasons[0] == (
        "Recorded complaints, whatever came of them in 12 months: 3; warning from 3."
    )
    assert alert.reasons[1] == "Most often alleged: Discourtesy (3)."
    assert alert.newest_on == today - timedelta(days=3)
    assert alert.due_on == today + timedelta(days=30)
    assert "no claims are recorded" in found.cannot["claims_36"]


def test_asking_again_changes_nothing(alder: Client, chief: User, today: date) -> None:
    adopted(chief, alder)
    accused(alder, 3, 30, 60)
    evaluate(by=chief, client_code=alder.code, as_of=today)
    acts = AuditEvent.objects.count()
    again = evaluate(by=chief, client_code=alder.code, as_of=today)
    assert (again.raised, again.added_to, again.unchanged) == (0, 0, 1)
    assert (Alert.objects.count(), AlertStep.objects.count()) == (1, 1)
    assert AuditEvent.objects.count() == acts


def test_what_comes_on_top_is_added_to_the_open_alert(
    alder: Client, chief: User, today: date
) -> None:
    alert = alert_in("assigned", chief=chief, client=alder)
    assert alert.officer is not None
    for ago in (1, 2):
        add_complaint(alert.officer, ago, category="UOF_EXC")
    found = evaluate(by=chief, client_code=alder.code, as_of=today)
    assert (found.raised, found.added_to) == (0, 1)
    alert.refresh_from_db()
    assert (alert.level, alert.status, alert.version) == ("critical", "assigned", 3)
    assert "2 complaints allege force." in alert.reasons
    assert [step.verb for step in alert.steps.order_by("pk")] == ["raised", "assign", "added_to"]


def test_what_was_answered_is_not_raised_again_and_something_new_is(
    alder: Client, chief: User, today: date
) -> None:
    alert = alert_in("raised", chief=chief, client=alder)
    answer(by=chief, alert_id=alert.pk, version=1, decision="no_action", reason="One event.")
    assert evaluate(by=chief, client_code=alder.code, as_of=today).unchanged == 1
    assert alert.officer is not None
    add_complaint(alert.officer, 0)
    assert evaluate(by=chief, client_code=alder.code, as_of=today).raised == 1
    assert Alert.objects.filter(officer=alert.officer).count() == 2


def test_only_what_happened_by_the_day_is_counted(alder: Client, chief: User, today: date) -> None:
    adopted(chief, alder)
    officer = accused(alder, 10, 10, 10)
    later = accused(alder, -1, -1, -1)
    evaluate(by=chief, client_code=alder.code, as_of=today)
    assert [alert.officer for alert in Alert.objects.all()] == [officer]
    assert later.pk not in Alert.objects.values_list("officer_id", flat=True)


def test_sustained_or_not_makes_no_difference_and_an_unnamed_officer_is_nobody(
    alder: Client, chief: User, today: date
) -> None:
    adopted(chief, alder)
    accused(alder, 3, 30, 60)
    Allegation.objects.update(officer=None)
    assert evaluate(by=chief, client_code=alder.code, as_of=today).raised == 0


def test_a_complaint_counts_once_however_many_things_it_alleges(
    alder: Client, chief: User, today: date
) -> None:
    adopted(chief, alder)
    officer = accused(alder, 3)
    complaint = Allegation.objects.get().complaint
    for words in ("a", "b", "c"):
        Allegation.objects.create(
            complaint=complaint,
            officer=officer,
            category_as_recorded=words,
            recorded_at=timezone.now(),
        )
    assert evaluate(by=chief, client_code=alder.code, as_of=today).raised == 0


def test_without_adopted_rules_nothing_is_raised(alder: Client, chief: User, today: date) -> None:
    accused(alder, 3, 30, 60)
    with pytest.raises(InvalidInput, match="Adopt rules first"):
        evaluate(by=chief, client_code=alder.code, as_of=today)
    assert house_evaluates(today) == {"departments": 0, "raised": 0, "added_to": 0}


def test_a_day_to_come_and_a_person_outside_are_refused(
    alder: Client, chief: User, uma: User, cal: User, lee: User, today: date
) -> None:
    adopted(chief, alder)
    with pytest.raises(InvalidInput, match="a day to come"):
        evaluate(by=chief, client_code=alder.code, as_of=today + timedelta(days=1))
    for person in (uma, lee):
        with pytest.raises(PermissionDenied):
            evaluate(by=person, client_code=alder.code, as_of=today)
    with pytest.raises(NotFound):
        evaluate(by=cal, client_code=alder.code, as_of=today)


def test_the_house_asks_every_department_that_adopted_rules(
    alder: Client, birch: Client, chief: User, house: User, today: date
) -> None:
    adopted(chief, alder)
    adopted(house, birch)
    accused(alder, 3, 30, 60)
    accused(birch, 3, 30, 60)
    found = evaluate_all(by=house, as_of=today)
    assert found == {"departments": 2, "raised": 2, "added_to": 0}
    assert evaluate_all(by=house, as_of=today)["raised"] == 0


def test_asking_is_as_many_queries_for_many_officers_as_for_few(
    alder: Client, chief: User, today: date, django_assert_max_num_queries: Any
) -> None:
    adopted(chief, alder)
    for _ in range(12):
        accused(alder, 3, 30)
    with django_assert_max_num_queries(25):
        evaluate(by=chief, client_code=alder.code, as_of=today)
