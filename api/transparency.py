"""What a department shows the public: what has been decided of each data set, and deciding it."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accountability.transparency import actions, queries
from accountability.transparency.data_sets import DATA_SETS
from accountability.transparency.models import DICTIONARY_LENGTH
from api.idempotency import once
from api.pagination import Paged, page_of, whole
from api.serializers import Input, Shown
from api.views import ClientView


class PublicationShown(Shown):
    data_set = serializers.CharField(source="data_set.key")
    label = serializers.CharField(source="data_set.label")  # type: ignore[assignment]  # DRF's own word
    shown = serializers.BooleanField()
    dictionary = serializers.CharField()
    by = serializers.CharField(help_text="Who decided; empty where nobody has yet.")
    at = serializers.DateTimeField(allow_null=True)
    versions = serializers.IntegerField()


class NewPublication(Input):
    data_set = serializers.ChoiceField(choices=list(DATA_SETS))
    shown = serializers.BooleanField()
    dictionary = serializers.CharField(
        max_length=DICTIONARY_LENGTH,
        default="",
        allow_blank=True,
        help_text="What its words mean; the house's own without it.",
    )


class PublicationKept(Shown):
    id = serializers.IntegerField()
    data_set = serializers.CharField()
    shown = serializers.BooleanField()


class ClientTransparency(ClientView):
    """Which tables a department shows the public, without signing in, at /open/<code>/."""

    permission = "transparency.view"
    write_permission = "transparency.publish"
    query = Paged

    @extend_schema(responses=page_of(PublicationShown))
    def get(self, request: Request, code: str) -> Response:
        rows = queries.decided(by=self.by, client_code=code)
        return whole(request, self.asked, rows, PublicationShown)

    @extend_schema(request=NewPublication, responses={201: PublicationKept})
    @once
    def post(self, request: Request, code: str) -> Response:
        """Show a data set, or no longer; the decision is appended and recorded."""
        row = actions.publish(by=self.by, client_code=code, **self.body(NewPublication))
        return Response(PublicationKept(row).data, status=201)
