"""Names of a department's officers, for its command alone; each opening is kept."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accountability.officer_names import NAME_LENGTH, enter_name, open_names
from api.idempotency import once
from api.pagination import Paged, page_of, whole
from api.serializers import Input, Shown
from api.views import ClientView


class NamedOfficerShown(Shown):
    token = serializers.CharField()
    name = serializers.CharField()


class NewName(Input):
    officer = serializers.CharField(
        max_length=64,
        help_text="The department's own identifier; it becomes a token and is not kept.",
    )
    name = serializers.CharField(max_length=NAME_LENGTH)
    certificate = serializers.CharField(
        max_length=64,
        default="",
        allow_blank=True,
        help_text="Of the state; kept as a keyed hash only.",
    )


class NameSealed(Shown):
    token = serializers.CharField()


class ClientOfficerNames(ClientView):
    """Names by officer token. Reading them is an act of its own, kept with who did."""

    permission = "officer.view_names"
    write_permission = "officer.enter_names"
    query = Paged

    @extend_schema(responses=page_of(NamedOfficerShown))
    def get(self, request: Request, code: str) -> Response:
        rows = open_names(by=self.by, client_code=code)
        return whole(request, self.asked, rows, NamedOfficerShown)

    @extend_schema(request=NewName, responses={201: NameSealed})
    @once
    def post(self, request: Request, code: str) -> Response:
        """Seal one officer's name; the answer has the token alone."""
        row = enter_name(by=self.by, client_code=code, **self.body(NewName))
        return Response(NameSealed(row).data, status=201)
