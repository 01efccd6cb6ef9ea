"""Correcting a complaint and adding to it what else is alleged; what it said before stays on record."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accountability.complaints import correcting
from accountability.complaints.actions import NewAllegation
from accountability.complaints.models import Complaint
from api.allegations import LONGEST, AllegationRecorded
from api.complaints import AllegationGiven, ComplaintRecorded, ComplaintSaid
from api.idempotency import once
from api.views import ItemView


class Correction(ComplaintSaid):
    reason = serializers.CharField(max_length=LONGEST)


class ComplaintItem(ItemView[Complaint]):
    """One complaint, for those who may see it."""

    permission = "complaint.view_rows"

    def find(self, key: Any) -> Complaint:
        return correcting.find_complaint(
            by=self.by, complaint_id=key, permission="complaint.view_rows"
        )

    def client_code(self) -> str:
        return self.item.client.code


class ComplaintCorrections(ComplaintItem):
    """Corrections of a complaint."""

    @extend_schema(request=Correction, responses={201: ComplaintRecorded})
    @once
    def post(self, request: Request, complaint_id: int) -> Response:
        """Correct what is said of it: only what is sent changes, and why is kept."""
        row = correcting.correct_complaint(
            by=self.by, complaint_id=complaint_id, **self.body(Correction)
        )
        return Response(ComplaintRecorded(row).data, status=201)


class ComplaintAllegations(ComplaintItem):
    """Allegations of a complaint."""

    @extend_schema(request=AllegationGiven, responses={201: AllegationRecorded})
    @once
    def post(self, request: Request, complaint_id: int) -> Response:
        """Add what else is alleged."""
        allegation = NewAllegation(**self.body(AllegationGiven))
        row = correcting.add_allegation(
            by=self.by, complaint_id=complaint_id, allegation=allegation
        )
        return Response(AllegationRecorded(row).data, status=201)
