"""What we advise: recommendations with a class, a due date and a life of their own."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from riskcore.access.models import User
from riskcore.access.scoping import Person
from riskcore.clients.models import Client, ClientOwnedQuerySet
from riskcore.recommendations.states import RECOMMENDATION


class RecommendationClass(models.TextChoices):
    CRITICAL = "critical", "critical"
    IMPORTANT = "important", "important"
    ADVISORY = "advisory", "advisory"


class VerificationMethod(models.TextChoices):
    """How an advisor has seen that something is done."""

    DOCUMENT = "document", "a document read"
    PHOTO = "photo", "a photograph seen"
    SITE = "site", "seen on site"


class ReplyKind(models.TextChoices):
    """What a client can answer. Source: replies seen on insurers' response forms."""

    DONE = "done", "Agreed, and done"
    PLANNED = "planned", "Agreed, and planned"
    HELP = "help", "Agreed, and help is needed"
    ALTERNATIVE = "alternative", "Agreed in part; something else is proposed"
    DISAGREE = "disagree", "Not agreed"
    NOT_APPLICABLE = "not_applicable", "Does not apply here"


class RecommendationQuerySet(ClientOwnedQuerySet["Recommendation"]):
    view_permission = "recommendation.view"

    def visible_to(self, user: Person, permission: str = "") -> Self:
        """As everywhere, except that what was never sent is seen on the insurer's side only."""
        insurers = Client.objects.visible_to(user, "recommendation.view_draft")
        return (
            super()
            .visible_to(user, permission)
            .filter(Q(issued_at__isnull=False) | Q(client__in=insurers))
        )


class Recommendation(models.Model):
    """One thing the client is advised to do. Its number is never used again."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="recommendations")
    number = models.CharField(max_length=48, unique=True)
    classification = models.CharField(max_length=16, choices=RecommendationClass.choices)
    title = models.CharField(max_length=200)
    condition = models.TextField(help_text="What was found.")
    criterion = models.TextField(blank=True, help_text="What it is measured against.")
    cause = models.TextField(blank=True, help_text="Why it is so.")
    consequence = models.TextField(blank=True, help_text="What may follow if nothing is done.")
    action = models.TextField(help_text="What to do.")
    task = models.CharField(max_length=32, blank=True, help_text="Critical task, by its code.")
    layer = models.CharField(max_length=16, blank=True)
    assessment = models.CharField(max_length=48, blank=True, help_text="The one that led to it.")
    due_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=32, default=RECOMMENDATION.initial)
    status_reason = models.TextField(blank=True)
    verification = models.CharField(max_length=16, blank=True, choices=VerificationMethod.choices)
    superseded_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="supersedes"
    )
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "number"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=list(RECOMMENDATION.states)),
                name="recommendation_status_known",
            ),
            models.CheckConstraint(
                condition=Q(classification="advisory") | Q(due_on__isnull=False),
                name="recommendation_has_due_date",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["client", "status", "due_on"], name="recommendation_client_due"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class RecommendationReplyQuerySet(ClientOwnedQuerySet["RecommendationReply"]):
    client_path = "recommendation__client"
    view_permission = "recommendation.view"


class RecommendationReply(models.Model):
    """What the client answered, kept as it was said. on: done or planned on; budget: in dollars."""

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="replies"
    )
    kind = models.CharField(max_length=16, choices=ReplyKind.choices)
    text = models.TextField(blank=True)
    on = models.DateField(null=True, blank=True)
    owner = models.CharField(max_length=120, blank=True)
    budget = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = RecommendationReplyQuerySet.as_manager()

    class Meta:
        ordering = ["recommendation_id", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=ReplyKind.values), name="recommendation_reply_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(budget__isnull=True) | Q(budget__gte=0),
                name="recommendation_reply_budget",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id} {self.kind}"


class RecommendationExtensionQuerySet(ClientOwnedQuerySet["RecommendationExtension"]):
    client_path = "recommendation__client"
    view_permission = "recommendation.view"


class RecommendationExtension(models.Model):
    """More time: from which due date to which, why, and who granted it."""

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="extensions"
    )
    before = models.DateField()
    after = models.DateField()
    reason = models.TextField()
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()

    objects = RecommendationExtensionQuerySet.as_manager()

    class Meta:
        ordering = ["recommendation_id", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(after__gt=models.F("before")), name="recommendation_extension_is_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id} {self.before} to {self.after}"
