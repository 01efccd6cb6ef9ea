"""Files of a case: sent with their privilege label, and given back to the department alone."""

from contextlib import ExitStack

from django.http import StreamingHttpResponse
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from accountability.cases import files
from accountability.codes import PRIVILEGES
from api.answers import AnyType, created, stream
from api.cases import CaseFileShown, CaseItem
from api.idempotency import once
from api.serializers import Input
from api.views import View


class NewCaseFile(Input):
    file = serializers.FileField()
    title = serializers.CharField(max_length=200, default="", allow_blank=True)
    privilege = serializers.ChoiceField(choices=[*PRIVILEGES.items()], default="none")


class CaseFiles(CaseItem):
    """Files of a case."""

    parser_classes = [MultiPartParser]

    @extend_schema(request={"multipart/form-data": NewCaseFile}, responses={201: CaseFileShown})
    @once
    def post(self, request: Request, case_id: int) -> Response:
        """Keep one file with the case. What cannot be taken is refused with the reason."""
        sent = self.body(NewCaseFile)
        row = files.attach(by=self.by, case_id=case_id, file_name=sent["file"].name, **sent)
        return created(CaseFileShown(row).data, at=reverse("api_case_file", args=[row.pk]))


class OneCaseFile(View):
    """One file of a case as an attachment. Who opens it is recorded."""

    permission = "case.open_attachment"
    renderer_classes = [AnyType]

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def get(self, request: Request, attachment_id: int) -> StreamingHttpResponse:
        opened = files.open_file(by=self.by, attachment_id=attachment_id)
        with ExitStack() as held:
            held.callback(opened.stream.close)
            return stream(opened.stream, held=held.pop_all(), headers=opened.headers)
