"""Quarters without outreach, attested by the department."""

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.answers import created
from api.idempotency import once
from api.serializers import Input, Shown
from api.views import ClientView
from outreach.initiatives.nothing import attest, attested


class EmptyQuarter(Shown):
    quarter = serializers.CharField(help_text='Like "2026 Q2".')
    starts_on = serializers.DateField()
    words = serializers.CharField()
    by = serializers.CharField()
    on = serializers.DateField()


class Attestation(Input):
    quarter = serializers.CharField(max_length=10, help_text='Like "2026 Q2"; it must be over.')
    words = serializers.CharField(max_length=2_000, default="", allow_blank=True)


class ClientNothingToReport(ClientView):
    """Quarters in which a department attested that it had nothing to report, latest first."""

    permission = "outreach.view"
    write_permission = "outreach.submit"

    @extend_schema(responses=EmptyQuarter(many=True))
    def get(self, request: Request, code: str) -> Response:
        return Response(EmptyQuarter(attested(by=self.by, client_code=code), many=True).data)

    @extend_schema(request=Attestation, responses={201: EmptyQuarter})
    @once
    def post(self, request: Request, code: str) -> Response:
        """Attest one quarter. Refused where it is not over or something is on record for it."""
        made = attest(by=self.by, client_code=code, **self.body(Attestation))
        [shown] = [
            each
            for each in attested(by=self.by, client_code=code)
            if each.starts_on == made.quarter_starts_on
        ]
        at = reverse("api_client_nothing_to_report", args=[code])
        return created(EmptyQuarter(shown).data, at=at)
