"""Referral reasons: what is learned while a policy runs, kept until the next review opens."""

from collections.abc import Collection
from datetime import date
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from riskcore.access.models import User
from riskcore.access.scoping import Person
from riskcore.audit import actions as audit
from riskcore.clients.models import Client
from riskcore.clients.queries import check
from riskcore.clients.queries import find as find_client
from riskcore.errors import Conflict, InvalidInput, NotFound
from riskcore.underwriting.bounds import Asked, plans_for
from riskcore.underwriting.codes import BlockingPoint
from riskcore.underwriting.evaluation import raise_issue
from riskcore.underwriting.measures import Question, Subject, check_all
from riskcore.underwriting.models import Issue, Review, UnderwritingQuerySet
from riskcore.underwriting.permissions import RECORD
from riskcore.underwriting.plan import PLAN
from riskcore.underwriting.rules import Firing, same_values
from riskcore.underwriting.states import BEFORE_BINDING, REFERRAL_LIFE

BY_HAND = "by_hand"
LONGEST_LABEL = 120


class ReferralReason(models.Model):
    """Something learned while a policy runs; when the next review opens it becomes an issue of it.

    contradicts: what was said before binding, where what was learned contradicts it; options are then
    drafted (``options``), and none is carried out.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="referral_reasons")
    rule = models.CharField(max_length=48)
    key = models.CharField(max_length=96, blank=True)
    label = models.CharField(max_length=LONGEST_LABEL)
    blocking = models.CharField(max_length=16, choices=[(e.value, e.label) for e in BlockingPoint])
    sentence = models.TextField()
    contradicts = models.TextField(blank=True)
    values = models.JSONField(default=dict)
    rows = models.JSONField(default=list)
    status = models.CharField(max_length=16, default=REFERRAL_LIFE.initial)
    version = models.PositiveIntegerField(default=1)
    learned_on = models.DateField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    issue = models.ForeignKey(
        Issue, on_delete=models.PROTECT, related_name="reasons", null=True, blank=True
    )
    ended_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_reason = models.TextField(blank=True)

    objects = UnderwritingQuerySet["ReferralReason"].as_manager()

    class Meta:
        ordering = ["client_id", "-learned_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["client", "rule", "key"],
                condition=Q(status="open"),
                name="referral_reason_open_once",
            ),
            models.CheckConstraint(
                condition=Q(status__in=list(REFERRAL_LIFE.states)), name="referral_status_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.key}".strip()


def record_reason(
    *,
    by: User,
    client_code: str,
    label: str,
    sentence: str,
    blocking: str = BlockingPoint.QUOTE.value,
    learned_on: date | None = None,
    contradicts: str = "",
) -> ReferralReason:
    """Keep something learned while the policy runs, for the next review.

    Raises NotFound, PermissionDenied; InvalidInput for an empty text, an unknown blocking point or a
    day to come. Records ``underwriting.referral_recorded``.
    """
    client = find_client(by=by, code=client_code, permission=RECORD)
    learned = learned_on or timezone.localdate()
    check_words(label, sentence, blocking)
    if learned > timezone.localdate():
        raise InvalidInput(
            "referral.day_in_future",
            f"You recorded something learned on {learned}, which has yet to come. Correct the day.",
            field="learned_on",
        )
    with transaction.atomic():
        Client.objects.select_for_update().get(pk=client.pk)
        count = ReferralReason.objects.filter(client=client, rule=BY_HAND).count()
        row = ReferralReason.objects.create(
            client=client,
            rule=BY_HAND,
            key=str(count + 1),
            label=label.strip(),
            blocking=blocking,
            sentence=sentence.strip(),
            contradicts=contradicts.strip(),
            learned_on=learned,
            recorded_by=by,
            recorded_at=timezone.now(),
        )
        _record(by, "referral_recorded", row, label=row.label, blocking=blocking)
    return row


@transaction.atomic
def dismiss(*, by: User, reason_id: int, version: int, reason: str) -> ReferralReason:
    """Set a referral reason aside; why is required. One of a rule comes back when its values change.

    Records ``underwriting.referral_dismissed``.
    """
    row = find_reason(by=by, reason_id=reason_id)
    check(by=by, permission=RECORD, client=row.client)
    if not reason.strip():
        raise InvalidInput(
            "referral.reason_missing",
            "You set a referral reason aside without saying why. Give a reason: it is kept.",
            field="reason",
        )
    step = REFERRAL_LIFE.step("dismiss", row.status)
    changed = ReferralReason.objects.filter(pk=row.pk, status=row.status, version=version).update(
        status=step.target,
        version=version + 1,
        ended_by=by,
        ended_at=timezone.now(),
        ended_reason=reason.strip(),
    )
    if not changed:
        raise Conflict(
            "referral.changed",
            "Somebody changed this referral reason after you read it; nothing was done. Read it again.",
            reason=row.pk,
        )
    row.refresh_from_db()
    _record(by, "referral_dismissed", row, label=row.label, reason=row.ended_reason)
    return row


def turn_into_issues(*, by: User, review: Review) -> int:
    """Make an issue of every open referral reason of the review's client; returns how many.

    One that a rule of the review finds by itself joins that rule's issue. Called within the transaction
    of the verb that opens or looks again.
    """
    open_ = ReferralReason.objects.filter(client=review.client_id, status="open")
    turned = 0
    for row in open_.order_by("id"):
        issue = Issue.objects.filter(review=review, rule=row.rule, key=row.key).first()
        if issue is None:
            issue = raise_issue(
                by=by,
                review=review,
                rule=row.rule,
                key=row.key,
                label=row.label,
                blocking=row.blocking,
                sentence=row.sentence,
                values=row.values,
                rows=row.rows,
            )
        step = REFERRAL_LIFE.step("turn", row.status)
        ReferralReason.objects.filter(pk=row.pk, status=row.status).update(
            status=step.target,
            version=row.version + 1,
            issue=issue,
            ended_by=by,
            ended_at=timezone.now(),
            ended_reason=f"Became an issue of the review {review.number}.",
        )
        _record(by, "referral_turned", row, label=row.label, review=review.number)
        turned += 1
    return turned


@transaction.atomic
def learn(*, by: User, clients: Collection[Client], as_of: date) -> int:
    """Run the rules over clients whose policy runs and who are not under review, and keep what is new
    as referral reasons; returns how many were. A fixed number of queries beside the rows written.

    What was dismissed, or has become an issue, is not kept again while its values are the same.
    """
    free = _without_review(clients)
    question = Question(
        subjects=tuple(
            Subject(client_id=each.pk, code=each.code, carrier_id=each.carrier_id) for each in free
        ),
        as_of=as_of,
        plan=PLAN,
        plans=plans_for([Asked(client=each, on=as_of) for each in free]),
    )
    if not free:
        return 0
    checked = check_all(question)
    known = _latest([each.pk for each in free])
    new = 0
    for client in free:
        for firing in checked[client.pk].firings:
            if _is_new(firing, known.get((client.pk, *firing.identity))):
                _keep(by, client, firing, as_of)
                new += 1
    return new


def find_reason(*, by: Person, reason_id: int) -> ReferralReason:
    """The referral reason with this id, if ``by`` may see it; otherwise NotFound."""
    row = (
        ReferralReason.objects.visible_to(by)
        .select_related("client", "recorded_by")
        .filter(pk=reason_id)
        .first()
    )
    if row is None:
        raise NotFound(
            "referral.unknown",
            f"You asked for the referral reason {reason_id}; there is none with that id that you may "
            "see.",
            reason=reason_id,
        )
    return row


def reasons(*, by: Person, client: Client) -> "QuerySet[ReferralReason]":
    """The client's referral reasons that ``by`` may see: the open ones first, the latest first."""
    rows = ReferralReason.objects.visible_to(by).filter(client=client)
    return rows.select_related("recorded_by", "ended_by").order_by("-status", "-learned_on", "-id")


def check_words(label: str, sentence: str, blocking: str) -> None:
    """InvalidInput where a reason or an issue written by hand lacks its words."""
    if not label.strip() or not sentence.strip():
        raise InvalidInput(
            "referral.text_missing",
            "Say what it is in a few words, and what was learned in a sentence.",
            field="label" if not label.strip() else "sentence",
        )
    if len(label.strip()) > LONGEST_LABEL:
        raise InvalidInput(
            "referral.label_long",
            f"The heading has {len(label.strip())} characters and may have {LONGEST_LABEL}. Shorten "
            "it.",
            field="label",
        )
    if blocking not in [point.value for point in BlockingPoint]:
        raise InvalidInput(
            "referral.blocking_unknown",
            f"{blocking!r} is no point at which a review can be stopped. Use one of "
            f"{', '.join(point.value for point in BlockingPoint)}.",
            field="blocking",
        )


def _without_review(clients: Collection[Client]) -> list[Client]:
    busy = set(
        Review.objects.filter(
            client__in=[each.pk for each in clients], status__in=BEFORE_BINDING
        ).values_list("client_id", flat=True)
    )
    return [each for each in clients if each.pk not in busy]


def _latest(client_ids: Collection[int]) -> dict[tuple[int, str, str], ReferralReason]:
    rows = ReferralReason.objects.filter(client__in=client_ids).order_by("id")
    return {(row.client_id, row.rule, row.key): row for row in rows}


def _is_new(firing: Firing, known: ReferralReason | None) -> bool:
    if known is None:
        return True
    return known.status != "open" and not same_values(known.values, firing.values)


def _keep(by: User, client: Client, firing: Firing, as_of: date) -> None:
    row = ReferralReason.objects.create(
        client=client,
        rule=firing.rule.key,
        key=firing.key,
        label=firing.rule.label,
        blocking=firing.rule.blocking.value,
        sentence=firing.sentence,
        values=firing.values,
        rows=list(firing.rows),
        learned_on=as_of,
        recorded_by=by,
        recorded_at=timezone.now(),
    )
    _record(by, "referral_learned", row, rule=row.rule, key=row.key)


def _record(by: User, verb: str, row: ReferralReason, **facts: Any) -> None:
    audit.record(by=by, verb=f"underwriting.{verb}", subject=row, client=row.client, **facts)
