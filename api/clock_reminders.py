"""Reminders of clocks: those that wait, and their acknowledgment with a reason."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accountability.clocks import reminders
from accountability.clocks.models import ClockReminder
from api.idempotency import once
from api.pagination import Paged, page_of, whole
from api.serializers import Input, Shown
from api.views import ClientView, ItemView


class ClockReminderShown(Shown):
    id = serializers.IntegerField()
    complaint = serializers.IntegerField(source="complaint_id")
    number = serializers.CharField()
    limit = serializers.CharField()
    name = serializers.CharField(source="label")
    bars = serializers.BooleanField(help_text="Discipline is barred after it.")
    days_before = serializers.IntegerField(help_text="30, 14, 7 or 0.")
    due_on = serializers.DateField(help_text="The last day.")
    days_left = serializers.IntegerField()
    raised_on = serializers.DateField()
    assignee = serializers.CharField(help_text="Whose case it was then; empty for nobody's.")
    sentence = serializers.CharField(help_text="As the clock stands; empty once settled.")
    status = serializers.CharField()
    because = serializers.CharField(help_text="Why it was dropped.")
    settled_by = serializers.CharField()
    settled_on = serializers.DateField(allow_null=True)
    reason = serializers.CharField()


class ReminderAcknowledged(Input):
    reason = serializers.CharField(max_length=400, help_text="What is done about the clock.")


class ClientClockReminders(ClientView):
    """Reminders of the client's clocks."""

    permission = "clock.view"
    query = Paged

    @extend_schema(responses=page_of(ClockReminderShown))
    def get(self, request: Request, code: str) -> Response:
        """Those that wait, the first to run out on top, then the last that were settled."""
        found = reminders.reminders(by=self.by, client_code=code)
        return whole(request, self.asked, [*found.waiting, *found.settled], ClockReminderShown)


class AcknowledgeClockReminder(ItemView[ClockReminder]):
    """The acknowledgment of a reminder. It can be given once."""

    permission = "case.handle"

    def find(self, key: Any) -> ClockReminder:
        return reminders.find_reminder(by=self.by, reminder_id=key)

    def client_code(self) -> str:
        return self.item.client.code

    @extend_schema(request=ReminderAcknowledged, responses={201: ClockReminderShown})
    @once
    def post(self, request: Request, reminder_id: int) -> Response:
        """Say that it was read, and what is done about it."""
        row = reminders.acknowledge(
            by=self.by, reminder_id=reminder_id, **self.body(ReminderAcknowledged)
        )
        return Response(ClockReminderShown(reminders.as_row(row)).data, status=201)
