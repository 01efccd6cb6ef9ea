"""The services a department offers beside answering crime, and which initiatives told of which."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef

from riskcore.access.models import User
from riskcore.clients.models import Client, ClientOwnedQuerySet


class ServiceQuerySet(ClientOwnedQuerySet["Service"]):
    view_permission = "outreach.view"

    def in_force(self) -> Self:
        """Of each service the last version, whether or not it is still offered."""
        later = self.model.objects.filter(
            client=OuterRef("client"), key=OuterRef("key"), pk__gt=OuterRef("pk")
        )
        return self.filter(~Exists(later.order_by()))


class Service(models.Model):
    """One version of what a department offers: what it is, how to reach it, in which languages, when.

    key: the same for every version; a change appends a row, and so does the end of the offer.
    in_spanish: name, what and reach in the department's own Spanish, empty where it has none.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="services")
    key = models.SlugField(max_length=64)
    name = models.CharField(max_length=120)
    what = models.CharField(max_length=600)
    reach = models.CharField(max_length=300)
    languages = models.JSONField(default=list)
    hours = models.CharField(max_length=200, blank=True)
    in_spanish = models.JSONField(default=dict, blank=True)
    is_offered = models.BooleanField(default=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ServiceQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "name", "id"]
        indexes: ClassVar = [
            models.Index(fields=["client", "key", "-id"], name="service_latest"),
        ]

    def __str__(self) -> str:
        return self.name


class ServiceTieQuerySet(ClientOwnedQuerySet["ServiceTie"]):
    view_permission = "outreach.view"

    def in_force(self) -> Self:
        """Of each initiative the last row, which names all its services."""
        later = self.model.objects.filter(
            client=OuterRef("client"), reference=OuterRef("reference"), pk__gt=OuterRef("pk")
        )
        return self.filter(~Exists(later.order_by()))


class ServiceTie(models.Model):
    """Which services an initiative told people of: keys of the catalogue; a change appends a row.

    reference: the initiative's, so that it outlives a correction of the record.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="service_ties")
    reference = models.CharField(max_length=64)
    services = models.JSONField(default=list)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ServiceTieQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "reference", "id"]
        indexes: ClassVar = [
            models.Index(fields=["client", "reference", "-id"], name="service_tie_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {', '.join(self.services)}"
