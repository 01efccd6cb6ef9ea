"""Read models of early warnings: the inbox and one alert for the department, its rules with their own
record, and counts for everybody else."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from django.db.models import Count, Q

from accountability.suppression import THRESHOLD
from accountability.warnings.actions import find_alert
from accountability.warnings.backtest import Trial, audit
from accountability.warnings.evaluating import flagged_by
from accountability.warnings.groups import GroupTest, compare_groups
from accountability.warnings.history import departments
from accountability.warnings.models import Alert, AlertFeedback, RuleVersion
from accountability.warnings.plan import ANSWER_DAYS, COMPARISON, DEFAULT_RULES, read
from accountability.warnings.rules import Rule, assess
from accountability.warnings.states import ALERT, DECISIONS, OUTCOMES, UNANSWERED
from riskcore.access.models import Membership, User
from riskcore.access.rules import roles_for
from riskcore.access.scoping import Person
from riskcore.clients.models import Client
from riskcore.clients.queries import can, find, held
from riskcore.errors import InvalidInput

AGES = ((0, 7), (8, 30), (31, 90), (91, None))


@dataclass(frozen=True, kw_only=True)
class AlertRow:
    """One alert as its department sees it. days_open: since it was raised, while unanswered."""

    id: int
    client_code: str
    officer: str
    level: str
    status: str
    status_meaning: str
    rules: tuple[str, ...]
    reasons: tuple[str, ...]
    raised_on: date
    due_on: date
    days_open: int | None
    late_by: int
    owner: str
    decision: str
    decision_words: str
    decision_reason: str
    answered_on: date | None
    follow_up_on: date | None
    outcome_words: str
    closed_on: date | None
    version: int
    verbs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StepRow:
    """One act on an alert."""

    verb: str
    on: date
    by: str
    owner: str
    note: str


@dataclass(frozen=True, kw_only=True)
class FeedbackRow:
    rule: str
    agrees: bool
    note: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class OneAlert:
    """An alert with its history, what was said of it, and who may be given it."""

    row: AlertRow
    steps: tuple[StepRow, ...]
    feedback: tuple[FeedbackRow, ...]
    owners: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Inbox:
    """Alerts that wait, oldest first, and those closed lately; ages: of those unanswered."""

    waiting: tuple[AlertRow, ...]
    followed_up: tuple[AlertRow, ...]
    closed: tuple[AlertRow, ...]
    ages: tuple[tuple[str, int], ...]


@dataclass(frozen=True, kw_only=True)
class RuleRecord:
    """One rule with its record: trials newest first, how often supervisors agreed, alerts it raised."""

    rule: Rule
    flagged_now: int
    cannot: str
    trials: tuple[Trial, ...]
    agreed: int
    disagreed: int


@dataclass(frozen=True, kw_only=True)
class RuleBook:
    """The rules of a department. number 0: none adopted, and these are the ones it may begin with."""

    number: int
    in_force_on: date | None
    reason: str
    rules: tuple[RuleRecord, ...]
    versions: tuple[RuleVersion, ...]


@dataclass(frozen=True, kw_only=True)
class AlertCount:
    """One client's rules in force, and its alerts on a day. late: unanswered for over 30 days."""

    adopted: bool = False
    raised: int = 0
    unanswered: int = 0
    late: int = 0


def inbox(*, by: Person, client_code: str, as_of: date, size: int = 100) -> Inbox:
    """Alerts of a client that ``by`` may see: all of them to the chief, their own to others.

    Raises NotFound, PermissionDenied. A fixed number of queries.
    """
    client = find(by=by, code=client_code, permission="warning.answer")
    may = held(by=by, client=client)
    rows = (
        Alert.objects.visible_to(by)
        .filter(client=client, raised_on__lte=as_of)
        .select_related("client", "officer", "owner")
    )
    found = [
        _row(alert, as_of, may)
        for alert in rows.exclude(status="closed").order_by("due_on", "pk")[: size * 10]
    ]
    waiting = [row for row in found if row.status in UNANSWERED]
    return Inbox(
        waiting=tuple(waiting),
        followed_up=tuple(row for row in found if row.status == "followed_up"),
        closed=tuple(
            _row(alert, as_of, may)
            for alert in rows.filter(status="closed").order_by("-closed_on", "-pk")[:size]
        ),
        ages=_ages([row.days_open or 0 for row in waiting]),
    )


def one_alert(*, by: User, alert_id: int, as_of: date) -> OneAlert:
    """One alert with its history. Raises NotFound."""
    alert = find_alert(by=by, alert_id=alert_id)
    may = held(by=by, client=alert.client)
    return OneAlert(
        row=_row(alert, as_of, may),
        steps=tuple(
            StepRow(
                verb=step.verb,
                on=step.happened_on,
                by=step.by.get_full_name() or step.by.username,
                owner=_name(step.owner),
                note=step.note,
            )
            for step in alert.steps.select_related("by", "owner").order_by("pk")
        ),
        feedback=tuple(
            FeedbackRow(
                rule=row.rule,
                agrees=row.agrees,
                note=row.note,
                by=_name(row.by),
                at=row.recorded_at,
            )
            for row in alert.feedback.select_related("by").order_by("pk")
        ),
        owners=tuple(user.username for user in may_answer(client=alert.client))
        if "warning.assign" in may
        else (),
    )


def may_answer(*, client: Client) -> list[User]:
    """The people of a client's departments who may be given an alert."""
    members = Membership.objects.filter(
        organisation__department__client=client,
        role__in=roles_for("warning.answer"),
        ended_at__isnull=True,
    )
    return list(
        User.objects.filter(pk__in=members.values("user"), is_active=True).order_by("username")
    )


def owner_named(alert: OneAlert, *, username: str) -> User:
    """One of the alert's possible owners by user name. Anybody else, known to the house or not, is the
    same InvalidInput: nobody learns from it who has an account."""
    if username not in alert.owners:
        raise InvalidInput(
            "alert.owner",
            "The alert was to go to somebody who does not work for this department. Choose somebody who "
            "does.",
            field="owner",
        )
    return User.objects.get(username=username)


def rule_book(*, by: Person, client_code: str, as_of: date) -> RuleBook:
    """The rules of a department, each asked of its own history. Raises NotFound, PermissionDenied."""
    client = find(by=by, code=client_code, permission="warning.view")
    versions = tuple(
        RuleVersion.objects.visible_to(by)
        .filter(client=client)
        .select_related("adopted_by")
        .order_by("-number")
    )
    current = next((version for version in versions if version.in_force_on <= as_of), None)
    rules = read(current.rules) if current else DEFAULT_RULES
    feedback = Counter(
        AlertFeedback.objects.filter(alert__client=client).values_list("rule", "agrees")
    )
    return RuleBook(
        number=current.number if current else 0,
        in_force_on=current.in_force_on if current else None,
        reason=current.reason if current else "",
        rules=tuple(_records(client, (*rules, COMPARISON), as_of, feedback)),
        versions=versions,
    )


def trials(*, by: Person, client_code: str, rules: Sequence[Rule], as_of: date) -> list[Trial]:
    """Any rules asked of the department's own history, before they are adopted."""
    client = find(by=by, code=client_code, permission="warning.view")
    record = departments([client.pk]).get(client.pk)
    if record is None:
        return []
    return audit(rules, record.history, first=record.first, last=min(record.last, as_of))


def _records(
    client: Client, rules: Sequence[Rule], as_of: date, feedback: Mapping[tuple[str, bool], int]
) -> list[RuleRecord]:
    record = departments([client.pk]).get(client.pk)
    found = []
    for rule in rules:
        if record is None:
            flagged, cannot, tried = 0, "nothing is on record", []
        else:
            now = assess(rule, record.history, as_of=as_of)
            flagged, cannot = int(now.flagged.sum()), now.cannot
            tried = audit([rule], record.history, first=record.first, last=min(record.last, as_of))
        found.append(
            RuleRecord(
                rule=rule,
                flagged_now=flagged,
                cannot=cannot,
                trials=tuple(tried),
                agreed=feedback.get((rule.key, True), 0),
                disagreed=feedback.get((rule.key, False), 0),
            )
        )
    return found


def group_test(
    *, by: User, client_code: str, rule_key: str, groups: Mapping[str, str], as_of: date
) -> GroupTest:
    """Flag rates of one rule by groups that the department names, by officer token. The groups are
    neither stored nor recorded. Raises NotFound, PermissionDenied."""
    client = find(by=by, code=client_code, permission="warning.view")
    version = RuleVersion.objects.filter(client=client).in_force(as_of).first()
    rules = read(version.rules) if version else DEFAULT_RULES
    record = departments([client.pk]).get(client.pk)
    if record is None:
        return compare_groups([], {})
    asked = [assess(rule, record.history, as_of=as_of) for rule in rules if rule.key == rule_key]
    tokens = dict(client.officers.values_list("pk", "token"))
    known = {
        tokens[record.officer_ids[place]]
        for found in asked
        for place in np.flatnonzero(found.assessed)
    }
    flagged = {tokens[one.officer_id] for one in flagged_by(asked, record)}
    return compare_groups(
        flagged, {token: group for token, group in groups.items() if token in known}
    )


def alert_counts(*, client_ids: Collection[int], as_of: date) -> dict[int, AlertCount]:
    """Alerts by client id on a day, for clients that had rules in force by then. Two queries."""
    adopted = set(
        RuleVersion.objects.filter(client__in=client_ids, in_force_on__lte=as_of)
        .order_by()
        .values_list("client_id", flat=True)
        .distinct()
    )
    raised = Alert.objects.filter(client__in=client_ids, raised_on__lte=as_of).order_by()
    open_then = Q(answered_on__isnull=True) | Q(answered_on__gt=as_of)
    counts = {client_id: AlertCount(adopted=True) for client_id in adopted}
    for client_id, total, unanswered in raised.values_list("client_id").annotate(
        total=Count("id"), unanswered=Count("id", filter=open_then)
    ):
        counts[client_id] = AlertCount(
            adopted=client_id in adopted, raised=total, unanswered=unanswered
        )
    late = raised.unanswered(as_of).older_than(ANSWER_DAYS, as_of)
    for client_id, count in late.values_list("client_id").annotate(Count("id")):
        known = counts[client_id]
        counts[client_id] = AlertCount(
            adopted=known.adopted, raised=known.raised, unanswered=known.unanswered, late=count
        )
    return counts


def count_sentence(*, by: Person, client: Client, as_of: date) -> str:
    """What whoever may read counts is told of a client's alerts; small counts are not shown outside."""
    count = alert_counts(client_ids=[client.pk], as_of=as_of).get(client.pk, AlertCount())
    if not count.adopted:
        return f"{client.name} has adopted no early-warning rules."
    if can(by=by, permission="warning.view", client=client):
        return (
            f"{count.unanswered} of {count.raised} alerts wait for an answer, {count.late} of them for "
            f"more than {ANSWER_DAYS} days."
        )
    late = str(count.late) if count.late >= THRESHOLD else f"Fewer than {THRESHOLD}"
    return (
        f"Early-warning rules are in force. {late} alerts have waited more than {ANSWER_DAYS} days."
    )


def _ages(days: Sequence[int]) -> tuple[tuple[str, int], ...]:
    result = []
    for low, high in AGES:
        words = f"{low} to {high} days" if high is not None else f"more than {low - 1} days"
        count = sum(low <= day and (high is None or day <= high) for day in days)
        result.append((words, count))
    return tuple(result)


def _name(user: User | None) -> str:
    return (user.get_full_name() or user.username) if user else ""


def _row(alert: Alert, as_of: date, may: frozenset[str]) -> AlertRow:
    waits = alert.status in UNANSWERED
    due = alert.due_on if waits else alert.follow_up_on
    late = (as_of - due).days if due and alert.status != "closed" else 0
    return AlertRow(
        id=alert.pk,
        client_code=alert.client.code,
        officer=alert.officer.token if alert.officer else "",
        level=alert.level,
        status=alert.status,
        status_meaning=ALERT.states[alert.status],
        rules=tuple(alert.rules),
        reasons=tuple(alert.reasons),
        raised_on=alert.raised_on,
        due_on=alert.due_on,
        days_open=(as_of - alert.raised_on).days if waits else None,
        late_by=max(late, 0),
        owner=_name(alert.owner),
        decision=alert.decision,
        decision_words=DECISIONS.get(alert.decision, ""),
        decision_reason=alert.decision_reason,
        answered_on=alert.answered_on,
        follow_up_on=alert.follow_up_on,
        outcome_words=OUTCOMES.get(alert.outcome, ""),
        closed_on=alert.closed_on,
        version=alert.version,
        verbs=tuple(
            verb
            for verb, step in ALERT.steps.items()
            if alert.status in step.sources and step.permission in may
        ),
    )
