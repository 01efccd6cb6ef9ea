"""Advisory reports: asking for one, watching it drawn, reading, issuing and verifying it."""

from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.answers import AnyType, accepted, attachment
from api.idempotency import once
from api.pagination import Paged, page_of, whole
from api.serializers import Day, Input, NoInput, Shown
from api.views import ClientView, ItemView
from riskcore.reports import actions, queries
from riskcore.reports.queries import ReportDetail
from riskcore.reports.sections import Audience
from riskcore.reports.states import REPORT

AUDIENCES = [audience.value for audience in Audience]


class ReportLineShown(Shown):
    id = serializers.UUIDField()
    number = serializers.CharField()
    client = serializers.CharField(source="client_code")
    as_of = serializers.DateField()
    audience = serializers.ChoiceField(choices=AUDIENCES)
    author = serializers.CharField()
    status = serializers.ChoiceField(choices=list(REPORT.states))
    pages = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    issued_at = serializers.DateTimeField(allow_null=True)


class ReportShown(ReportLineShown):
    snapshot = serializers.CharField(source="snapshot_id")
    sha256 = serializers.CharField(help_text="Of the PDF; empty while there is none.")
    has_pdf = serializers.BooleanField()
    problems = serializers.ListField(
        child=serializers.CharField(), help_text="While there are any it cannot be issued."
    )
    job = serializers.CharField(source="job_id")
    job_status = serializers.CharField()
    progress_done = serializers.IntegerField()
    progress_total = serializers.IntegerField()
    progress_note = serializers.CharField()
    is_working = serializers.BooleanField()
    version = serializers.IntegerField(help_text="Its place in the line for these readers.")
    sent_at = serializers.DateTimeField(allow_null=True, help_text="Sent for review.")
    return_reason = serializers.CharField(help_text="Why a reviewer returned it; empty otherwise.")
    issued_by = serializers.CharField(help_text="Never its author.")
    acknowledged_at = serializers.DateTimeField(allow_null=True)
    acknowledged_by = serializers.CharField()
    acknowledgment = serializers.CharField(help_text="What the client said to it.")
    newer = serializers.CharField(
        source="newer_id", help_text="The report that took its place, where you may see it."
    )
    can_send = serializers.BooleanField()
    can_return = serializers.BooleanField()
    can_issue = serializers.BooleanField()
    can_acknowledge = serializers.BooleanField()
    engine = serializers.CharField()
    plan = serializers.CharField()
    template = serializers.CharField()


class VerificationShown(Shown):
    number = serializers.CharField()
    recorded = serializers.CharField(help_text="SHA-256 when it was drawn.")
    found = serializers.CharField(help_text="SHA-256 of the stored bytes.")
    is_intact = serializers.BooleanField()


class NewReport(Input):
    as_of = Day()
    audience = serializers.ChoiceField(choices=AUDIENCES, default=Audience.COUNCIL.value)
    reason = serializers.CharField(
        max_length=300,
        default="",
        allow_blank=True,
        help_text="Why it is made; printed in its version history.",
    )


class ClientReports(ClientView):
    """A client's reports, newest first: those you may see."""

    permission = "report.view"
    write_permission = "report.prepare"
    query = Paged

    @extend_schema(responses=page_of(ReportLineShown))
    def get(self, request: Request, code: str) -> Response:
        rows = queries.listing(by=self.by, client_code=code)
        return whole(request, self.asked, rows, ReportLineShown)

    @extend_schema(request=NewReport, responses={202: ReportShown})
    @once
    def post(self, request: Request, code: str) -> Response:
        """Freeze what a report will say, give it its number and have a worker draw it. Location is the
        job; its ``result`` will be the report."""
        row = actions.request_report(by=self.by, client_code=code, **self.body(NewReport))
        report = queries.detail(by=self.by, report_id=row.pk)
        return accepted(ReportShown(report).data, job_id=report.job_id)


class ReportItem(ItemView[ReportDetail]):
    """One report. Drafts and insurer copies are seen on the insurer's side only."""

    permission = "report.view"

    def find(self, key: Any) -> ReportDetail:
        return queries.detail(by=self.by, report_id=key)

    def client_code(self) -> str:
        return self.item.client_code


class OneReport(ReportItem):
    """One report, with the progress of its drawing and what it was made with."""

    @extend_schema(responses=ReportShown)
    def get(self, request: Request, report_id: str) -> Response:
        return Response(ReportShown(self.item).data)


class ReportPdf(ReportItem):
    """The report's PDF, checked against its hash. Who reads it is recorded."""

    renderer_classes = [AnyType]

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    def get(self, request: Request, report_id: str) -> HttpResponse:
        file = actions.read_pdf(by=self.by, report_id=report_id)
        return attachment(file.content, name=file.name, content_type="application/pdf")


class ReportData(ReportItem):
    """Every number of the report with its source rows, versions and snapshot: the file ``data.json``
    that is attached to its PDF. Who reads it is recorded."""

    renderer_classes = [AnyType]

    @extend_schema(responses={(200, "application/json"): OpenApiTypes.OBJECT})
    def get(self, request: Request, report_id: str) -> HttpResponse:
        file = actions.read_data(by=self.by, report_id=report_id)
        return attachment(file.content, name=file.name, content_type="application/json")


class VerifyReport(ReportItem):
    """Compare the stored bytes with the hash that was recorded when they were drawn."""

    @extend_schema(request=NoInput, responses={200: VerificationShown})
    @once
    def post(self, request: Request, report_id: str) -> Response:
        self.body(NoInput)
        result = actions.verify(by=self.by, report_id=report_id)
        return Response(VerificationShown(result).data)
