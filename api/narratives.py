"""Narratives of claims: the insurer's words on a loss, version by version."""

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.answers import created
from api.idempotency import once
from api.pagination import Paged, page_of, whole
from api.serializers import Day, Input, Shown
from api.views import ClientView
from riskcore.underwriting.narratives import (
    LONGEST,
    PARTS,
    Narrative,
    NewNarrative,
    narratives,
    write_narrative,
)


def _part(part: str) -> serializers.CharField:
    if part == "facts":
        return serializers.CharField(help_text=PARTS[part], max_length=LONGEST)
    return serializers.CharField(
        help_text=PARTS[part], max_length=LONGEST, allow_blank=True, default=""
    )


class NewClaimNarrative(Input):
    suffix = serializers.CharField(default="", max_length=16, allow_blank=True)
    as_of = Day()
    facts, liability, injuries, next_event, lessons = map(_part, PARTS)
    next_event_on = Day(default=None, allow_null=True)
    recommendations = serializers.ListField(
        child=serializers.CharField(max_length=48), default=list, max_length=20
    )


class NarrativePart(Shown):
    heading = serializers.CharField()
    text = serializers.CharField()


class ClaimNarrativeShown(Shown):
    id = serializers.IntegerField()
    as_of = Day()
    parts = serializers.SerializerMethodField()
    next_event_on = Day(allow_null=True)
    recommendations = serializers.ListField(child=serializers.CharField())
    written_by = serializers.CharField()
    written_at = serializers.DateTimeField()

    @extend_schema_field(NarrativePart(many=True))
    def get_parts(self, row: Narrative) -> list[dict[str, str]]:
        return [{"heading": heading, "text": text} for heading, text in row.parts]


class OfSuffix(Paged):
    suffix = serializers.CharField(default="", max_length=16, help_text="Tells claimants apart.")


class ClaimNarratives(ClientView):
    """What the insurer's side wrote of one claim, the latest version first."""

    permission = "underwriting.view"
    write_permission = "underwriting.record"
    query = OfSuffix

    @extend_schema(responses=page_of(ClaimNarrativeShown))
    def get(self, request: Request, code: str, number: str) -> Response:
        asked = dict(self.asked)
        rows = narratives(by=self.by, client_code=code, number=number, suffix=asked.pop("suffix"))
        return whole(request, asked, rows, ClaimNarrativeShown)

    @extend_schema(request=NewClaimNarrative, responses={201: ClaimNarrativeShown})
    @once
    def post(self, request: Request, code: str, number: str) -> Response:
        """Write another version; the one before it is kept. What identifies a person is refused."""
        given: dict[str, Any] = dict(self.body(NewClaimNarrative))
        suffix, numbers = given.pop("suffix"), tuple(given.pop("recommendations"))
        row = write_narrative(
            by=self.by,
            client_code=code,
            number=number,
            suffix=suffix,
            asked=NewNarrative(**given, recommendations=numbers),
        )
        found = narratives(by=self.by, client_code=code, number=number, suffix=suffix)
        [line] = [one for one in found if one.id == row.pk]
        at = reverse("api_claim_narratives", args=[code, number])
        return created(ClaimNarrativeShown(line).data, at=f"{at}?suffix={suffix}" if suffix else at)
