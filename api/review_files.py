"""What a review leaves on file over HTTP: documents, the worksheets behind its terms, the file note."""

from contextlib import ExitStack
from typing import Any

from django.http import StreamingHttpResponse
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from api.answers import AnyType, created, stream
from api.drawn import DrawnPdf, under_way
from api.idempotency import once
from api.jobs import JobShown
from api.pagination import Paged, page_of, whole
from api.serializers import Input, Money, NoInput, Shown
from api.underwriting import ReviewItem
from api.views import ItemView
from riskcore.reports import file_note_pdf
from riskcore.underwriting.documents import (
    DocumentKind,
    ReviewDocument,
    attach,
    documents,
    find_document,
    open_document,
)
from riskcore.underwriting.finding import find_review
from riskcore.underwriting.rated import behind


class NewReviewDocument(Input):
    file = serializers.FileField()
    kind = serializers.ChoiceField(choices=DocumentKind.choices)
    title = serializers.CharField(max_length=200, default="", allow_blank=True)


class ReviewDocumentShown(Shown):
    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=DocumentKind.values)
    title = serializers.CharField()
    file_name = serializers.CharField()
    size = serializers.IntegerField(help_text="Bytes.")
    sha256 = serializers.CharField(help_text="Of the bytes as received.")
    uploaded_by = serializers.CharField()
    uploaded_at = serializers.DateTimeField()


class GroundShown(Shown):
    line = serializers.CharField()
    worksheet = serializers.CharField(source="worksheet.id")
    plan = serializers.CharField(source="worksheet.plan")
    indicated = Money(source="worksheet.premium")
    offered = Money(allow_null=True)
    share = serializers.DecimalField(
        max_digits=12,
        decimal_places=6,
        allow_null=True,
        help_text="Offered over indicated, less one.",
    )
    warnings = serializers.ListField(child=serializers.CharField())


class ReviewDocuments(ReviewItem):
    """Documents kept with a review."""

    write_permission = "underwriting.record"
    parser_classes = [MultiPartParser]
    query = Paged

    @extend_schema(responses=page_of(ReviewDocumentShown))
    def get(self, request: Request, number: str) -> Response:
        return whole(request, self.asked, documents(by=self.by, number=number), ReviewDocumentShown)

    @extend_schema(
        request={"multipart/form-data": NewReviewDocument}, responses={201: ReviewDocumentShown}
    )
    @once
    def post(self, request: Request, number: str) -> Response:
        """Keep one file with the review. What cannot be taken is refused with the reason."""
        sent = self.body(NewReviewDocument)
        row = attach(by=self.by, number=number, file_name=sent["file"].name, **sent)
        [line] = [one for one in documents(by=self.by, number=number) if one.id == row.pk]
        at = reverse("api_review_document", args=[row.pk])
        return created(ReviewDocumentShown(line).data, at=at)


class OneReviewDocument(ItemView[ReviewDocument]):
    """One document of a review as an attachment. Who opens it is recorded."""

    permission = "underwriting.view"
    renderer_classes = [AnyType]

    def find(self, key: Any) -> ReviewDocument:
        return find_document(by=self.by, document_id=key)

    def client_code(self) -> str:
        return self.item.review.client.code

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def get(self, request: Request, document_id: int) -> StreamingHttpResponse:
        opened = open_document(by=self.by, document_id=document_id)
        with ExitStack() as held:
            held.callback(opened.stream.close)
            return stream(opened.stream, held=held.pop_all(), headers=opened.headers)


class ReviewGrounds(ReviewItem):
    """The kept worksheets that the premiums of a review rest on."""

    query = Paged

    @extend_schema(responses=page_of(GroundShown))
    def get(self, request: Request, number: str) -> Response:
        """What is offered beside what is indicated, line by line, with what an auditor would ask."""
        terms = self.item.terms
        review = find_review(by=self.by, number=number)
        rows = behind(by=self.by, review=review, lines=terms.lines if terms else ())
        return whole(request, self.asked, rows, GroundShown)


class ReviewFileNotes(ReviewItem):
    """The file note of a review."""

    @extend_schema(request=NoInput, responses={202: JobShown})
    @once
    def post(self, request: Request, number: str) -> Response:
        """Ask for it as PDF; a worker draws it, and the job's ``result`` says where it is."""
        self.body(NoInput)
        job = file_note_pdf.ask(by=self.by, number=number)
        return under_way(self, job)


class FileNote(DrawnPdf):
    """A file note that a job has drawn, as PDF, checked against its hash."""

    permission = "underwriting.view"
    read = staticmethod(file_note_pdf.read)
