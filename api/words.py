"""Words of a client's files that have no code of ours, and saying what they mean."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accountability.words import actions
from accountability.words.models import WordKind
from accountability.words.queries import word_queue
from api.idempotency import once
from api.pagination import Paged, page_of, whole
from api.serializers import Input, Shown
from api.views import ClientView


class UnmappedShown(Shown):
    kind = serializers.ChoiceField(choices=WordKind.choices)
    heading = serializers.CharField(help_text="The class an allegation stands under.")
    words = serializers.CharField()
    count = serializers.IntegerField(source="rows", help_text="Rows that wait for it.")
    reason = serializers.CharField(help_text="Why none of our codes took it by itself.")


class WordMapShown(Shown):
    version = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=WordKind.choices)
    words = serializers.CharField()
    heading = serializers.CharField()
    code = serializers.CharField()
    rows = serializers.IntegerField(help_text="Coded anew by it.")
    reason = serializers.CharField()
    mapped_by = serializers.CharField(source="mapped_by.username")
    recorded_at = serializers.DateTimeField()


class NewWordMap(Input):
    kind = serializers.ChoiceField(choices=WordKind.choices)
    words = serializers.CharField(
        max_length=400,
        allow_blank=True,
        trim_whitespace=False,
        help_text="As the queue gives them.",
    )
    heading = serializers.CharField(
        max_length=200, default="", allow_blank=True, trim_whitespace=False
    )
    code = serializers.CharField(max_length=24, help_text="A code of ours of that kind.")
    reason = serializers.CharField(max_length=400, default="", allow_blank=True)


class ClientUnmappedWords(ClientView):
    """Words of complaint files that wait for a code of ours, most frequent first."""

    permission = "complaint.view_rows"
    query = Paged

    @extend_schema(responses=page_of(UnmappedShown))
    def get(self, request: Request, code: str) -> Response:
        queue = word_queue(by=self.by, client_code=code)
        return whole(request, self.asked, queue.waiting, UnmappedShown)


class ClientWordMaps(ClientView):
    """The last fifty versions of a client's own crosswalk, the latest first."""

    permission = "complaint.view_rows"
    write_permission = "complaint.map_words"
    query = Paged

    @extend_schema(responses=page_of(WordMapShown))
    def get(self, request: Request, code: str) -> Response:
        queue = word_queue(by=self.by, client_code=code)
        return whole(request, self.asked, queue.mapped, WordMapShown)

    @extend_schema(request=NewWordMap, responses={201: WordMapShown})
    @once
    def post(self, request: Request, code: str) -> Response:
        """Say what a word means: the rows that wait for it are coded by added rows."""
        row = actions.map_word(by=self.by, client_code=code, **self.body(NewWordMap))
        return Response(WordMapShown(row).data, status=201)
