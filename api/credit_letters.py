"""Letters of the outreach credit: asked for, listed, and fetched as data or as PDF."""

import json
from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.answers import AnyType, attachment
from api.drawn import under_way
from api.idempotency import once
from api.jobs import JobShown
from api.pagination import Paged, page_of, whole
from api.serializers import Day, Input, Shown
from api.views import ClientView, ItemView
from outreach.credit import letters
from outreach.credit.models import CreditLetter


class CreditLetterShown(Shown):
    id = serializers.CharField(help_text="SHA-256 of what the letter states.")
    client = serializers.CharField(source="client.code")
    plan = serializers.CharField()
    as_of = serializers.DateField()
    last_day = serializers.DateField()
    percent = serializers.DecimalField(max_digits=4, decimal_places=1)
    cap = serializers.DecimalField(max_digits=4, decimal_places=1)
    known_at = serializers.DateTimeField(help_text="What was on record then counted.")
    pages = serializers.IntegerField()
    pdf_sha256 = serializers.CharField()
    drawn_by = serializers.CharField(source="drawn_by.username")
    drawn_at = serializers.DateTimeField()


class OneCreditLetterShown(CreditLetterShown):
    states = serializers.SerializerMethodField(
        help_text="Plan, steps, items with the hashes of their files, gates; as it was drawn."
    )

    @extend_schema_field(OpenApiTypes.OBJECT)
    def get_states(self, row: CreditLetter) -> Any:
        return json.loads(row.body)


class CreditLetterAsked(Input):
    as_of = Day(required=False, help_text="Today without it.")


class ClientCreditLetters(ClientView):
    """The credit letters of a client, the latest first."""

    permission = "outreach.view"
    write_permission = letters.DRAW
    query = Paged

    @extend_schema(responses=page_of(CreditLetterShown))
    def get(self, request: Request, code: str) -> Response:
        rows = letters.letters_of(by=self.by, client_code=code)
        return whole(request, self.asked, rows, CreditLetterShown)

    @extend_schema(request=CreditLetterAsked, responses={202: JobShown})
    @once
    def post(self, request: Request, code: str) -> Response:
        """Ask for the letter of a day; a worker draws it, and the job's ``result`` names it."""
        job = letters.ask(by=self.by, client_code=code, **self.body(CreditLetterAsked))
        return under_way(self, job)


class CreditLetterItem(ItemView[CreditLetter]):
    """One credit letter."""

    permission = "outreach.view"

    def find(self, key: Any) -> CreditLetter:
        return letters.find(by=self.by, letter_id=key)

    def client_code(self) -> str:
        return str(self.item.client.code)


class OneCreditLetter(CreditLetterItem):
    """One credit letter with everything it states."""

    @extend_schema(responses=OneCreditLetterShown)
    def get(self, request: Request, letter_id: str) -> Response:
        return Response(OneCreditLetterShown(self.item).data)


class CreditLetterPdf(CreditLetterItem):
    """A credit letter as PDF, as it was drawn, checked against its hash."""

    renderer_classes = [AnyType]

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    def get(self, request: Request, letter_id: str) -> HttpResponse:
        file = letters.read(by=self.by, letter_id=self.item.pk)
        return attachment(file.content, name=file.name, content_type="application/pdf")
