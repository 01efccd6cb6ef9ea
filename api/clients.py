"""Clients, and the record of what was done at each."""

from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.pagination import MOST
from api.serializers import Query, Row, Shown
from api.views import ClientView, RowList
from riskcore.access.rules import RULES
from riskcore.audit import queries as audit
from riskcore.audit.closed import reader
from riskcore.clients import queries
from riskcore.clients.models import ClientKind, ClientQuerySet


class ClientRow(Row):
    code = serializers.SlugField(help_text="How people and files name the client.")
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=ClientKind.choices)
    state = serializers.CharField(help_text="Two letters.")
    carrier = serializers.CharField(source="carrier.code", help_text="Code of the carrier.")
    synthetic = serializers.BooleanField(help_text="True where the data are invented.")


class ClientDetail(ClientRow):
    permissions = serializers.ListField(
        child=serializers.CharField(), help_text="What the caller may do for this client."
    )


class PermissionShown(Shown):
    key = serializers.CharField()
    ability = serializers.CharField(help_text="Completes: you may ...")
    held = serializers.BooleanField()


class PermissionsShown(Shown):
    results = PermissionShown(many=True)


class DepartmentShown(Shown):
    id = serializers.IntegerField()
    name = serializers.CharField()
    districts = serializers.ListField(child=serializers.CharField())


class DepartmentsShown(Shown):
    results = DepartmentShown(many=True)


class LookShown(Shown):
    who = serializers.CharField()
    last = serializers.DateTimeField()


class LooksShown(Shown):
    results = LookShown(many=True)


class LooksAsked(Query):
    limit = serializers.IntegerField(min_value=1, max_value=MOST, default=50)


class ActRow(Row):
    sequence = serializers.IntegerField(help_text="Place in the client's chain, from 1.")
    at = serializers.DateTimeField()
    actor = serializers.CharField(source="actor.username")
    verb = serializers.CharField()
    subject_kind = serializers.CharField()
    subject_id = serializers.CharField()
    facts = serializers.JSONField()
    hash = serializers.CharField(help_text="SHA-256 that the next act of the chain builds on.")


class ClientFilters(filters.FilterSet):  # type: ignore[misc]  # django-filter has no types
    kind = filters.ChoiceFilter(choices=ClientKind.choices)
    state = filters.CharFilter(max_length=2)
    text = filters.CharFilter(method="with_text", max_length=100, help_text="In name or code.")

    def with_text(self, clients: ClientQuerySet, name: str, value: str) -> ClientQuerySet:
        return clients.matching(text=value)


class Clients(RowList):
    """The clients you may see, by name."""

    permission = "client.view"
    row = ClientRow
    ordering = ("name", "id")
    filterset_class = ClientFilters

    def rows(self) -> ClientQuerySet:
        return queries.visible(by=self.request.user)


class OneClient(ClientView):
    """One client, and what you may do for it."""

    permission = "client.view"

    @extend_schema(responses=ClientDetail)
    def get(self, request: Request, code: str) -> Response:
        held = sorted(queries.held(by=self.by, client=self.client))
        return Response({**ClientRow(self.client).data, "permissions": held})


class ClientPermissions(ClientView):
    """Every permission there is, and whether you hold it for this client."""

    permission = "client.view"

    @extend_schema(responses=PermissionsShown)
    def get(self, request: Request, code: str) -> Response:
        held = queries.held(by=self.by, client=self.client)
        rows = [
            {"key": rule.key, "ability": rule.ability, "held": rule.key in held} for rule in RULES
        ]
        return Response(PermissionsShown({"results": rows}).data)


class ClientDepartments(ClientView):
    """The departments of a client, by name."""

    permission = "client.view"

    @extend_schema(responses=DepartmentsShown)
    def get(self, request: Request, code: str) -> Response:
        rows = queries.departments(by=self.by, client=self.client)
        return Response(DepartmentsShown({"results": rows}).data)


class ClientLooks(ClientView):
    """Who looked at this client, each person once, latest first; you are not among them."""

    permission = "audit.view_looks"
    query = LooksAsked

    @extend_schema(responses=LooksShown)
    def get(self, request: Request, code: str) -> Response:
        rows = audit.looks(by=self.by, client=self.client, **self.asked)
        return Response(LooksShown({"results": rows}).data)


class ClientAudit(ClientView, RowList):
    """What was done at this client, latest first."""

    permission = "audit.view"
    row = ActRow
    ordering = ("-sequence", "-id")

    def rows(self) -> QuerySet[Any]:
        self.reader = reader(by=self.by, client=self.client)
        return audit.acts(by=self.by, client=self.client)

    def present(self, row: dict[str, Any]) -> dict[str, Any]:
        facts = self.reader.facts(verb=row["verb"], actor=row["actor"], facts=row["facts"])
        return {**row, "facts": facts}
