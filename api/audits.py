"""Auditing accepted outreach: what waits, what was found, and the draws behind it."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.answers import created
from api.idempotency import once
from api.serializers import Input, Shown
from api.views import ItemView, View
from outreach.evidence.audits import audit_desk, decide, find_audit
from outreach.evidence.models import Audit, AuditOutcome


class AuditShown(Shown):
    id = serializers.IntegerField()
    client = serializers.CharField(source="client_code")
    client_name = serializers.CharField()
    initiative_id = serializers.IntegerField()
    title = serializers.CharField()
    starts_on = serializers.DateField()
    level = serializers.IntegerField(help_text="As it was accepted.")
    reviewer = serializers.CharField()
    why = serializers.CharField(help_text="Drawn, or the risk it carries.")
    outcome = serializers.ChoiceField(choices=["", *AuditOutcome.values])
    words = serializers.CharField()
    auditor = serializers.CharField()


class AuditSealShown(Shown):
    carrier = serializers.CharField()
    quarter_starts_on = serializers.DateField()
    sha256 = serializers.CharField(help_text="Of the seed; on record before the first decision.")
    drawn_at = serializers.DateTimeField()
    seed = serializers.CharField(help_text="Empty until the quarter is over.")


class AuditDeskShown(Shown):
    waiting = AuditShown(many=True)
    done = AuditShown(many=True, help_text="The latest first.")
    seals = AuditSealShown(many=True)


class AuditOutcomeSent(Input):
    outcome = serializers.ChoiceField(choices=AuditOutcome.choices)
    words = serializers.CharField(
        max_length=2_000, default="", allow_blank=True, help_text="Needed where it did not hold."
    )


class OutreachAudits(View):
    """Accepted initiatives that are audited, over all clients whose audits you may see, and the sealed
    draws."""

    permission = "outreach.view_audits"

    @extend_schema(responses=AuditDeskShown)
    def get(self, request: Request) -> Response:
        desk = audit_desk(by=self.by, today=timezone.localdate())
        return Response(AuditDeskShown(desk).data)


class OutreachAuditOutcome(ItemView[Audit]):
    """How one audit ended."""

    permission = "outreach.audit"

    def find(self, key: Any) -> Audit:
        return find_audit(by=self.by, audit_id=key)

    def client_code(self) -> str:
        return self.item.review.initiative.client.code

    @extend_schema(request=AuditOutcomeSent, responses={201: AuditDeskShown})
    @once
    def post(self, request: Request, audit_id: int) -> Response:
        """Say whether an accepted initiative held. By a third person, and once."""
        decide(by=self.by, audit_id=audit_id, **self.body(AuditOutcomeSent))
        desk = audit_desk(by=self.by, today=timezone.localdate())
        return created(AuditDeskShown(desk).data, at=reverse("api_outreach_audits"))
