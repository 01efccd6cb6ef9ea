"""A department's services, what its calls were about, and how many contacts were positive."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.idempotency import once
from api.pagination import Paged, page_of, whole
from api.serializers import Day, Input, Query, Shown
from api.views import ClientView, ItemView
from outreach.calls import actions as calls
from outreach.calls import queries as mixes
from outreach.calls.models import ServiceKind
from outreach.services import actions, queries
from outreach.services.queries import Told


class ServiceShown(Shown):
    key = serializers.CharField()
    name = serializers.CharField()
    what = serializers.CharField()
    reach = serializers.CharField()
    languages = serializers.ListField(child=serializers.CharField())
    hours = serializers.CharField()
    in_spanish = serializers.DictField(
        child=serializers.CharField(), help_text="name, what and reach; empty for none."
    )
    is_offered = serializers.BooleanField()
    recorded_at = serializers.DateTimeField()
    told = serializers.IntegerField(help_text="Initiatives of the last 12 months that told of it.")
    last_told_on = serializers.DateField(allow_null=True)


class NewService(Input):
    name = serializers.CharField(max_length=120)
    what = serializers.CharField(max_length=600)
    reach = serializers.CharField(max_length=300)
    languages = serializers.ListField(
        child=serializers.CharField(max_length=40), default=["English"], max_length=30
    )
    hours = serializers.CharField(max_length=200, allow_blank=True, default="")
    in_spanish = serializers.DictField(
        child=serializers.CharField(max_length=600),
        default=dict,
        help_text="name, what and reach, all three or none.",
    )
    is_offered = serializers.BooleanField(default=True)
    key = serializers.SlugField(
        max_length=64, allow_blank=True, default="", help_text="Of the service that changes."
    )


class ServiceKept(Shown):
    key = serializers.CharField()
    name = serializers.CharField()
    is_offered = serializers.BooleanField()


class TiedAsked(Input):
    services = serializers.ListField(
        child=serializers.SlugField(max_length=64), max_length=100, help_text="All of them at once."
    )


class TiedShown(Shown):
    initiative_id = serializers.IntegerField()
    services = serializers.ListField(child=serializers.CharField())


class LimitedShare(Shown):
    value = serializers.FloatField()
    low = serializers.FloatField(help_text="95 % limits, as shares of 1.")
    high = serializers.FloatField()


class KindShown(Shown):
    kind = serializers.ChoiceField(choices=ServiceKind.choices)
    amount = serializers.FloatField()
    share = serializers.FloatField()


class TypeShown(Shown):
    call_type = serializers.CharField()
    calls = serializers.IntegerField()
    minutes = serializers.FloatField(allow_null=True)
    kind = serializers.CharField(help_text="Empty where the department has not said.")


class MixShown(Shown):
    client = serializers.CharField(source="client_code")
    starts_on = serializers.DateField(source="period.start")
    ends_on = serializers.DateField(source="period.last_day")
    basis = serializers.CharField(source="mix.basis", help_text="minutes or calls")
    mapped = serializers.FloatField(source="mix.mapped", help_text="Share that is placed.")
    kinds = KindShown(source="mix.by_kind", many=True)
    service = LimitedShare(source="mix.service", allow_null=True)
    with_traffic = LimitedShare(source="mix.with_traffic", allow_null=True)
    unavailable = serializers.CharField(source="mix.why", help_text="Why there is no share.")
    types = TypeShown(many=True)
    version = serializers.IntegerField(help_text="Of the mapping; 0 for none.")


class PlacingAsked(Input):
    kinds = serializers.DictField(
        child=serializers.ChoiceField(choices=ServiceKind.choices, allow_blank=True),
        help_text="Type of call: what it is. Types left out stay as they were.",
    )


class MappingKept(Shown):
    version = serializers.IntegerField()
    kinds = serializers.DictField(child=serializers.CharField())


class QuarterOfContactsShown(Shown):
    label = serializers.CharField()  # type: ignore[assignment]  # DRF takes it out of the class
    positive = serializers.IntegerField()
    all = serializers.IntegerField()
    share = LimitedShare(allow_null=True)


class ContactsAsked(Query):
    as_of = Day(default=None, help_text="In the last quarter; today without it.")


class ContactsOfQuarters(Shown):
    results = QuarterOfContactsShown(many=True, help_text="Twelve quarters, oldest first.")


class ClientServices(ClientView):
    """A department's catalogue of services, those no longer offered last."""

    permission = "outreach.view"
    write_permission = "outreach.submit"
    query = Paged

    @extend_schema(responses=page_of(ServiceShown))
    def get(self, request: Request, code: str) -> Response:
        found = queries.catalogue(by=self.by, client_code=code)
        return whole(request, self.asked, (*found.offered, *found.ended), ServiceShown)

    @extend_schema(request=NewService, responses={201: ServiceKept})
    @once
    def post(self, request: Request, code: str) -> Response:
        """Add a service, or append a version of the one whose key is given."""
        row = actions.keep_service(by=self.by, client_code=code, **self.body(NewService))
        return Response(ServiceKept(row).data, status=201)


class InitiativeServices(ItemView[Told]):
    """Which services one initiative told people of."""

    permission = "outreach.view"
    write_permission = "outreach.submit"

    def find(self, key: Any) -> Told:
        return queries.told_at(by=self.by, initiative_id=key)

    def client_code(self) -> str:
        return self.item.client_code

    @extend_schema(responses=TiedShown)
    def get(self, request: Request, initiative_id: int) -> Response:
        return Response(TiedShown(self.item).data)

    @extend_schema(request=TiedAsked, responses={201: TiedShown})
    @once
    def post(self, request: Request, initiative_id: int) -> Response:
        """Say which, all of them at once; none unties."""
        actions.tie_services(by=self.by, initiative_id=initiative_id, **self.body(TiedAsked))
        return Response(TiedShown(self.find(initiative_id)).data, status=201)


class ClientServiceMix(ClientView):
    """What share of call time was service, under the department's own mapping of call types."""

    permission = "outreach.view"
    write_permission = "outreach.submit"

    @extend_schema(responses=MixShown)
    def get(self, request: Request, code: str) -> Response:
        return Response(MixShown(mixes.service_mix(by=self.by, client_code=code)).data)

    @extend_schema(request=PlacingAsked, responses={201: MappingKept})
    @once
    def post(self, request: Request, code: str) -> Response:
        """Append a version of the mapping."""
        row = calls.map_calls(by=self.by, client_code=code, **self.body(PlacingAsked))
        return Response(MappingKept(row).data, status=201)


class ClientPositiveContacts(ClientView):
    """Positive contacts of all logged ones, by quarter, against the department itself only."""

    permission = "outreach.view"
    query = ContactsAsked

    @extend_schema(responses=ContactsOfQuarters)
    def get(self, request: Request, code: str) -> Response:
        rows = mixes.positive_contacts(by=self.by, client_code=code, **self.asked)
        return Response(ContactsOfQuarters({"results": rows}).data)
