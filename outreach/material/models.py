"""What a department hands out: short links with their scans by day, and a calendar of events to come."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from outreach.initiatives.models import Strategy
from riskcore.access.models import User
from riskcore.clients.models import Client, ClientOwnedQuerySet


class TrackedLinkQuerySet(ClientOwnedQuerySet["TrackedLink"]):
    view_permission = "outreach.view"


class TrackedLink(models.Model):
    """The short address printed for one initiative. It leads to the services people are told of.

    reference: the initiative's, so that it outlives a correction of the record.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="tracked_links")
    reference = models.CharField(max_length=64)
    token = models.CharField(max_length=16, unique=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = TrackedLinkQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["client", "reference"], name="link_once_an_initiative"),
        ]

    def __str__(self) -> str:
        return self.token


class ScanDayQuerySet(ClientOwnedQuerySet["ScanDay"]):
    client_path = "link__client"
    view_permission = "outreach.view"


class ScanDay(models.Model):
    """How often a link was followed on one day: a number, and nothing about who did."""

    link = models.ForeignKey(TrackedLink, on_delete=models.PROTECT, related_name="days")
    day = models.DateField()
    scans = models.PositiveIntegerField(default=0)

    objects = ScanDayQuerySet.as_manager()

    class Meta:
        ordering = ["link_id", "day"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["link", "day"], name="scans_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.link} {self.day}: {self.scans}"


class PlannedEventQuerySet(ClientOwnedQuerySet["PlannedEvent"]):
    view_permission = "outreach.view"

    def in_force(self) -> Self:
        """Of each event the last version, called off or not."""
        later = self.model.objects.filter(uid=OuterRef("uid"), sequence__gt=OuterRef("sequence"))
        return self.filter(~Exists(later.order_by()))


class PlannedEvent(models.Model):
    """One version of an event to come. uid: the same for every version; sequence: 0, 1, 2 ..., as the
    calendars of those who subscribed expect (RFC 5545, 3.8.7.4). An event called off is a version too.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="planned_events")
    uid = models.UUIDField()
    sequence = models.PositiveIntegerField()
    strategy = models.CharField(max_length=2, choices=Strategy.choices)
    title = models.CharField(max_length=200)
    place = models.CharField(max_length=200)
    about = models.CharField(max_length=1000, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    zone = models.CharField(max_length=40)
    is_cancelled = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = PlannedEventQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "starts_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["uid", "sequence"], name="planned_version_once"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="planned_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CalendarFeedQuerySet(ClientOwnedQuerySet["CalendarFeed"]):
    view_permission = "outreach.submit"


class CalendarFeed(models.Model):
    """A secret address at which calendars subscribe, until it is taken back. Only its hash is kept."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="calendar_feeds")
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "-id"]

    def __str__(self) -> str:
        return f"calendar of {self.client}, {self.made_at:%Y-%m-%d}"
