"""Compliments: praise as the department received it, beside complaints and never set against them."""

from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accountability.codes import CHANNELS, COMPLIMENTS
from accountability.compliments import compliments, record_compliment
from api.idempotency import once
from api.serializers import Day, Input, Row
from api.views import ClientView, RowList


class ComplimentRow(Row):
    id = serializers.IntegerField()
    number = serializers.CharField()
    officer = serializers.CharField(
        source="officer.token", default=None, allow_null=True, help_text="A token, never a name."
    )
    received_on = serializers.DateField()
    received_precision = serializers.CharField()
    kind = serializers.ChoiceField(choices=list(COMPLIMENTS))
    channel = serializers.CharField()
    as_recorded = serializers.CharField()


class ComplimentFilters(filters.FilterSet):  # type: ignore[misc]  # django-filter has no types
    kind = filters.ChoiceFilter(choices=[*COMPLIMENTS.items()])
    since = filters.DateFilter(field_name="received_on", lookup_expr="gte")
    until = filters.DateFilter(field_name="received_on", lookup_expr="lte")
    officer = filters.CharFilter(field_name="officer__token", max_length=24)


class NewCompliment(Input):
    number = serializers.CharField(max_length=64)
    received_on = Day()
    kind = serializers.ChoiceField(choices=[*COMPLIMENTS.items()], default="OTHER")
    words = serializers.CharField(max_length=400, default="", allow_blank=True)
    officer = serializers.CharField(
        max_length=64,
        default="",
        allow_blank=True,
        help_text="The department's own identifier; it becomes a token and is not kept.",
    )
    channel = serializers.ChoiceField(choices=[*CHANNELS.items()], default="UNKNOWN")


class ClientCompliments(ClientView, RowList):
    """A department's compliments, the latest first."""

    permission = "complaint.view_rows"
    write_permission = "complaint.record"
    row = ComplimentRow
    ordering = ("-received_on", "-id")
    filterset_class = ComplimentFilters

    def rows(self) -> QuerySet[Any]:
        return compliments(by=self.by, client=self.client)

    @extend_schema(request=NewCompliment, responses={201: ComplimentRow})
    @once
    def post(self, request: Request, code: str) -> Response:
        """Record one compliment, for one officer or for nobody known by name."""
        row = record_compliment(by=self.by, client_code=code, **self.body(NewCompliment))
        return Response(ComplimentRow(row).data, status=201)
