"""Links between a complaint, a force report and a claim: suggested, scored, decided; all of it kept."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from accountability.complaints.models import Complaint, OfComplaint
from accountability.force.models import ForceReport
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.facts import Fact, FactQuerySet, known_by
from riskcore.losses.models import Claim


class Origin(models.TextChoices):
    SUGGESTED = "suggested", "suggested"
    BY_HAND = "by_hand", "made by hand"


class Verdict(models.TextChoices):
    CONFIRMED = "confirmed", "confirmed"
    REJECTED = "rejected", "rejected"


def _or_none(name: str) -> Coalesce:
    """For constraints: the id, and 0 where there is none, so that none is unique too."""
    return Coalesce(F(name), Value(0), output_field=models.BigIntegerField())


class LinkQuerySet(OfComplaint, FactQuerySet["Link"]):
    view_permission = "link.view"

    def standing(self, known_at: datetime | None = None) -> Self:
        """Links known then whose both ends count: a record taken back takes its links with it."""
        return self.known_at(known_at).filter(
            Q(complaint__isnull=True) | known_by(known_at, "complaint__"),
            Q(force_report__isnull=True) | known_by(known_at, "force_report__"),
            Q(claim__isnull=True) | known_by(known_at, "claim__"),
        )

    def decided(self, verdict: str, known_at: datetime | None = None) -> Self:
        """Those whose last decision, as known then, is this one."""
        last = LinkDecision.objects.current(known_at).filter(link=OuterRef("pk"), verdict=verdict)
        return self.filter(Exists(last))

    def waiting(self) -> Self:
        """Those that nobody has decided yet."""
        return self.filter(~Exists(LinkDecision.objects.known_at().filter(link=OuterRef("pk"))))


class Link(Fact):
    """Two records of different kinds of one client that may speak of one event; each pair once.

    A complaint that is purged takes its links along; one confirmed to belong to a claim is not purged,
    for confirming it places a legal hold.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="links")
    complaint = models.ForeignKey(
        Complaint, on_delete=models.CASCADE, null=True, blank=True, related_name="links"
    )
    force_report = models.ForeignKey(
        ForceReport, on_delete=models.PROTECT, null=True, blank=True, related_name="links"
    )
    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, null=True, blank=True, related_name="links"
    )
    origin = models.CharField(max_length=12, choices=Origin.choices)

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "client",
                _or_none("complaint_id"),
                _or_none("force_report_id"),
                _or_none("claim_id"),
                name="link_pair_once",
            ),
            models.CheckConstraint(
                condition=(
                    Q(complaint__isnull=False, force_report__isnull=False, claim__isnull=True)
                    | Q(complaint__isnull=False, force_report__isnull=True, claim__isnull=False)
                    | Q(complaint__isnull=True, force_report__isnull=False, claim__isnull=False)
                ),
                name="link_joins_two",
            ),
        ]

    def __str__(self) -> str:
        ends = (self.complaint, self.force_report, self.claim)
        return " - ".join(str(end) for end in ends if end)


class LinkScoreQuerySet(FactQuerySet["LinkScore"]):
    client_path = "link__client"
    view_permission = "link.view"

    def current(self) -> Self:
        """Of each link the last score."""
        later = LinkScore.objects.filter(link=OuterRef("link"), pk__gt=OuterRef("pk")).order_by()
        return self.filter(~Exists(later))


class LinkScore(Fact):
    """The confidence a plan gave a link at one moment. A later score follows when the records have
    changed or the plan has; the earlier one stays. parts: [{key, points, sentence}]."""

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="scores")
    plan = models.CharField(max_length=40)
    confidence = models.PositiveSmallIntegerField()
    parts = models.JSONField(default=list)

    objects = LinkScoreQuerySet.as_manager()

    class Meta:
        ordering = ["link_id", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(confidence__lte=100), name="link_score_to_100"),
        ]
        indexes: ClassVar = [models.Index(fields=["link", "-id"], name="link_score_latest")]

    def __str__(self) -> str:
        return f"{self.link_id}: {self.confidence}"


class LinkDecisionQuerySet(FactQuerySet["LinkDecision"]):
    client_path = "link__client"
    view_permission = "link.view"

    def current(self, known_at: datetime | None = None) -> Self:
        """Of each link the last decision known then."""
        later = LinkDecision.objects.known_at(known_at).filter(
            link=OuterRef("link"), pk__gt=OuterRef("pk")
        )
        return self.known_at(known_at).filter(~Exists(later.order_by()))


class LinkDecision(Fact):
    """What a person decided of a link. A change of mind is another row."""

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="decisions")
    verdict = models.CharField(max_length=12, choices=Verdict.choices)
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = LinkDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["link_id", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(verdict="rejected") | ~Q(reason=""), name="link_rejection_says_why"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["link", "-id"], name="link_decision_latest")]

    def __str__(self) -> str:
        return f"{self.link_id} {self.verdict}"
