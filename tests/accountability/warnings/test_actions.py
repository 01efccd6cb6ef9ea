"""What supervisors do with alerts, and that no alert is closed without a decision and its reason."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accountability.warnings.actions import adopt_rules, answer, assign, close, give_feedback
from accountability.warnings.models import Alert
from accountability.warnings.plan import COMPARISON, DEFAULT_RULES
from accountability.warnings.states import ALERT, UNANSWERED
from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.errors import (
    Conflict,
    InvalidInput,
    InvalidTransition,
    NotFound,
    PermissionDenied,
)
from tests.factories.warnings import adopted, alert_in

pytestmark = pytest.mark.django_db


def test_an_alert_lives_from_raised_to_closed(alder: Client, chief: User, lee: User) -> None:
    alert = alert_in("raised", chief=chief, client=alder)
    alert = assign(by=chief, alert_id=alert.pk, version=1, owner=lee)
    alert = answer(
        by=lee, alert_id=alert.pk, version=2, decision="training", reason="De-escalation course."
    )
    assert alert.follow_up_on == timezone.localdate() + timedelta(days=90)
    alert = close(by=lee, alert_id=alert.pk, version=3, outcome="helped", note="Calmer stops.")
    assert (alert.status, alert.decision, alert.outcome) == ("closed", "training", "helped")
    steps = list(alert.steps.order_by("pk").values_list("verb", "by__username", "note"))
    assert steps[1:] == [
        ("assign", "chief", ""),
        ("intervene", "lee", "De-escalation course."),
        ("close", "lee", "Calmer stops."),
    ]


def test_no_action_is_an_answer_and_needs_its_reason(alder: Client, chief: User) -> None:
    alert = alert_in("raised", chief=chief, client=alder)
    with pytest.raises(InvalidInput, match="Give a reason"):
        answer(by=chief, alert_id=alert.pk, version=1, decision="no_action", reason=" ")
    alert = answer(
        by=chief, alert_id=alert.pk, version=1, decision="no_action", reason="All of one event."
    )
    assert (alert.status, alert.closed_on) == ("closed", timezone.localdate())


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "closed", "closed_on": timezone.localdate()},
        {"status": "closed", "decision": "training", "closed_on": timezone.localdate()},
        {"status": "followed_up", "decision": "training", "answered_on": timezone.localdate()},
        {"decision": "training"},
        {"decision_reason": "x", "status": "followed_up"},
        {"status": "forgotten"},
        {"level": "severe"},
        {"outcome": "fine"},
        {"officer": None},
    ],
    ids=str,
)
def test_the_database_refuses_an_alert_that_passed_without_an_answer(
    alder: Client, chief: User, changes: dict[str, Any]
) -> None:
    alert = alert_in("raised", chief=chief, client=alder)
    with pytest.raises(IntegrityError), transaction.atomic():
        Alert.objects.filter(pk=alert.pk).update(**changes)


@pytest.mark.parametrize("status", list(ALERT.states))
@pytest.mark.parametrize("verb", ["assign", "answer", "close"])
def test_every_step_is_taken_only_from_its_own_states(
    alder: Client, chief: User, status: str, verb: str
) -> None:
    alert = alert_in(status, chief=chief, client=alder)
    asked: dict[str, Any] = {"by": chief, "alert_id": alert.pk, "version": alert.version}
    acts: dict[str, Any] = {
        "assign": lambda: assign(**asked, owner=chief),
        "answer": lambda: answer(**asked, decision="training", reason="Because."),
        "close": lambda: close(**asked, outcome="helped", note="Because."),
    }
    allowed = status == "followed_up" if verb == "close" else status in UNANSWERED
    if allowed:
        acts[verb]()
    else:
        with pytest.raises(InvalidTransition):
            acts[verb]()


def test_an_old_version_changes_nothing(alder: Client, chief: User) -> None:
    alert = alert_in("assigned", chief=chief, client=alder)
    with pytest.raises(Conflict):
        answer(by=chief, alert_id=alert.pk, version=1, decision="training", reason="Because.")
    alert.refresh_from_db()
    assert alert.decision == ""


def test_an_alert_goes_only_to_somebody_of_the_department(
    alder: Client, chief: User, uma: User, rita: User
) -> None:
    alert = alert_in("raised", chief=chief, client=alder)
    for outsider in (uma, rita):
        with pytest.raises(InvalidInput, match="does not work for this department"):
            assign(by=chief, alert_id=alert.pk, version=1, owner=outsider)


def test_whoever_answers_sees_their_own_alerts_and_nobody_outside_sees_any(
    alder: Client, chief: User, lee: User, uma: User, rita: User, cal: User, ben: User
) -> None:
    alert = alert_in("raised", chief=chief, client=alder)
    for person in (lee, uma, rita, cal, ben):
        assert not Alert.objects.visible_to(person).exists()
        with pytest.raises(NotFound):
            answer(by=person, alert_id=alert.pk, version=1, decision="training", reason="Mine.")
    assign(by=chief, alert_id=alert.pk, version=1, owner=lee)
    assert Alert.objects.visible_to(lee).get() == alert
    with pytest.raises(PermissionDenied):
        assign(by=lee, alert_id=alert.pk, version=2, owner=chief)


def test_disagreeing_needs_a_reason_and_is_counted_by_rule(alder: Client, chief: User) -> None:
    alert = alert_in("raised", chief=chief, client=alder)
    with pytest.raises(InvalidInput, match="Give a reason"):
        give_feedback(by=chief, alert_id=alert.pk, agrees=False)
    with pytest.raises(InvalidInput, match="was not raised by"):
        give_feedback(by=chief, alert_id=alert.pk, agrees=True, rule="force_3")
    row = give_feedback(
        by=chief, alert_id=alert.pk, agrees=False, rule="complaints_12", note="One loud neighbour."
    )
    assert row.alert == alert
    with pytest.raises(IntegrityError), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(note="")


def test_the_record_of_acts_holds_no_words_of_an_alert(alder: Client, chief: User) -> None:
    alert_in("closed", chief=chief, client=alder)
    facts = " ".join(AuditEvent.objects.values_list("facts", flat=True))
    assert "Talked it through" not in facts
    assert "Quiet since" not in facts
    assert Alert.objects.get().officer is not None
    assert str(Alert.objects.get().officer) not in facts


def test_a_new_version_of_rules_leaves_the_earlier_one_on_record(
    alder: Client, chief: User
) -> None:
    adopted(chief, alder)
    stricter = [replace(DEFAULT_RULES[0], warning=2), *DEFAULT_RULES[1:]]
    second = adopted(chief, alder, stricter)
    assert (second.number, second.rules[0]["warning"]) == (2, 2)
    assert alder.rule_versions.count() == 2


@pytest.mark.parametrize(
    ("changes", "match"),
    [
        ({"reason": ""}, "Give a reason"),
        ({"rules": [COMPARISON]}, "all recorded complaints"),
        ({"in_force_on": timezone.localdate() - timedelta(days=1)}, "which has passed"),
    ],
)
def test_rules_that_may_not_be_are_refused(
    alder: Client, chief: User, changes: dict[str, Any], match: str
) -> None:
    asked = {
        "by": chief,
        "client_code": alder.code,
        "rules": DEFAULT_RULES,
        "reason": "Agreed.",
        "in_force_on": timezone.localdate(),
    }
    with pytest.raises(InvalidInput, match=match):
        adopt_rules(**{**asked, **changes})


def test_versions_come_into_force_in_their_order(alder: Client, chief: User) -> None:
    later = timezone.localdate() + timedelta(days=30)
    adopt_rules(
        by=chief, client_code=alder.code, rules=DEFAULT_RULES, reason="Next.", in_force_on=later
    )
    with pytest.raises(InvalidInput, match="cannot come before it"):
        adopted(chief, alder)


def test_only_the_chief_adopts_rules(alder: Client, lee: User, uma: User, rita: User) -> None:
    for person in (lee, uma, rita):
        with pytest.raises(PermissionDenied):
            adopted(person, alder)
