"""Loss runs as of any day as JSON, CSV and PDF; single claims; what is recorded of losses by hand."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.answers import AnyType, attachment, created
from api.drawn import DrawnPdf, under_way
from api.idempotency import once
from api.jobs import JobShown
from api.pagination import MOST
from api.serializers import Day, Input, Moment, Money, Query, Shown
from api.views import ClientView
from riskcore.exports import csv_bytes
from riskcore.losses import actions
from riskcore.losses.history import claim_history
from riskcore.losses.loss_run import CSV_HEADERS, FIGURES, LossRun, as_json, csv_rows
from riskcore.losses.models import MoneyKind, Movement
from riskcore.losses.plan import PLAN
from riskcore.losses.queries import large_losses, loss_run, valuations
from riskcore.policies import Line
from riskcore.reports import loss_run_pdf

Figures: type[Shown] = type(
    "Figures", (Shown,), {name: Money(help_text="Dollars, as text.") for name in FIGURES}
)


class TotalShown(Figures):  # type: ignore[misc, valid-type]  # made from the columns of a loss run
    claims = serializers.IntegerField()
    open = serializers.IntegerField()


class YearTotal(TotalShown):
    year = serializers.CharField()
    line = serializers.CharField()


class StatusTotal(TotalShown):
    status = serializers.CharField()


class TermShown(Shown):
    number = serializers.CharField()
    line = serializers.CharField()
    trigger = serializers.CharField()
    retention = Money()
    to = serializers.DateField()

    def get_fields(self) -> dict[str, Any]:
        return {**super().get_fields(), "from": serializers.DateField()}


class QuietShown(Shown):
    line = serializers.CharField()
    policy_number = serializers.CharField()
    to = serializers.DateField()
    stated = serializers.BooleanField(help_text="Somebody said so; else none is on record.")
    sentence = serializers.CharField()

    def get_fields(self) -> dict[str, Any]:
        return {**super().get_fields(), "from": serializers.DateField()}


class ClaimRow(Figures):  # type: ignore[misc, valid-type]  # made from the columns of a loss run
    number = serializers.CharField()
    suffix = serializers.CharField()
    line = serializers.ChoiceField(choices=Line.choices)
    policy_number = serializers.CharField()
    year = serializers.CharField(help_text="Policy year; empty where no date is recorded.")
    occurred_on = serializers.DateField(allow_null=True)
    made_on = serializers.DateField(allow_null=True)
    reported_on = serializers.DateField(allow_null=True)
    closed_on = serializers.DateField(allow_null=True)
    reopened_on = serializers.DateField(allow_null=True)
    status = serializers.CharField()
    cause = serializers.CharField()
    cause_label = serializers.CharField()
    cause_as_recorded = serializers.CharField()
    department = serializers.CharField()
    litigated = serializers.BooleanField()


class LossRunShown(Shown):
    """A loss run under the keys of ``loss_run --format json``. Money is text with two decimals."""

    client = serializers.CharField()
    named_insured = serializers.CharField()
    carrier = serializers.CharField()
    line = serializers.CharField(help_text="Empty for all lines.")
    valued_on = serializers.DateField()
    known_at = serializers.DateTimeField(allow_null=True)
    run_at = serializers.DateTimeField()
    synthetic = serializers.BooleanField()
    policies = TermShown(many=True)
    claims = ClaimRow(many=True)
    totals = TotalShown()
    by_year_and_line = YearTotal(many=True)
    by_status = StatusTotal(many=True)
    no_losses = QuietShown(many=True)


class ValuationsShown(Shown):
    results = serializers.ListField(child=serializers.DateField(), help_text="Newest first.")


class SourceShown(Shown):
    batch = serializers.UUIDField(allow_null=True, help_text="Null where entered by hand.")
    name = serializers.CharField()
    recorded_at = serializers.DateTimeField()


class StatementShown(Shown):
    valued_on = serializers.DateField()
    status = serializers.CharField()
    occurred_on = serializers.DateField(allow_null=True)
    made_on = serializers.DateField(allow_null=True)
    reported_on = serializers.DateField(allow_null=True)
    closed_on = serializers.DateField(allow_null=True)
    reopened_on = serializers.DateField(allow_null=True)
    cause_label = serializers.CharField()
    cause_as_recorded = serializers.CharField()
    department = serializers.CharField()
    litigated = serializers.BooleanField()
    description = serializers.CharField()
    source = SourceShown()  # type: ignore[assignment]  # DRF takes it out of the class


class LedgerShown(Shown):
    posted_on = serializers.DateField()
    kind = serializers.CharField()
    movement = serializers.CharField()
    amount = Figures()
    balance = Figures(help_text="What the claim amounts to after this movement.")
    source = SourceShown()  # type: ignore[assignment]  # DRF takes it out of the class


class ClaimShown(Shown):
    number = serializers.CharField()
    suffix = serializers.CharField()
    line = serializers.CharField()
    line_label = serializers.CharField()
    policy_number = serializers.CharField()
    statements = StatementShown(many=True, help_text="Latest first.")
    ledger = LedgerShown(many=True, help_text="In the order of the days posted.")
    standing = Figures()


class MovementShown(Shown):
    id = serializers.IntegerField()
    claim = serializers.CharField()
    kind = serializers.CharField()
    movement = serializers.CharField()
    amount = Money()
    posted_on = serializers.DateField()


class NoLossShown(Shown):
    id = serializers.IntegerField()
    line = serializers.CharField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    valued_on = serializers.DateField()


class PdfAsked(Input):
    valued = Day(help_text="Valuation date.")
    line = serializers.ChoiceField(choices=Line.choices, default="", allow_blank=True)


class RunAsked(Query):
    valued = Day(help_text="Valuation date: every movement posted by the end of that day.")
    line = serializers.ChoiceField(
        choices=Line.choices, default="", help_text="One line of liability; all without it."
    )
    known_at = Moment(default=None, help_text="What was known at that moment, rather than now.")


class LargeAsked(RunAsked):
    threshold = Money(default=PLAN.large_loss, min_value=0, help_text="Incurred, in dollars.")


class LargeShown(Shown):
    valued_on = serializers.DateField()
    threshold = Money()
    results = ClaimRow(many=True, help_text="Largest first.")


class ValuationsAsked(Query):
    limit = serializers.IntegerField(min_value=1, max_value=MOST, default=8)


class ClaimAsked(Query):
    suffix = serializers.CharField(default="", max_length=16, help_text="Tells claimants apart.")
    known_at = Moment(default=None, help_text="What was known at that moment, rather than now.")


class NewMovement(Input):
    suffix = serializers.CharField(default="", max_length=16, allow_blank=True)
    kind = serializers.ChoiceField(choices=MoneyKind.choices)
    movement = serializers.ChoiceField(choices=Movement.choices)
    amount = Money(help_text="Of a reserve the change, not the new level.")
    posted_on = Day()


class NewNoLosses(Input):
    line = serializers.ChoiceField(choices=Line.choices)
    starts_on = Day()
    ends_on = Day(help_text="The first day no longer covered.")
    valued_on = Day()


class RunView(ClientView):
    """A client's loss run as of a valuation date."""

    permission = "loss.view"
    query = RunAsked

    def run(self, code: str) -> LossRun:
        asked = self.asked
        return loss_run(
            by=self.by,
            client_code=code,
            valued_on=asked["valued"],
            line=asked["line"],
            known_at=asked["known_at"],
        )


class ClientLossRun(RunView):
    """A client's claims inception to date, as of any valuation date, with totals."""

    @extend_schema(responses=LossRunShown)
    def get(self, request: Request, code: str) -> Response:
        return Response(as_json(self.run(code)))


class ClientLossRunCsv(RunView):
    """The same loss run as a CSV file: claims, then totals, then periods without a claim."""

    renderer_classes = [AnyType]

    @extend_schema(responses={(200, "text/csv"): OpenApiTypes.STR})
    def get(self, request: Request, code: str) -> HttpResponse:
        run = self.run(code)
        name = f"loss-run-{code}-{run.header.valued_on.isoformat()}.csv"
        content = csv_bytes(CSV_HEADERS, csv_rows(run))
        return attachment(content, name=name, content_type="text/csv; charset=utf-8")


class ClientLossRunPdfs(ClientView):
    """The loss run on paper."""

    permission = "loss.view"

    @extend_schema(request=PdfAsked, responses={202: JobShown})
    @once
    def post(self, request: Request, code: str) -> Response:
        """Ask for the loss run as PDF; a worker draws it, and the job's ``result`` says where it is."""
        sent = self.body(PdfAsked)
        job = loss_run_pdf.ask(
            by=self.by, client_code=code, valued_on=sent["valued"], line=sent["line"]
        )
        return under_way(self, job)


class LossRunPdf(DrawnPdf):
    """A loss run that a job has drawn, as PDF, checked against its hash."""

    permission = "loss.view"
    read = staticmethod(loss_run_pdf.read)


class ClientValuations(ClientView):
    """The latest valuation dates of which a loss run is on file and counts, newest first."""

    permission = "loss.view"
    query = ValuationsAsked

    @extend_schema(responses=ValuationsShown)
    def get(self, request: Request, code: str) -> Response:
        days = valuations(by=self.by, client_code=code, **self.asked)
        return Response(ValuationsShown({"results": days}).data)


class ClientLargeLosses(ClientView):
    """Claims of the loss run whose incurred is at or above a threshold, largest first."""

    permission = "loss.view"
    query = LargeAsked

    @extend_schema(responses=LargeShown)
    def get(self, request: Request, code: str) -> Response:
        asked = self.asked
        rows = large_losses(
            by=self.by,
            client_code=code,
            valued_on=asked["valued"],
            threshold=asked["threshold"],
            line=asked["line"],
            known_at=asked["known_at"],
        )
        flat = [{**vars(row.figures), **vars(row)} for row in rows]
        shown = {"valued_on": asked["valued"], "threshold": asked["threshold"], "results": flat}
        return Response(LargeShown(shown).data)


class OneClaim(ClientView):
    """One claim over time: what was stated of it, and every movement of money with its balance."""

    permission = "loss.view"
    query = ClaimAsked

    @extend_schema(responses=ClaimShown)
    def get(self, request: Request, code: str, number: str) -> Response:
        history = claim_history(by=self.by, client_code=code, number=number, **self.asked)
        return Response(ClaimShown(history).data)


class ClaimTransactions(ClientView):
    """Movements of money on one claim."""

    permission = "loss.record"

    @extend_schema(request=NewMovement, responses={201: MovementShown})
    @once
    def post(self, request: Request, code: str, number: str) -> Response:
        """Post one movement of money on a claim. Nothing is overwritten: a mistake is mended by the
        opposite movement."""
        row = actions.record_transaction(
            by=self.by, client_code=code, number=number, **self.body(NewMovement)
        )
        at = reverse("api_claim", args=[code, number])
        return created(MovementShown(row).data, at=at)


class NoLossStatements(ClientView):
    """Statements that there were no losses."""

    permission = "loss.record"

    @extend_schema(request=NewNoLosses, responses={201: NoLossShown})
    @once
    def post(self, request: Request, code: str) -> Response:
        """State that there were no losses of a line over a period, as of a valuation date."""
        row = actions.state_no_losses(by=self.by, client_code=code, **self.body(NewNoLosses))
        at = reverse("api_client_loss_run", args=[code]) + f"?valued={row.valued_on.isoformat()}"
        return created(NoLossShown(row).data, at=at)
