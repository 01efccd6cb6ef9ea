"""Work under way: where it stands, where its result will be, stopping it and having it tried again."""

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.answers import SECONDS_TO_WAIT
from api.idempotency import once
from api.pagination import Paged, fetched, page_of
from api.serializers import NoInput, Shown
from api.views import ClientView, ItemView
from riskcore.jobs import actions, queries
from riskcore.jobs.models import JobStatus
from riskcore.jobs.queries import JobView

# Kind of work -> the address of what it makes, and the member of its result that is the key there.
RESULTS = {
    "import.commit": ("api_import", "batch"),
    "report.draw": ("api_report", "report"),
    "loss_run.pdf": ("api_loss_run_pdf", ""),
}


class JobShown(Shown):
    id = serializers.UUIDField()
    kind = serializers.CharField(help_text="See docs/reference/job-kinds.md.")
    label = serializers.CharField()  # type: ignore[assignment]  # DRF takes it out of the class
    client = serializers.CharField(source="client_code")
    requested_by = serializers.CharField()
    status = serializers.ChoiceField(choices=JobStatus.choices)
    stopping = serializers.BooleanField(help_text="It runs, and somebody asked for it to stop.")
    has_ended = serializers.BooleanField()
    fraction = serializers.FloatField(allow_null=True, help_text="0 to 1; null while unknown.")
    note = serializers.CharField()
    attempt = serializers.IntegerField()
    error_code = serializers.CharField(help_text="Empty unless it failed.")
    error_message = serializers.CharField()
    created_at = serializers.DateTimeField()
    started_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    can_cancel = serializers.BooleanField()
    can_retry = serializers.BooleanField()
    result = serializers.SerializerMethodField(
        help_text="Address of what was made; null until it is done."
    )

    def get_result(self, job: JobView) -> str | None:
        return address_of_result(job)


def address_of_result(job: JobView) -> str | None:
    """Where the thing is that a finished job has made."""
    if job.status != JobStatus.DONE or job.kind not in RESULTS:
        return None
    name, member = RESULTS[job.kind]
    return reverse(name, args=[job.result[member] if member else job.id])


def status_of(job: JobView) -> Response:
    """The state of a job; while it has not ended, also when to look again."""
    headers = None if job.has_ended else {"Retry-After": str(SECONDS_TO_WAIT)}
    return Response(JobShown(job).data, headers=headers)


class ClientJobs(ClientView):
    """The work asked for on behalf of a client, newest first."""

    permission = "job.view"
    query = Paged

    @extend_schema(responses=page_of(JobShown, counted=False))
    def get(self, request: Request, code: str) -> Response:
        limit, offset = self.asked["limit"], self.asked["offset"]
        rows = queries.recent(by=self.by, client=self.client, limit=limit + 1, offset=offset)
        return fetched(request, self.asked, rows, JobShown)


class JobItem(ItemView[JobView]):
    """One job."""

    permission = "job.view"

    def find(self, key: Any) -> JobView:
        return queries.find(by=self.by, job_id=key)

    def client_code(self) -> str:
        return self.item.client_code


class OneJob(JobItem):
    """Where a job stands. While it has not ended, Retry-After says when to look again."""

    @extend_schema(responses=JobShown)
    def get(self, request: Request, job_id: str) -> Response:
        return status_of(self.item)


class CancelJob(JobItem):
    """Stop a job: at once while it is queued, at its next sign of life while it runs."""

    @extend_schema(request=NoInput, responses={200: JobShown})
    @once
    def post(self, request: Request, job_id: str) -> Response:
        self.body(NoInput)
        actions.cancel(by=self.by, job_id=job_id)
        return status_of(self.find(job_id))


class RetryJob(JobItem):
    """Have a failed or cancelled job tried again from the start."""

    @extend_schema(request=NoInput, responses={200: JobShown})
    @once
    def post(self, request: Request, job_id: str) -> Response:
        self.body(NoInput)
        actions.retry(by=self.by, job_id=job_id)
        return status_of(self.find(job_id))
