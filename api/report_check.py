"""Whether a copy of a report is the issued one, asked by its SHA-256."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.access import SIGNED_IN
from api.serializers import Shown
from api.views import View
from riskcore.reports.standing import ISSUED, SUPERSEDED, UNKNOWN, standing


class ReportStandingShown(Shown):
    sha256 = serializers.CharField()
    standing = serializers.ChoiceField(choices=[ISSUED, SUPERSEDED, UNKNOWN])
    number = serializers.CharField(help_text="Empty, as the rest, where the file is unknown.")
    as_of = serializers.DateField(allow_null=True)
    issued_on = serializers.DateField(allow_null=True)
    pages = serializers.IntegerField()
    newer_number = serializers.CharField(help_text="The report that took its place, if one did.")
    newer_issued_on = serializers.DateField(allow_null=True)


class ReportCheck(View):
    """Whether the file with this SHA-256 is an issued report, a superseded one, or unknown here.

    Whoever has the file may ask, whether or not they may see the client. 30 askings in fifteen minutes.
    """

    permission = SIGNED_IN

    @extend_schema(responses=ReportStandingShown)
    def get(self, request: Request, sha256: str) -> Response:
        found = standing(sha256=sha256, caller=f"person {self.by.pk}")
        return Response(ReportStandingShown(found).data)
