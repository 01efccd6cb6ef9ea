"""Saved mappings: how one client's files of one kind are to be read."""

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.answers import created
from api.idempotency import once
from api.imports import LONGEST_MAPPING
from api.pagination import Paged, page_of, whole
from api.serializers import Input, Shown
from api.views import ClientView
from riskcore.imports import actions, queries


class MappingShown(Shown):
    name = serializers.SlugField()
    kind = serializers.CharField()
    text = serializers.CharField(help_text="See docs/reference/mapping-format.md.")
    created_by = serializers.CharField()
    created_at = serializers.DateTimeField()


class MappingsAsked(Paged):
    kind = serializers.CharField(required=False, default="", help_text="Key of a file kind.")


class NewMapping(Input):
    kind = serializers.CharField(help_text="Key of a file kind.")
    name = serializers.CharField(max_length=64)
    text = serializers.CharField(max_length=LONGEST_MAPPING, trim_whitespace=False)


class ClientMappings(ClientView):
    """A client's saved mappings by name: for the kinds of file you may import."""

    permission = "client.view"
    query = MappingsAsked

    @extend_schema(responses=page_of(MappingShown))
    def get(self, request: Request, code: str) -> Response:
        rows = queries.mappings(by=self.by, client_code=code, kind=self.asked["kind"])
        return whole(request, self.asked, rows, MappingShown)

    @extend_schema(request=NewMapping, responses={201: MappingShown})
    @once
    def post(self, request: Request, code: str) -> Response:
        """Keep a mapping, replacing the one of that name. A mapping that cannot be read is refused
        with the key that is wrong."""
        saved = actions.save_mapping(by=self.by, client_code=code, **self.body(NewMapping))
        line = queries.mapping(by=self.by, client_code=code, name=saved.name)
        at = reverse("api_client_mapping", args=[code, saved.name])
        return created(MappingShown(line).data, at=at)


class OneMapping(ClientView):
    """One saved mapping with its text."""

    permission = "client.view"

    @extend_schema(responses=MappingShown)
    def get(self, request: Request, code: str, name: str) -> Response:
        line = queries.mapping(by=self.by, client_code=code, name=name)
        return Response(MappingShown(line).data)
