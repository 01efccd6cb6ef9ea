"""Adopting rules, and what supervisors do with alerts: assign, answer, follow up, say whether right."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accountability.warnings.models import Alert, AlertFeedback, AlertStep, RuleVersion
from accountability.warnings.plan import FOLLOW_UP_DAYS, written
from accountability.warnings.rules import Rule, check_rule
from accountability.warnings.states import ALERT, DECISIONS, NO_ACTION, OUTCOMES
from riskcore.access.models import User
from riskcore.audit import actions as audit
from riskcore.clients.models import Client
from riskcore.clients.queries import can, check, find
from riskcore.errors import Conflict, InvalidInput, NotFound


@transaction.atomic
def adopt_rules(
    *, by: User, client_code: str, rules: Sequence[Rule], reason: str, in_force_on: date
) -> RuleVersion:
    """Put a new version of the department's rules in force from a day on; earlier ones stay on record.

    Raises NotFound, PermissionDenied; InvalidInput for a rule that may not be, a missing reason, or a
    day that has passed. Records ``warnings.rules_adopted``.
    """
    client = find(by=by, code=client_code, permission="warning.adopt_rules")
    client = Client.objects.select_for_update().get(pk=client.pk)
    for rule in rules:
        check_rule(rule)
    _required(reason, "adopt rules")
    if in_force_on < timezone.localdate():
        raise InvalidInput(
            "warnings.rules_in_past",
            f"Rules were to be in force from {in_force_on}, which has passed; what was raised until "
            "now stands under the rules of its day. Name today or a later day.",
        )
    latest = RuleVersion.objects.filter(client=client).order_by("-number").first()
    if latest and latest.in_force_on > in_force_on:
        raise InvalidInput(
            "warnings.rules_out_of_order",
            f"Version {latest.number} comes into force on {latest.in_force_on}; a later version cannot "
            "come before it. Name that day or a later one.",
        )
    row = RuleVersion.objects.create(
        client=client,
        number=latest.number + 1 if latest else 1,
        rules=written(rules),
        in_force_on=in_force_on,
        reason=reason.strip(),
        adopted_by=by,
        recorded_at=timezone.now(),
    )
    audit.record(
        by=by,
        verb="warnings.rules_adopted",
        subject=row,
        client=client,
        number=row.number,
        in_force_on=in_force_on,
        reason=row.reason,
    )
    return row


def assign(*, by: User, alert_id: int, version: int, owner: User) -> Alert:
    """Give an alert to somebody of the department to answer. Raises InvalidInput for somebody who may
    not. Records ``alert.assign``."""
    alert = find_alert(by=by, alert_id=alert_id)
    if not can(by=owner, permission="warning.answer", client=alert.client):
        raise InvalidInput(
            "alert.owner",
            "The alert was to go to somebody who does not work for this department. Choose somebody who "
            "does.",
        )
    return _move("assign", by=by, alert=alert, version=version, owner=owner)


def answer(
    *,
    by: User,
    alert_id: int,
    version: int,
    decision: str,
    reason: str,
    follow_up_on: date | None = None,
) -> Alert:
    """Decide on an alert, with the reason. An intervention is looked at again on a day; no action
    closes the alert.

    Raises NotFound, PermissionDenied, InvalidTransition, Conflict; InvalidInput for an unknown
    decision, a missing reason, or a day of follow-up that has passed. Records ``alert.intervene`` or
    ``alert.dismiss``.
    """
    alert = find_alert(by=by, alert_id=alert_id)
    today = timezone.localdate()
    _known("decision", decision, DECISIONS)
    _required(reason, "answer an alert")
    told = {
        "decision": decision,
        "decision_reason": reason.strip(),
        "answered_by": by,
        "answered_on": today,
    }
    if decision == NO_ACTION:
        return _move(
            "dismiss", by=by, alert=alert, version=version, note=reason, closed_on=today, **told
        )
    again = follow_up_on or today + timedelta(days=FOLLOW_UP_DAYS)
    if again <= today:
        raise InvalidInput(
            "alert.follow_up_in_past",
            f"A follow-up was to be on {again}; name a day after today.",
        )
    return _move(
        "intervene", by=by, alert=alert, version=version, note=reason, follow_up_on=again, **told
    )


def close(*, by: User, alert_id: int, version: int, outcome: str, note: str) -> Alert:
    """Say what came of an intervention, which closes the alert. Records ``alert.close``."""
    alert = find_alert(by=by, alert_id=alert_id)
    _known("outcome", outcome, OUTCOMES)
    _required(note, "close an alert")
    return _move(
        "close",
        by=by,
        alert=alert,
        version=version,
        note=note,
        outcome=outcome,
        closed_on=timezone.localdate(),
    )


@transaction.atomic
def give_feedback(
    *, by: User, alert_id: int, agrees: bool, rule: str = "", note: str = ""
) -> AlertFeedback:
    """Say whether an alert, or one rule behind it, was right. Disagreeing needs a reason.

    Raises NotFound, PermissionDenied, InvalidInput. Records ``alert.feedback``, without the words.
    """
    alert = find_alert(by=by, alert_id=alert_id)
    check(by=by, permission="warning.answer", client=alert.client)
    if rule and rule not in alert.rules:
        raise InvalidInput(
            "alert.rule_unknown",
            f"The alert was not raised by {rule!r}; its rules are {', '.join(alert.rules)}.",
        )
    if not agrees:
        _required(note, "disagree with an alert")
    row = AlertFeedback.objects.create(
        alert=alert,
        rule=rule,
        agrees=agrees,
        note=note.strip(),
        by=by,
        recorded_at=timezone.now(),
    )
    audit.record(
        by=by, verb="alert.feedback", subject=alert, client=alert.client, rule=rule, agrees=agrees
    )
    return row


def find_alert(*, by: User, alert_id: int) -> Alert:
    """The alert, where ``by`` may see it; NotFound otherwise."""
    row = (
        Alert.objects.visible_to(by)
        .select_related("client", "officer", "owner", "answered_by")
        .filter(pk=alert_id)
        .first()
    )
    if row is None:
        raise NotFound(
            "alert.unknown",
            f"You asked for the alert {alert_id}; there is none with that number that you may see.",
            alert=alert_id,
        )
    return row


@transaction.atomic
def _move(
    verb: str, *, by: User, alert: Alert, version: int, note: str = "", **changes: Any
) -> Alert:
    """One step of the life of an alert; its words stay in the alert, the record of acts has none."""
    check(by=by, permission=ALERT.steps[verb].permission, client=alert.client)
    step = ALERT.step(verb, alert.status)
    mine = Alert.objects.filter(pk=alert.pk, status=alert.status, version=version)
    if not mine.update(status=step.target, version=version + 1, **changes):
        raise Conflict(
            "alert.changed",
            f"Somebody changed the alert {alert.pk} after you read it; nothing was done. Read it again "
            "and repeat what you asked for if it still applies.",
            alert=alert.pk,
        )
    AlertStep.objects.create(
        alert=alert,
        verb=verb,
        by=by,
        happened_on=timezone.localdate(),
        recorded_at=timezone.now(),
        owner=changes.get("owner"),
        note=note.strip(),
    )
    alert.refresh_from_db()
    audit.record(
        by=by,
        verb=f"alert.{verb}",
        subject=alert,
        client=alert.client,
        decision=alert.decision,
        owner=alert.owner.username if alert.owner else "",
    )
    return alert


def _required(words: str, what: str) -> None:
    if not words.strip():
        raise InvalidInput(
            "warnings.reason_missing",
            f"You asked to {what} without saying why. Give a reason: an alert without one counts "
            "against whoever let it pass.",
        )


def _known(noun: str, word: str, allowed: Any) -> None:
    if word not in allowed:
        raise InvalidInput(
            "warnings.word",
            f"The {noun} {word!r} was given; it must be one of: {', '.join(allowed)}.",
        )
