"""Time in which a complaint's clocks stand still: begun, ended, withdrawn, always by a new row."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accountability.cases import tolling
from accountability.cases.models import Tolling
from accountability.codes import TOLLING_REASONS
from api.allegations import LONGEST
from api.corrections import ComplaintItem
from api.idempotency import once
from api.serializers import Day, Input, Shown
from api.views import ItemView


class TollShown(Shown):
    id = serializers.IntegerField()
    reason = serializers.ChoiceField(choices=list(TOLLING_REASONS))
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True, help_text="Null while it runs.")
    note = serializers.CharField()


class NewToll(Input):
    reason = serializers.ChoiceField(choices=[*TOLLING_REASONS.items()])
    starts_on = Day()
    ends_on = Day(default=None, allow_null=True, help_text="Without it, it runs.")
    note = serializers.CharField(max_length=LONGEST, default="", allow_blank=True)


class TollEnd(Input):
    ends_on = Day()
    note = serializers.CharField(max_length=LONGEST, default="", allow_blank=True)


class TollWithdrawal(Input):
    note = serializers.CharField(max_length=LONGEST, help_text="Why it should never have stood.")


class ComplaintTolls(ComplaintItem):
    """Tolls of a complaint."""

    @extend_schema(request=NewToll, responses={201: TollShown})
    @once
    def post(self, request: Request, complaint_id: int) -> Response:
        """Say that its clocks stand still from a day on."""
        row = tolling.start_toll(by=self.by, complaint_id=complaint_id, **self.body(NewToll))
        return Response(TollShown(row).data, status=201)


class TollItem(ItemView[Tolling]):
    """One toll. What replaces it is a row of its own, so that two can never end the same."""

    permission = "complaint.view_rows"

    def find(self, key: Any) -> Tolling:
        return tolling.find_toll(by=self.by, toll_id=key)

    def client_code(self) -> str:
        return self.item.complaint.client.code


class EndToll(TollItem):
    """The end of a toll."""

    @extend_schema(request=TollEnd, responses={201: TollShown})
    @once
    def post(self, request: Request, toll_id: int) -> Response:
        """Say when it ended; the row that says so stands for it."""
        row = tolling.end_toll(by=self.by, toll_id=toll_id, **self.body(TollEnd))
        return Response(TollShown(row).data, status=201)


class WithdrawToll(TollItem):
    """The withdrawal of a toll."""

    @extend_schema(request=TollWithdrawal, responses={201: TollShown})
    @once
    def post(self, request: Request, toll_id: int) -> Response:
        """Say that it should never have stood, and why."""
        row = tolling.withdraw_toll(by=self.by, toll_id=toll_id, **self.body(TollWithdrawal))
        return Response(TollShown(row).data, status=201)
