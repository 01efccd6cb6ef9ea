"""The steps of a report from draft to receipt: review, return, issue, acknowledgment."""

from collections.abc import Callable
from typing import ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.idempotency import once
from api.reports import ReportItem, ReportShown
from api.serializers import Input, NoInput
from riskcore.reports import release


class ReturnedReport(Input):
    reason = serializers.CharField(max_length=release.LONGEST_NOTE)


class AcknowledgedReport(Input):
    note = serializers.CharField(
        max_length=release.LONGEST_NOTE,
        default="",
        allow_blank=True,
        help_text="What the client has to say to it. A receipt, not an agreement.",
    )


class ReleaseStep(ReportItem):
    """One step. ``verb`` takes it with what ``form`` holds."""

    verb: ClassVar[Callable[..., object]]
    form: type[Input] = NoInput

    def taken(self, report_id: str) -> Response:
        asked = self.body(self.form)
        type(self).verb(by=self.by, report_id=report_id, **asked)
        return Response(ReportShown(self.find(report_id)).data)


class SendReport(ReleaseStep):
    """Say that the author is done: from here somebody else reads it."""

    verb = release.send_for_review

    @extend_schema(request=NoInput, responses={200: ReportShown})
    @once
    def post(self, request: Request, report_id: str) -> Response:
        return self.taken(report_id)


class ReturnReport(ReleaseStep):
    """Give a report in review back to its author, with a reason."""

    verb = release.return_report
    form = ReturnedReport

    @extend_schema(request=ReturnedReport, responses={200: ReportShown})
    @once
    def post(self, request: Request, report_id: str) -> Response:
        return self.taken(report_id)


class IssueReport(ReleaseStep):
    """Issue a reviewed report, which its author may not: from now on its bytes never change."""

    verb = release.issue_report

    @extend_schema(request=NoInput, responses={200: ReportShown})
    @once
    def post(self, request: Request, report_id: str) -> Response:
        return self.taken(report_id)


class AcknowledgeReport(ReleaseStep):
    """The client says that it received the report, and what it has to say to it."""

    verb = release.acknowledge
    form = AcknowledgedReport

    @extend_schema(request=AcknowledgedReport, responses={200: ReportShown})
    @once
    def post(self, request: Request, report_id: str) -> Response:
        return self.taken(report_id)
