"""Contingencies: what the client has yet to show, and by when.

A critical recommendation past due has exactly one open contingency: ``ensure`` sees to that, by the
scheduled work of every day and whenever the contingencies of a client are read.
"""

from collections.abc import Collection
from datetime import date
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from riskcore.access.models import User
from riskcore.access.scoping import Person, system_user
from riskcore.audit import actions as audit
from riskcore.clients.models import Client
from riskcore.clients.queries import check
from riskcore.clients.queries import find as find_client
from riskcore.errors import Conflict, InvalidInput, InvalidTransition, NotFound
from riskcore.recommendations.models import Recommendation
from riskcore.recommendations.states import OWED
from riskcore.underwriting.finding import find_review
from riskcore.underwriting.models import Review, UnderwritingQuerySet
from riskcore.underwriting.permissions import RECORD
from riskcore.underwriting.states import CONTINGENCY_LIFE, UNDER_WAY
from riskcore.units import write_date

LONGEST_TITLE = 200
ENDS_WITH = {
    "verified_closed": "meet",
    "alternative_accepted": "meet",
    "risk_accepted": "withdraw",
    "withdrawn": "withdraw",
    "superseded": "withdraw",
}


class OfContingency(UnderwritingQuerySet["ContingencyNote"]):
    client_path = "contingency__client"


class Contingency(models.Model):
    """Something the client must show by a day. recommendation: the overdue critical one it came
    from."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="contingencies")
    review = models.ForeignKey(
        Review, on_delete=models.PROTECT, related_name="contingencies", null=True, blank=True
    )
    policy_number = models.CharField(max_length=64, blank=True)
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    title = models.CharField(max_length=LONGEST_TITLE)
    wanted = models.TextField(help_text="What has to be shown.")
    due_on = models.DateField()
    status = models.CharField(max_length=16, default=CONTINGENCY_LIFE.initial)
    status_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = UnderwritingQuerySet["Contingency"].as_manager()

    class Meta:
        ordering = ["client_id", "due_on", "id"]
        verbose_name_plural = "contingencies"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["recommendation"],
                condition=Q(status="open"),
                name="contingency_of_recommendation_once",
            ),
            models.CheckConstraint(
                condition=Q(status__in=list(CONTINGENCY_LIFE.states)),
                name="contingency_status_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def days_overdue(self, today: date) -> int:
        """Whole days past due while it is open; otherwise 0."""
        return max((today - self.due_on).days, 0) if self.status == "open" else 0


class ContingencyNote(models.Model):
    """What was said of a contingency on the way; appended."""

    contingency = models.ForeignKey(Contingency, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = OfContingency.as_manager()

    class Meta:
        ordering = ["contingency_id", "id"]

    def __str__(self) -> str:
        return f"note {self.pk}"


@transaction.atomic
def set_contingency(
    *,
    by: User,
    client_code: str,
    title: str,
    wanted: str,
    due_on: date,
    review_number: str = "",
    policy_number: str = "",
) -> Contingency:
    """Have the client show something by a day, on a review or on a policy.

    Raises NotFound, PermissionDenied; InvalidInput for an empty text or a day that has passed. Records
    ``underwriting.contingency_set``.
    """
    client = find_client(by=by, code=client_code, permission=RECORD)
    review = find_review(by=by, number=review_number) if review_number else None
    if review is not None and review.client_id != client.pk:
        raise InvalidInput(
            "contingency.review_elsewhere",
            f"The review {review_number} is of another client than {client.code}. Name one of its own.",
            field="review_number",
        )
    if not title.strip() or not wanted.strip():
        raise InvalidInput(
            "contingency.text_missing",
            "A contingency needs a heading, and what has to be shown. Write both.",
            field="title" if not title.strip() else "wanted",
        )
    if len(title.strip()) > LONGEST_TITLE:
        raise InvalidInput(
            "contingency.title_long",
            f"The heading has {len(title.strip())} characters and may have {LONGEST_TITLE}. Shorten "
            "it.",
            field="title",
        )
    if due_on < timezone.localdate():
        raise InvalidInput(
            "contingency.due_in_past",
            f"You asked for something by {due_on}, which has passed. Name today or a later day.",
            field="due_on",
        )
    row = Contingency.objects.create(
        client=client,
        review=review,
        policy_number=policy_number.strip(),
        title=title.strip(),
        wanted=wanted.strip(),
        due_on=due_on,
        set_by=by,
        set_at=timezone.now(),
    )
    _record(by, "contingency_set", row, title=row.title, due_on=due_on)
    return row


def meet(*, by: User, contingency_id: int, version: int, reason: str) -> Contingency:
    """It was shown; say how. One that stands for a recommendation is met by verifying that."""
    return _move("meet", by=by, contingency_id=contingency_id, version=version, reason=reason)


def waive(*, by: User, contingency_id: int, version: int, reason: str) -> Contingency:
    """Give it up, with the reason. Refused while the recommendation it stands for is owed."""
    return _move("waive", by=by, contingency_id=contingency_id, version=version, reason=reason)


@transaction.atomic
def note(*, by: User, contingency_id: int, text: str) -> ContingencyNote:
    """Add what was said on the way. Records ``underwriting.contingency_noted``."""
    row = find_contingency(by=by, contingency_id=contingency_id)
    check(by=by, permission=RECORD, client=row.client)
    if not text.strip():
        raise InvalidInput(
            "contingency.note_empty", "A note without words says nothing. Write it.", field="text"
        )
    made = ContingencyNote.objects.create(
        contingency=row, text=text.strip(), by=by, at=timezone.now()
    )
    _record(by, "contingency_noted", row, title=row.title)
    return made


def ensure(*, client_ids: Collection[int], today: date) -> int:
    """Give each critical recommendation past due its one open contingency, and end those whose
    recommendation ended; returns how many rows were written.

    Safe to repeat and to run twice at once. Two queries where nothing is to do. The house acts.
    """
    owed = Recommendation.objects.filter(
        client__in=client_ids, classification="critical", status__in=OWED, due_on__lt=today
    )
    covered = Contingency.objects.filter(status="open", recommendation__isnull=False)
    missing = owed.exclude(pk__in=covered.values("recommendation")).select_related("client")
    ended = covered.filter(
        client__in=client_ids, recommendation__status__in=list(ENDS_WITH)
    ).select_related("recommendation", "client")
    written = 0
    for recommendation in missing.order_by("pk"):
        written += _open_for(recommendation)
    for row in ended.order_by("pk"):
        written += _end_with(row)
    return written


def find_contingency(*, by: Person, contingency_id: int) -> Contingency:
    """The contingency with this id, if ``by`` may see it; otherwise NotFound."""
    row = (
        Contingency.objects.visible_to(by)
        .select_related("client", "recommendation")
        .filter(pk=contingency_id)
        .first()
    )
    if row is None:
        raise NotFound(
            "contingency.unknown",
            f"You asked for the contingency {contingency_id}; there is none with that id that you may "
            "see.",
            contingency=contingency_id,
        )
    return row


def contingencies(
    *, by: Person, client: Client, today: date, open_only: bool = False
) -> list[Contingency]:
    """The client's contingencies that ``by`` may see, open ones first, the earliest due first. What is
    missing for a recommendation past due is written before it is read."""
    ensure(client_ids=[client.pk], today=today)
    rows = Contingency.objects.visible_to(by).filter(client=client)
    if open_only:
        rows = rows.filter(status="open")
    listed = rows.select_related("recommendation", "review", "set_by").prefetch_related("notes__by")
    return sorted(listed, key=lambda row: (row.status != "open", row.due_on, row.pk))


def _open_for(recommendation: Recommendation) -> bool:
    due_on = recommendation.due_on
    assert due_on is not None  # noqa: S101  # a critical one has a due date, by constraint
    review = (
        Review.objects.filter(client=recommendation.client_id, status__in=UNDER_WAY)
        .order_by("-starts_on")
        .first()
    )
    with transaction.atomic():
        row, created = Contingency.objects.get_or_create(
            recommendation=recommendation,
            status="open",
            defaults={
                "client": recommendation.client,
                "review": review,
                "title": recommendation.title,
                "wanted": f"{recommendation.number} was due on {write_date(due_on)}: "
                f"{recommendation.action}",
                "due_on": due_on,
                "set_by": system_user(),
                "set_at": timezone.now(),
            },
        )
        if created:
            _record(
                system_user(),
                "contingency_set",
                row,
                title=row.title,
                due_on=due_on,
                recommendation=recommendation.number,
            )
    return created


def _end_with(row: Contingency) -> bool:
    assert row.recommendation is not None  # noqa: S101  # by the query
    verb = ENDS_WITH[row.recommendation.status]
    with transaction.atomic():
        number, status = row.recommendation.number, row.recommendation.status
        reason = f"Recommendation {number} is {status.replace('_', ' ')}."
        changed = Contingency.objects.filter(pk=row.pk, status="open").update(
            status=CONTINGENCY_LIFE.steps[verb].target,
            version=row.version + 1,
            status_reason=reason,
            ended_at=timezone.now(),
        )
        if changed:
            _record(system_user(), f"contingency_{verb}", row, title=row.title, reason=reason)
    return bool(changed)


@transaction.atomic
def _move(verb: str, *, by: User, contingency_id: int, version: int, reason: str) -> Contingency:
    row = find_contingency(by=by, contingency_id=contingency_id)
    check(by=by, permission=CONTINGENCY_LIFE.steps[verb].permission, client=row.client)
    if not reason.strip():
        raise InvalidInput(
            "contingency.reason_missing",
            f"You asked to {verb} a contingency without saying why. Say what was shown, or why it is "
            "given up: it is kept.",
            field="reason",
        )
    if row.recommendation is not None and row.recommendation.status not in ENDS_WITH:
        raise InvalidTransition(
            "contingency.recommendation_owed",
            f"You asked to {verb} the contingency of recommendation {row.recommendation.number}, which "
            "is still owed. It ends by itself when an advisor verifies or withdraws that.",
            recommendation=row.recommendation.number,
        )
    step = CONTINGENCY_LIFE.step(verb, row.status)
    changed = Contingency.objects.filter(pk=row.pk, status=row.status, version=version).update(
        status=step.target,
        version=version + 1,
        status_reason=reason.strip(),
        ended_at=timezone.now(),
    )
    if not changed:
        raise Conflict(
            "contingency.changed",
            "Somebody changed this contingency after you read it; nothing was done. Read it again.",
            contingency=row.pk,
        )
    row.refresh_from_db()
    _record(by, f"contingency_{verb}", row, title=row.title, reason=row.status_reason)
    return row


def _record(by: User, verb: str, row: Contingency, **facts: Any) -> None:
    audit.record(by=by, verb=f"underwriting.{verb}", subject=row, client=row.client, **facts)
