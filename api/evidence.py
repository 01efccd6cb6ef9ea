"""Evidence of initiatives: sending it, opening it, reviewing it, and what waits for a review."""

from contextlib import ExitStack

from django.http import StreamingHttpResponse
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from api.answers import AnyType, created, stream
from api.idempotency import once
from api.initiatives import EntryShown, InitiativeItem, InitiativeShown
from api.pagination import MOST
from api.serializers import Input, Query, Shown
from api.views import View
from outreach.evidence import actions, reviews
from outreach.evidence.actions import AddedEvidence
from outreach.evidence.models import Decision, EvidenceKind
from outreach.evidence.steps import take_step
from outreach.evidence.wording import RETURN_REASONS
from outreach.register.flags import SENTENCES
from outreach.register.queue import QUEUE_LENGTH, review_queue
from riskcore.files.sending import Opened


class NewEvidence(Input):
    kind = serializers.ChoiceField(choices=EvidenceKind.choices)
    file = serializers.FileField()
    invoice_number = serializers.CharField(
        max_length=64, default="", allow_blank=True, help_text="As printed; of an invoice only."
    )


class EvidenceShown(Shown):
    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=EvidenceKind.choices)
    file_name = serializers.CharField()
    content_type = serializers.CharField()
    size = serializers.IntegerField(help_text="Bytes.")
    sha256 = serializers.CharField(help_text="Of the bytes as they were received.")
    invoice_number = serializers.CharField()
    taken_on = serializers.DateField(allow_null=True, help_text="As its camera wrote it.")


class EvidenceAdded(EvidenceShown):
    also_proves = serializers.ListField(
        child=serializers.CharField(),
        help_text="References of other initiatives to which the very same file was added.",
    )
    resembles = serializers.IntegerField(
        help_text="Earlier files of other initiatives that it is like; the reviewer sees which."
    )
    has_place = serializers.BooleanField(
        help_text="Its camera wrote where it was; only the original keeps that."
    )


class NewReview(Input):
    decision = serializers.ChoiceField(choices=Decision.choices)
    level = serializers.IntegerField(
        min_value=0, max_value=3, default=0, help_text="1 to 3 to accept, 0 to return."
    )
    reason = serializers.CharField(
        max_length=20_000, default="", allow_blank=True, help_text="Needed to return."
    )
    reason_codes = serializers.ListField(
        child=serializers.ChoiceField(choices=list(RETURN_REASONS.items())),
        default=list,
        max_length=len(RETURN_REASONS),
        help_text="Of a return; without any it is filed under other.",
    )


def _new_step(verbs: tuple[str, ...]) -> type[Input]:
    """What a step is asked for with, for one of the two sides."""
    return type(
        f"{verbs[0].title().replace('_', '')}Step",
        (Input,),
        {
            "verb": serializers.ChoiceField(choices=list(verbs)),
            "words": serializers.CharField(max_length=2_000, default="", allow_blank=True),
        },
    )


DepartmentStep = _new_step(("submit", "withdraw", "appeal", "comment"))
ReviewerStep = _new_step(("take_up", "put_back", "comment"))


class QueueAsked(Query):
    limit = serializers.IntegerField(min_value=1, max_value=MOST, default=QUEUE_LENGTH)


class LookCloselyRow(Shown):
    words = serializers.CharField()
    evidence_id = serializers.IntegerField(allow_null=True)
    initiative_id = serializers.IntegerField(
        allow_null=True, help_text="The other one; null where it is of a client you may not see."
    )
    other_evidence_id = serializers.IntegerField(allow_null=True)
    client = serializers.CharField(source="client_code")
    client_name = serializers.CharField()
    title = serializers.CharField()
    day = serializers.DateField(allow_null=True)


class LookCloselyShown(Shown):
    code = serializers.ChoiceField(choices=list(SENTENCES))
    sentence = serializers.CharField()
    rows = LookCloselyRow(many=True)


class QueueItemShown(Shown):
    place = serializers.IntegerField(help_text="In the whole queue, from 1.")
    client = serializers.CharField(source="client_code")
    client_name = serializers.CharField()
    entry = EntryShown()
    flags = LookCloselyShown(many=True, help_text="They decide nothing.")


class QueueShown(Shown):
    waiting = serializers.IntegerField(help_text="Of all, on this page or not.")
    flagged = serializers.IntegerField()
    results = QueueItemShown(source="items", many=True)


class InitiativeEvidence(InitiativeItem):
    """Files that prove an initiative."""

    write_permission = "outreach.submit"
    parser_classes = [MultiPartParser]

    @extend_schema(request={"multipart/form-data": NewEvidence}, responses={201: EvidenceAdded})
    @once
    def post(self, request: Request, initiative_id: int) -> Response:
        """Send one file as proof. It is kept under its hash; what cannot be taken is refused with the
        reason."""
        sent = self.body(NewEvidence)
        added = actions.add_evidence(
            by=self.by,
            initiative_id=initiative_id,
            kind=sent["kind"],
            file=sent["file"],
            file_name=sent["file"].name,
            invoice_number=sent["invoice_number"],
        )
        at = reverse("api_evidence_file", args=[added.evidence.pk])
        return created(_shown(added), at=at)


class EvidenceFile(View):
    """One evidence file as an attachment, a picture as a copy without what its camera wrote. Who opens
    it is recorded, and the department sees it."""

    permission = "outreach.open_evidence"
    renderer_classes = [AnyType]

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def get(self, request: Request, evidence_id: int) -> StreamingHttpResponse:
        return _sent(actions.read_evidence(by=self.by, evidence_id=evidence_id))


class EvidenceOriginal(View):
    """One evidence file as it was received, for the department and for those who review or audit."""

    permission = "outreach.open_original"
    renderer_classes = [AnyType]

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def get(self, request: Request, evidence_id: int) -> StreamingHttpResponse:
        return _sent(actions.read_original(by=self.by, evidence_id=evidence_id))


class InitiativeReviews(InitiativeItem):
    """Reviews of an initiative."""

    write_permission = "outreach.review"

    @extend_schema(request=NewReview, responses={201: InitiativeShown})
    @once
    def post(self, request: Request, initiative_id: int) -> Response:
        """Accept an initiative at an evidence level, or return it with a reason. Nobody reviews what
        they submitted."""
        reviews.review(by=self.by, initiative_id=initiative_id, **self.body(NewReview))
        at = reverse("api_initiative", args=[initiative_id])
        return created(InitiativeShown(self.find(initiative_id)).data, at=at)


class InitiativeSteps(InitiativeItem):
    """What the department does with its submission: submit, withdraw, appeal, comment."""

    write_permission = "outreach.submit"

    @extend_schema(request=DepartmentStep, responses={201: InitiativeShown})
    @once
    def post(self, request: Request, initiative_id: int) -> Response:
        """Take one step. Withdrawing, appealing and commenting need words."""
        return _stepped(self, initiative_id, self.body(DepartmentStep))


class InitiativeReviewSteps(InitiativeItem):
    """What a reviewer does short of deciding: take up, put back, comment."""

    write_permission = "outreach.review"

    @extend_schema(request=ReviewerStep, responses={201: InitiativeShown})
    @once
    def post(self, request: Request, initiative_id: int) -> Response:
        """Take one step. What one reviewer has taken up, another decides only after it was put back."""
        return _stepped(self, initiative_id, self.body(ReviewerStep))


class ReviewQueue(View):
    """What waits for your review over all clients: flagged first, then the longest waiting."""

    permission = "outreach.review"
    query = QueueAsked

    @extend_schema(responses=QueueShown)
    def get(self, request: Request) -> Response:
        return Response(QueueShown(review_queue(by=self.by, **self.asked)).data)


def _stepped(view: InitiativeItem, initiative_id: int, sent: dict[str, str]) -> Response:
    take_step(by=view.by, initiative_id=initiative_id, **sent)
    at = reverse("api_initiative", args=[initiative_id])
    return created(InitiativeShown(view.find(initiative_id)).data, at=at)


def _sent(opened: Opened) -> StreamingHttpResponse:
    with ExitStack() as held:
        held.callback(opened.stream.close)
        return stream(opened.stream, held=held.pop_all(), headers=opened.headers)


def _shown(added: AddedEvidence) -> dict[str, object]:
    return {
        **EvidenceShown(added.evidence).data,
        "also_proves": list(added.also_proves),
        "resembles": added.resembles,
        "has_place": added.has_place,
    }
