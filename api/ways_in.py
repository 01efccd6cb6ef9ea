"""How a complaint can be made: the checklist with the department's answers, and answering it."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accountability import ways_in
from api.idempotency import once
from api.serializers import Input, Shown
from api.views import ClientView


class WayShown(Shown):
    key = serializers.CharField()
    question = serializers.CharField()
    points = serializers.IntegerField(help_text="What a yes adds to the score, or takes.")
    answer = serializers.BooleanField(allow_null=True, help_text="Null where nobody has answered.")


class WaysInShown(Shown):
    client = serializers.CharField(source="client_code")
    checklist = serializers.CharField()
    questions = WayShown(many=True)
    score = serializers.IntegerField(
        source="score.value", allow_null=True, help_text="Of 100; null while a question is open."
    )
    because = serializers.CharField(source="score.unavailable")
    by = serializers.CharField()
    at = serializers.DateTimeField(allow_null=True)
    versions = serializers.IntegerField()


class NewWaysIn(Input):
    answers = serializers.DictField(
        child=serializers.BooleanField(), help_text="Yes or no by key, one for every question."
    )


class ClientWaysIn(ClientView):
    """How a complaint about this client can be made, as it says itself, question by question."""

    permission = ways_in.VIEW
    write_permission = ways_in.SAY

    @extend_schema(responses=WaysInShown)
    def get(self, request: Request, code: str) -> Response:
        return Response(WaysInShown(ways_in.ways_in(by=self.by, client_code=code)).data)

    @extend_schema(request=NewWaysIn, responses={201: WaysInShown})
    @once
    def post(self, request: Request, code: str) -> Response:
        """Answer every question; what was answered before stays on record."""
        ways_in.say_ways_in(by=self.by, client_code=code, **self.body(NewWaysIn))
        found = ways_in.ways_in(by=self.by, client_code=code)
        return Response(WaysInShown(found).data, status=201)
