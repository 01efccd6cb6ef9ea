"""Papers that a job draws, over HTTP: asked for, then fetched as PDF."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.answers import AnyType, accepted, attachment
from api.jobs import JobShown
from api.views import ItemView, View
from riskcore.jobs import queries as jobs
from riskcore.jobs.models import Job
from riskcore.jobs.queries import JobView
from riskcore.reports.actions import PdfFile


def under_way(view: View, job: Job) -> Response:
    """The answer to asking for a paper: the job that draws it."""
    found = jobs.find(by=view.by, job_id=job.pk)
    return accepted(JobShown(found).data, job_id=found.id)


class DrawnPdf(ItemView[JobView]):
    """What a job has drawn, as PDF, checked against its hash. read: gives the file to ``by``."""

    read: ClassVar[Callable[..., PdfFile]]
    renderer_classes = [AnyType]

    def find(self, key: Any) -> JobView:
        return jobs.find(by=self.by, job_id=key)

    def client_code(self) -> str:
        return self.item.client_code

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    def get(self, request: Request, job_id: str) -> HttpResponse:
        file = type(self).read(by=self.by, job_id=job_id)
        return attachment(file.content, name=file.name, content_type="application/pdf")
