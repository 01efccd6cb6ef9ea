"""Events pushed by internal-affairs software, where each source stands, and rows as files."""

from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accountability.deliveries import exporting, feed
from accountability.deliveries.feed import KINDS, MOST_ITEMS, Item
from api.answers import AnyType, attachment
from api.idempotency import once
from api.serializers import Input, Shown
from api.views import ClientView

MOST_FIELDS = 60
LONGEST_VALUE = 2_000


class ItemGiven(Input):
    kind = serializers.ChoiceField(choices=list(KINDS))
    id = serializers.CharField(
        max_length=64, help_text="The source's own; it comes back with what became of it."
    )
    fields = serializers.DictField(  # type: ignore[assignment]  # DRF takes it out of the class
        child=serializers.JSONField(allow_null=True),
        help_text="Those of the file kind: see file-kinds. Text, whole numbers, yes or no, null.",
    )

    def validate_fields(self, fields: dict[str, Any]) -> dict[str, Any]:
        if not 0 < len(fields) <= MOST_FIELDS:
            raise serializers.ValidationError(f"Give 1 to {MOST_FIELDS} fields.")
        for name, value in fields.items():
            if not isinstance(value, str | int | bool | None):
                raise serializers.ValidationError(
                    f"{name} is no text, whole number, true, false or null."
                )
            if len(str(value)) > LONGEST_VALUE:
                raise serializers.ValidationError(
                    f"{name} is longer than {LONGEST_VALUE:,} characters."
                )
        return fields


class PushGiven(Input):
    source = serializers.SlugField(  # type: ignore[assignment]  # DRF takes it out of the class
        max_length=64, help_text="Which software pushes, such as iapro."
    )
    after = serializers.CharField(
        max_length=200,
        default="",
        allow_blank=True,
        help_text="The cursor the source was left at; empty for its first push.",
    )
    cursor = serializers.CharField(max_length=200, help_text="Where it stands after these items.")
    items = serializers.ListField(child=ItemGiven(), min_length=1, max_length=MOST_ITEMS)


class ToldShown(Shown):
    item = serializers.IntegerField(help_text="Place in the push, from 0.")
    id = serializers.CharField()
    outcome = serializers.ChoiceField(choices=["accepted", "joined", "rejected"])
    message = serializers.CharField()
    batch = serializers.CharField(help_text="The import it became a row of; may be taken back.")


class PushedShown(Shown):
    source = serializers.CharField()  # type: ignore[assignment]  # DRF takes it out of the class
    cursor = serializers.CharField(help_text="Go on after this one.")
    accepted = serializers.IntegerField()
    rejected = serializers.IntegerField()
    results = ToldShown(many=True)


class PositionShown(Shown):
    source = serializers.CharField()  # type: ignore[assignment]  # DRF takes it out of the class
    cursor = serializers.CharField()
    items = serializers.IntegerField(help_text="Of the last push.")
    rejected = serializers.IntegerField()
    recorded_at = serializers.DateTimeField()


class PositionsShown(Shown):
    results = PositionShown(many=True)


class ComplaintFeed(ClientView):
    """Events of internal-affairs software, through the same path as files."""

    permission = "import.complaints"

    @extend_schema(responses=PositionsShown)
    def get(self, request: Request, code: str) -> Response:
        """The heartbeat: where each source stands, and so after which cursor it goes on."""
        rows = feed.positions(by=self.by, client_code=code)
        return Response(PositionsShown({"results": rows}).data)

    @extend_schema(request=PushGiven, responses={201: PushedShown})
    @once
    def post(self, request: Request, code: str) -> Response:
        """Push events in order. Each is accepted, joined or rejected with a sentence; a push that does
        not go on where the source was left changes nothing and says where (409)."""
        sent = self.body(PushGiven)
        items = [Item(**each) for each in sent.pop("items")]
        pushed = feed.push(by=self.by, client_code=code, items=items, **sent)
        return Response(PushedShown(pushed).data, status=201)


class ClientExport(ClientView):
    """Single complaints, allegations, discipline or force as a file that can be imported again."""

    permission = "complaint.view_rows"
    renderer_classes = [AnyType]

    @extend_schema(responses={(200, "text/csv"): OpenApiTypes.STR})
    def get(self, request: Request, code: str, kind: str) -> HttpResponse:
        content = exporting.export(by=self.by, client_code=code, kind=kind)
        return attachment(
            content, name=f"{kind}-{code}.csv", content_type="text/csv; charset=utf-8"
        )
