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
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

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
