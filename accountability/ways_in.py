"""How a complaint can be made, as the department itself says: dated rows, the last being in force.

The questions are the checklist of ``accountability.measures.intake``. Whoever reads a low count of
complaints reads this beside it; and a credit for outreach stands or falls with it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Self

from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accountability.measures.intake import BY_KEY, CHECKLIST, CHECKLIST_VERSION, access_score
from riskcore.access.models import User
from riskcore.access.scoping import Person
from riskcore.audit import actions as audit
from riskcore.clients.models import Client, ClientOwnedQuerySet
from riskcore.clients.queries import can, find
from riskcore.errors import InvalidInput
from riskcore.factors.reading import Reading

VIEW, SAY = "complaint.view_measures", "complaint.say_ways"


class WaysInQuerySet(ClientOwnedQuerySet["WaysIn"]):
    view_permission = VIEW

    def in_force(self, known_at: datetime | None = None) -> Self:
        """Of each client the last row recorded by ``known_at`` (now when None)."""
        known = WaysIn.objects.all()
        if known_at is not None:
            known = known.filter(recorded_at__lte=known_at)
        later = known.filter(client=OuterRef("client"), pk__gt=OuterRef("pk"))
        rows = self if known_at is None else self.filter(recorded_at__lte=known_at)
        return rows.filter(~Exists(later.order_by()))


class WaysIn(models.Model):
    """What the department answered to every question of the checklist. Appended, never changed.

    answers: by key of the question, yes or no. checklist: its version.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="ways_in")
    checklist = models.CharField(max_length=32)
    answers = models.JSONField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = WaysInQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "-id"]
        verbose_name_plural = "ways in"
        indexes: ClassVar = [models.Index(fields=["client", "-id"], name="ways_in_latest")]

    def __str__(self) -> str:
        return f"{self.client}: how a complaint can be made, from {self.recorded_at:%Y-%m-%d}"


@dataclass(frozen=True, kw_only=True)
class Answered:
    """One question with the answer in force; None where nobody has answered."""

    key: str
    question: str
    points: int
    answer: bool | None


@dataclass(frozen=True, kw_only=True)
class WaysShown:
    """The checklist of one client. score: of 100, or why not; by, at: who said so last, and when."""

    client_code: str
    checklist: str
    questions: tuple[Answered, ...]
    score: Reading
    by: str
    at: datetime | None
    versions: int
    may_say: bool


def say_ways_in(*, by: User, client_code: str, answers: Mapping[str, bool]) -> WaysIn:
    """Say of every question of the checklist whether it holds. The same answers again change nothing.

    Raises NotFound, PermissionDenied; InvalidInput where a question is not answered or unknown.
    Audited as ``ways_in.said``.
    """
    with transaction.atomic():
        client = find(by=by, code=client_code, permission=SAY)
        client = Client.objects.select_for_update().get(pk=client.pk)
        given = _checked(answers)
        last = WaysIn.objects.filter(client=client).in_force().first()
        if last is not None and last.answers == given:
            return last
        row = WaysIn.objects.create(
            client=client,
            checklist=CHECKLIST_VERSION,
            answers=given,
            recorded_by=by,
            recorded_at=timezone.now(),
        )
        audit.record(by=by, verb="ways_in.said", subject=row, client=client, answers=given)
        return row


def ways_in(*, by: Person, client_code: str) -> WaysShown:
    """The checklist with the answers in force. Raises NotFound and PermissionDenied."""
    client = find(by=by, code=client_code, permission=VIEW)
    rows = WaysIn.objects.visible_to(by).filter(client=client)
    last = rows.in_force().select_related("recorded_by").first()
    answers = last.answers if last else {}
    return WaysShown(
        client_code=client.code,
        checklist=CHECKLIST_VERSION,
        questions=tuple(
            Answered(
                key=item.key,
                question=item.question,
                points=item.points,
                answer=answers.get(item.key),
            )
            for item in CHECKLIST
        ),
        score=access_score(answers),
        by=(last.recorded_by.get_full_name() or last.recorded_by.username) if last else "",
        at=last.recorded_at if last else None,
        versions=rows.count(),
        may_say=can(by=by, permission=SAY, client=client),
    )


def answers_of(
    *, client_ids: Collection[int], known_at: datetime | None = None
) -> dict[int, dict[str, bool]]:
    """By client id the answers in force; clients that never answered are left out. One query."""
    rows = WaysIn.objects.filter(client__in=client_ids).in_force(known_at).order_by()
    return dict(rows.values_list("client_id", "answers"))


def _checked(answers: Mapping[str, bool]) -> dict[str, bool]:
    unknown = sorted(set(answers) - set(BY_KEY))
    missing = [key for key in BY_KEY if key not in answers]
    if unknown or missing:
        told = [
            f"{', '.join(missing)} is not answered" if missing else "",
            f"{', '.join(unknown)} is not asked" if unknown else "",
        ]
        raise InvalidInput(
            "ways_in.answers",
            f"You answered the checklist {CHECKLIST_VERSION}, but {' and '.join(filter(None, told))}. "
            "Answer every question with yes or no.",
            missing=missing,
            unknown=unknown,
        )
    return {key: bool(answers[key]) for key in BY_KEY}
