"""What a department hands out: the calendar of what is to come, its feed, flyers and short links."""

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.drawn import DrawnPdf, under_way
from api.idempotency import once
from api.jobs import JobShown
from api.pagination import Paged, page_of, whole
from api.serializers import Input, Moment, Shown
from api.views import ClientView, ItemView
from outreach.initiatives.models import Initiative, Strategy
from outreach.initiatives.queries import find
from outreach.material import feeds, flyer, planning
from outreach.material.links import followed
from outreach.material.models import PlannedEvent


class PlannedShown(Shown):
    uid = serializers.UUIDField()
    sequence = serializers.IntegerField()
    strategy = serializers.ChoiceField(choices=Strategy.choices)
    title = serializers.CharField()
    place = serializers.CharField()
    about = serializers.CharField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    zone = serializers.CharField()
    is_cancelled = serializers.BooleanField()


class NewPlanned(Input):
    strategy = serializers.ChoiceField(choices=Strategy.choices)
    title = serializers.CharField(max_length=200)
    place = serializers.CharField(max_length=200)
    about = serializers.CharField(max_length=1000, allow_blank=True, default="")
    starts_at = Moment()
    ends_at = Moment()
    zone = serializers.CharField(
        max_length=40, help_text="Of the place, as the tz database names it."
    )


class PlannedChange(Input):
    """What is to be said instead; what is left out stays."""

    strategy = serializers.ChoiceField(choices=Strategy.choices, required=False)
    title = serializers.CharField(max_length=200, required=False)
    place = serializers.CharField(max_length=200, required=False)
    about = serializers.CharField(max_length=1000, allow_blank=True, required=False)
    starts_at = Moment(required=False)
    ends_at = Moment(required=False)
    zone = serializers.CharField(max_length=40, required=False)
    is_cancelled = serializers.BooleanField(required=False, help_text="Once off, it stays off.")


class FeedShown(Shown):
    address = serializers.CharField(help_text="Told once; only its fingerprint is kept.")


class FlyerAsked(Input):
    layout = serializers.ChoiceField(choices=list(flyer.LAYOUTS), default="letter")
    language = serializers.ChoiceField(choices=["en", "es"], default="en")


class FollowedShown(Shown):
    token = serializers.CharField()
    reference = serializers.CharField()
    initiative_id = serializers.IntegerField()
    initiative = serializers.CharField()
    scans = serializers.IntegerField(help_text="Nothing is kept of who scanned.")
    last_on = serializers.DateField(allow_null=True)


class ClientCalendar(ClientView):
    """Events that are not over, those called off among them, the nearest first."""

    permission = "outreach.view"
    write_permission = "outreach.submit"
    query = Paged

    @extend_schema(responses=page_of(PlannedShown))
    def get(self, request: Request, code: str) -> Response:
        rows = planning.planned(by=self.by, client_code=code)
        return whole(request, self.asked, rows, PlannedShown)

    @extend_schema(request=NewPlanned, responses={201: PlannedShown})
    @once
    def post(self, request: Request, code: str) -> Response:
        """Put an event into the calendar."""
        row = planning.plan_event(by=self.by, client_code=code, **self.body(NewPlanned))
        return Response(PlannedShown(row).data, status=201)


class PlannedEventChanges(ItemView[PlannedEvent]):
    """One event to come."""

    permission = "outreach.view"
    write_permission = "outreach.submit"

    def find(self, key: Any) -> PlannedEvent:
        return planning.find_event(by=self.by, uid=key)

    def client_code(self) -> str:
        return str(self.item.client.code)

    @extend_schema(responses=PlannedShown)
    def get(self, request: Request, uid: str) -> Response:
        return Response(PlannedShown(self.item).data)

    @extend_schema(request=PlannedChange, responses={201: PlannedShown})
    @once
    def post(self, request: Request, uid: Any) -> Response:
        """Append a version: a change, or that the event is called off."""
        row = planning.change_event(by=self.by, uid=uid, **self.body(PlannedChange))
        return Response(PlannedShown(row).data, status=201)


class ClientCalendarFeed(ClientView):
    """The secret address of the calendar."""

    permission = "outreach.submit"

    @extend_schema(request=Input, responses=FeedShown)
    def put(self, request: Request, code: str) -> Response:
        """Put a new address in the place of the one before. It is told here and nowhere again."""
        self.body(Input)
        _, token = feeds.make_feed(by=self.by, client_code=code)
        address = request.build_absolute_uri(reverse("calendar_feed", args=[token]))
        return Response(FeedShown({"address": address}).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, code: str) -> Response:
        """Take the address back."""
        feeds.revoke_feed(by=self.by, client_code=code)
        return Response(status=204)


class ClientShortLinks(ClientView):
    """Short links of initiatives with how often they were followed."""

    permission = "outreach.view"
    query = Paged

    @extend_schema(responses=page_of(FollowedShown))
    def get(self, request: Request, code: str) -> Response:
        rows = followed(by=self.by, client_code=code)
        return whole(request, self.asked, rows, FollowedShown)


class InitiativeFlyers(ItemView[Initiative]):
    """The flyer of services of one initiative."""

    permission = "outreach.submit"

    def find(self, key: Any) -> Initiative:
        return find(by=self.by, initiative_id=key)

    def client_code(self) -> str:
        return str(self.item.client.code)

    @extend_schema(request=FlyerAsked, responses={202: JobShown})
    @once
    def post(self, request: Request, initiative_id: int) -> Response:
        """Ask for the flyer as PDF; a worker draws it, and the job says when it is there."""
        base = request.build_absolute_uri(reverse("short_link", args=["0"])).removesuffix("0/")
        sent = self.body(FlyerAsked)
        job = flyer.ask(by=self.by, initiative_id=initiative_id, base=base, **sent)
        return under_way(self, job)


class FlyerPdf(DrawnPdf):
    """A flyer that a job has drawn, as PDF, checked against its hash."""

    permission = "outreach.view"
    read = staticmethod(flyer.read)
