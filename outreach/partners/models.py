"""Partner organisations of a department, whom to reach there (sealed), and what came together."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Lower

from riskcore.access.models import User
from riskcore.clients.models import Client, ClientOwnedQuerySet


class PartnerKind(models.TextChoices):
    SCHOOL = "school", "school or college"
    FAITH = "faith", "faith community"
    BUSINESS = "business", "business"
    NON_PROFIT = "non_profit", "non-profit"
    HEALTH = "health", "health or social service"
    GOVERNMENT = "government", "other public body"
    NEIGHBOURHOOD = "neighborhood", "neighborhood group"
    MEDIA = "media", "news or media"
    OTHER = "other", "other"


class PartnerQuerySet(ClientOwnedQuerySet["Partner"]):
    view_permission = "outreach.view"


class Partner(models.Model):
    """An organisation a department works with, from the day it began to the day it ended, if it has.

    identifier: the number a public register has it under, such as an EIN.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="partners")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=16, choices=PartnerKind.choices)
    identifier = models.CharField(max_length=40, blank=True)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = PartnerQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint("client", Lower("name"), name="partner_name_once"),
            models.CheckConstraint(
                condition=Q(kind__in=PartnerKind.values), name="partner_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="partner_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PartnerContactQuerySet(ClientOwnedQuerySet["PartnerContact"]):
    client_path = "partner__client"
    view_permission = "outreach.partner_contacts"


class PartnerContact(models.Model):
    """Whom to reach at a partner, sealed; the last row holds. For the client's own people alone."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="contacts")
    sealed = models.BinaryField()
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    objects = PartnerContactQuerySet.as_manager()

    class Meta:
        ordering = ["partner_id", "-id"]

    def __str__(self) -> str:
        return f"contact of {self.partner}"


class ContributionQuerySet(ClientOwnedQuerySet["Contribution"]):
    view_permission = "outreach.view"

    def in_force(self) -> Self:
        """Those that no later row corrects."""
        later = self.model.objects.filter(corrects=OuterRef("pk"))
        return self.filter(~Exists(later.order_by()))


class Contribution(models.Model):
    """What came together at one initiative, from one partner or from nobody in particular.

    reference: the initiative's, so that it outlives a correction of the record. corrects: the earlier
    row in whose place this one stands. Empty amounts were not counted.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="contributions")
    reference = models.CharField(max_length=64)
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="contributions"
    )
    goods = models.CharField(max_length=200, blank=True)
    goods_value = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    money_raised = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    beneficiaries = models.PositiveIntegerField(null=True, blank=True)
    volunteer_hours = models.DecimalField(max_digits=8, decimal_places=1, null=True, blank=True)
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "reference", "id"]
        indexes: ClassVar = [
            models.Index(fields=["client", "reference"], name="contribution_initiative"),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.goods or 'contribution'}"
