"""Files sent in: the kinds there are, receiving, previewing, committing, taking back, the original."""

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

from api.access import SIGNED_IN
from api.answers import AnyType, accepted, created, file_headers, stream
from api.idempotency import once
from api.jobs import JobShown
from api.pagination import Paged, fetched, page_of
from api.serializers import Day, Input, Shown
from api.views import ClientView, ItemView, View
from riskcore.access.models import User
from riskcore.imports import actions, queries
from riskcore.imports.kinds import FILE_KINDS
from riskcore.imports.lookups import file_kind
from riskcore.imports.mapping import Mapping
from riskcore.imports.mapping_text import parse
from riskcore.imports.models import BatchStatus
from riskcore.imports.outcome import Outcome
from riskcore.imports.queries import BatchPage
from riskcore.jobs import queries as jobs

LONGEST_MAPPING = 100_000


class FieldShown(Shown):
    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # DRF takes it out of the class
    type = serializers.CharField(source="type.value")
    required = serializers.BooleanField()  # type: ignore[assignment]  # DRF takes it out of the class
    codes = serializers.DictField(child=serializers.CharField(), help_text="Code -> meaning.")
    synonyms = serializers.ListField(child=serializers.CharField(), help_text="Usual headers.")
    help = serializers.CharField()


class FileKindShown(Shown):
    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # DRF takes it out of the class
    permission = serializers.CharField()
    needs_valuation = serializers.BooleanField()
    row_means = serializers.CharField()
    fields = FieldShown(many=True)  # type: ignore[assignment]  # DRF takes it out of the class


class FileKindsShown(Shown):
    results = FileKindShown(many=True)


class ImportLine(Shown):
    id = serializers.UUIDField()
    client = serializers.CharField(source="client_code")
    kind = serializers.CharField()
    status = serializers.ChoiceField(choices=BatchStatus.choices)
    status_means = serializers.CharField()
    reason = serializers.CharField(help_text="Why it is held, refused or taken back.")
    file_name = serializers.CharField()
    size = serializers.IntegerField(help_text="Bytes.")
    valued_on = serializers.DateField(allow_null=True)
    created_by = serializers.CharField()
    created_at = serializers.DateTimeField()
    committed_at = serializers.DateTimeField(allow_null=True)
    taken_back_at = serializers.DateTimeField(allow_null=True)
    rows = serializers.IntegerField()
    created = serializers.IntegerField()
    updated = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    rejected = serializers.IntegerField()


class ProblemShown(Shown):
    row = serializers.IntegerField(help_text="As counted in the file from 1; 0 for the whole file.")
    column = serializers.CharField()
    value = serializers.CharField()
    rule = serializers.CharField()
    message = serializers.CharField()


class DifferenceShown(Shown):
    key = serializers.CharField()
    field = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField()


class OutcomeShown(Shown):
    """What came of a file, or would: the keys of ``import_file --json``."""

    batch = serializers.CharField()
    kind = serializers.CharField()
    client = serializers.CharField()
    status = serializers.CharField(help_text="previewed, held, committed, unchanged or refused.")
    reason = serializers.CharField()
    rows = serializers.IntegerField()
    created = serializers.IntegerField()
    updated = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    vanished = serializers.IntegerField()
    vanished_sample = serializers.ListField(child=serializers.CharField())
    rejected = serializers.IntegerField()
    totals = serializers.DictField(child=serializers.JSONField(), help_text="Money is text.")
    printed_totals = serializers.DictField(child=serializers.JSONField())
    problems = ProblemShown(many=True, help_text="The first thousand.")
    problems_found = serializers.IntegerField()
    differences = DifferenceShown(many=True)
    notes = serializers.ListField(child=serializers.CharField())
    mapping = serializers.CharField()
    suggested = serializers.BooleanField()
    confidence = serializers.DictField(child=serializers.FloatField())


class ImportDetail(ImportLine):
    sha256 = serializers.CharField()
    mapping_name = serializers.CharField()
    mapping_text = serializers.CharField()
    mapping_is_suggested = serializers.BooleanField()
    is_kept = serializers.BooleanField(
        help_text="False where it was too large to be kept, or named a record purged since."
    )
    is_long = serializers.BooleanField(help_text="Committing it runs as a job.")
    is_blocked = serializers.BooleanField(help_text="Committing it as read would hold it again.")
    job = serializers.UUIDField(allow_null=True)
    can_preview = serializers.BooleanField()
    can_commit = serializers.BooleanField()
    can_take_back = serializers.BooleanField()
    outcome = OutcomeShown()


class ImportsAsked(Paged):
    kind = serializers.CharField(required=False, default="", help_text="Key of a file kind.")


class MappingChoice(Input):
    """How a file is to be read: by a saved mapping, by one written out, or as its headers suggest."""

    mapping = serializers.SlugField(
        required=False, default="", help_text="Name of a saved mapping."
    )
    mapping_text = serializers.CharField(
        required=False,
        default="",
        max_length=LONGEST_MAPPING,
        trim_whitespace=False,
        help_text="A mapping in its text form; see docs/reference/mapping-format.md.",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["mapping"] and attrs["mapping_text"]:
            raise serializers.ValidationError("Give a mapping by name or as text, not both.")
        return attrs


class Received(MappingChoice):
    kind = serializers.CharField(help_text="Key of a file kind.")
    file = serializers.FileField(help_text="CSV or XLSX.", allow_empty_file=True)
    valued_on = Day(required=False, default=None, help_text="Valuation date of a loss run.")


class Commit(Input):
    accept_rejected = serializers.BooleanField(
        default=False, help_text="Commit the good rows although others have a problem."
    )


class Hold(Input):
    reason = serializers.CharField(max_length=2_000, default="", allow_blank=True)


class TakeBack(Input):
    reason = serializers.CharField(max_length=2_000)


class FileKinds(View):
    """The kinds of file that may be imported, with the fields a mapping may fill."""

    permission = SIGNED_IN

    @extend_schema(responses=FileKindsShown)
    def get(self, request: Request) -> Response:
        return Response(FileKindsShown({"results": list(FILE_KINDS)}).data)


class ClientImports(ClientView):
    """Files received for a client, newest first: of the kinds you may import."""

    permission = "client.view"
    parser_classes = [MultiPartParser]
    query = ImportsAsked

    @extend_schema(responses=page_of(ImportLine, counted=False))
    def get(self, request: Request, code: str) -> Response:
        rows = queries.batches(
            by=self.by,
            client_code=code,
            kind=self.asked["kind"],
            limit=self.asked["limit"] + 1,
            offset=self.asked["offset"],
        )
        return fetched(request, self.asked, rows, ImportLine)

    @extend_schema(request={"multipart/form-data": Received}, responses={201: ImportDetail})
    @once
    def post(self, request: Request, code: str) -> Response:
        """Send a file in. It is stored under its hash; what cannot be a table is kept as refused, with
        the reason.

        Where a mapping is given, by name or as text, the file is previewed with it at once; otherwise
        ask for the preview next. Nothing is written to the facts before the commit.
        """
        sent = self.body(Received)
        mapping = chosen(self.by, sent, client_code=code, kind=sent["kind"])
        batch = actions.receive(
            by=self.by,
            kind=sent["kind"],
            client_code=code,
            file=sent["file"],
            file_name=sent["file"].name,
            valued_on=sent["valued_on"],
        )
        if mapping is not None and batch.status == BatchStatus.RECEIVED:
            actions.preview(by=self.by, batch_id=batch.pk, mapping=mapping)
        shown = detail(queries.batch(by=self.by, batch_id=batch.pk))
        return created(shown, at=reverse("api_import", args=[batch.pk]))


class ImportItem(ItemView[BatchPage]):
    """One received file. Those who may not import files of its kind are refused."""

    permission = "client.view"

    def find(self, key: Any) -> BatchPage:
        return queries.batch(by=self.by, batch_id=key)

    def client_code(self) -> str:
        return self.item.line.client_code


class OneImport(ImportItem):
    """One received file, how it was read, and what was found in it."""

    @extend_schema(responses=ImportDetail)
    def get(self, request: Request, batch_id: str) -> Response:
        return Response(detail(self.item))


class PreviewImport(ImportItem):
    """Read, check and compare a received file without writing any fact."""

    @extend_schema(request=MappingChoice, responses={200: OutcomeShown})
    def post(self, request: Request, batch_id: str) -> Response:
        sent = self.body(MappingChoice)
        line = self.item.line
        mapping = chosen(self.by, sent, client_code=line.client_code, kind=line.kind)
        return Response(shown(actions.preview(by=self.by, batch_id=batch_id, mapping=mapping)))


class CommitImport(ImportItem):
    """Make facts of a previewed file, all of them in one transaction, or hold it and say why.

    A long file is committed by a job: 202, with the address of the job in Location. The same file a
    second time changes nothing and says so.
    """

    @extend_schema(request=Commit, responses={200: OutcomeShown, 202: JobShown})
    @once
    def post(self, request: Request, batch_id: str) -> Response:
        sent = self.body(Commit)
        if self.item.is_long:
            job = actions.commit_later(by=self.by, batch_id=batch_id, **sent)
            view = jobs.find(by=self.by, job_id=job.pk)
            return accepted(JobShown(view).data, job_id=view.id)
        return Response(shown(actions.commit(by=self.by, batch_id=batch_id, **sent)))


class TakeBackImport(ImportItem):
    """Take a committed file back: its rows count no longer; what was known before stays askable."""

    @extend_schema(request=TakeBack, responses={200: ImportDetail})
    @once
    def post(self, request: Request, batch_id: str) -> Response:
        actions.take_back(by=self.by, batch_id=batch_id, **self.body(TakeBack))
        return Response(detail(self.find(batch_id)))


class HoldImport(ImportItem):
    """Set a file aside until somebody decides; it may be previewed or committed later all the same."""

    @extend_schema(request=Hold, responses={200: ImportDetail})
    @once
    def post(self, request: Request, batch_id: str) -> Response:
        actions.hold(by=self.by, batch_id=batch_id, **self.body(Hold))
        return Response(detail(self.find(batch_id)))


class ImportFile(ImportItem):
    """The file as it was received, proved by its hash, as an attachment."""

    renderer_classes = [AnyType]

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def get(self, request: Request, batch_id: str) -> StreamingHttpResponse:
        with ExitStack() as opened:
            name, content = opened.enter_context(queries.original(by=self.by, batch_id=batch_id))
            headers = file_headers(name, "application/octet-stream")
            return stream(content, held=opened.pop_all(), headers=headers)


def chosen(by: User, sent: dict[str, Any], *, client_code: str, kind: str) -> Mapping | str | None:
    """The mapping a request names: text is parsed and a name looked up before anything is stored."""
    if sent["mapping_text"]:
        return parse(sent["mapping_text"], file_kind(kind))
    if sent["mapping"]:
        return queries.mapping(by=by, client_code=client_code, name=sent["mapping"]).name
    return None


def shown(outcome: Outcome) -> dict[str, Any]:
    """An outcome under its stable keys."""
    return dict(OutcomeShown(outcome.as_dict()).data)


def detail(page: BatchPage) -> dict[str, Any]:
    """One received file, whole."""
    names = set(ImportDetail().fields) - set(ImportLine().fields) - {"outcome", "job"}
    return {
        **ImportLine(page.line).data,
        **{name: getattr(page, name) for name in sorted(names)},
        "job": page.job_id or None,
        "outcome": shown(page.outcome),
    }
