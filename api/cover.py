"""What the terms of a client leave open, which policy answers its claims, and accepted retro dates."""

from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.answers import created
from api.idempotency import once
from api.pagination import Paged, page_of, whole
from api.serializers import Day, Input, Moment, Query, Shown
from api.views import ClientView
from riskcore.coverage.actions import LONGEST_TEXT, accept_retro_date
from riskcore.coverage.gaps import KEYS
from riskcore.coverage.queries import of_client as findings_of
from riskcore.coverage.trigger import Outcome
from riskcore.losses.answering import AnsweredClaim
from riskcore.losses.answering import of_client as answers_of
from riskcore.policies import Line

OUTCOMES = [(str(outcome), outcome.name.lower().replace("_", " ")) for outcome in Outcome]


class CoverFindingShown(Shown):
    key = serializers.ChoiceField(choices=list(KEYS.items()))
    line = serializers.ChoiceField(choices=Line.choices)
    starts_on = serializers.DateField(allow_null=True, help_text="Null where it has no beginning.")
    ends_on = serializers.DateField(
        allow_null=True, help_text="The first day it no longer concerns; null where it goes on."
    )
    number = serializers.CharField(help_text="Of the term that brought it about.")
    term_starts_on = serializers.DateField()
    retro_date = serializers.DateField(allow_null=True)
    sentence = serializers.CharField()
    accepted = serializers.CharField(help_text="Who accepted it and why; empty while nobody has.")
    is_open = serializers.BooleanField()


class CoverAsked(Query):
    as_of = Day(default=None, help_text="Today without it.")
    known_at = Moment(default=None, help_text="What was known at that moment, rather than now.")


class CoverShown(Shown):
    as_of = serializers.DateField()
    results = CoverFindingShown(many=True, help_text="By line and day.")


class AnswersAsked(Paged):
    valued = Day(
        default=None, help_text="What had been stated by the end of that day; today without."
    )
    known_at = Moment(default=None, help_text="What was known at that moment, rather than now.")
    outcome = serializers.ChoiceField(choices=OUTCOMES, default="", help_text="Only this outcome.")


class AnswerShown(Shown):
    number = serializers.CharField()
    suffix = serializers.CharField()
    line = serializers.CharField(source="days.line")
    occurred_on = serializers.DateField(source="days.occurred_on", allow_null=True)
    made_on = serializers.DateField(source="days.made_on", allow_null=True)
    reported_on = serializers.DateField(source="days.reported_on", allow_null=True)
    named = serializers.CharField(help_text="The policy number its file gives; empty without one.")
    outcome = serializers.ChoiceField(source="answer.outcome", choices=OUTCOMES)
    sentence = serializers.CharField(source="answer.sentence")
    cautions = serializers.ListField(source="answer.cautions", child=serializers.CharField())
    policies = serializers.SerializerMethodField(help_text="The number of each that answers.")

    def get_policies(self, claim: AnsweredClaim) -> list[str]:
        return [part.number for part in claim.answer.parts]


class NewAcceptance(Input):
    line = serializers.ChoiceField(choices=Line.choices)
    number = serializers.CharField(max_length=64, help_text="Policy number of the term.")
    starts_on = Day(help_text="First day of the term.")
    retro_date = Day()
    reason = serializers.CharField(
        max_length=LONGEST_TEXT, help_text="Why prior acts are given up."
    )
    agreement = serializers.CharField(
        max_length=LONGEST_TEXT,
        help_text="Which body of the client agreed, and where it is written.",
    )


class AcceptanceShown(Shown):
    id = serializers.IntegerField()
    line = serializers.CharField()
    number = serializers.CharField()
    starts_on = serializers.DateField()
    retro_date = serializers.DateField()
    reason = serializers.CharField()
    agreement = serializers.CharField()
    recorded_at = serializers.DateTimeField()


class ClientCover(ClientView):
    """What a client's policy terms leave open: gaps, advanced retro dates, missing tails, overlaps."""

    permission = "profile.view"
    query = CoverAsked

    @extend_schema(responses=CoverShown)
    def get(self, request: Request, code: str) -> Response:
        as_of = self.asked["as_of"] or timezone.localdate()
        found = findings_of(
            by=self.by, client_code=code, as_of=as_of, known_at=self.asked["known_at"]
        )
        return Response(CoverShown({"as_of": as_of, "results": found}).data)


class ClientClaimAnswers(ClientView):
    """Which policy answers each claim of a client, or why none does."""

    permission = "loss.view"
    query = AnswersAsked

    @extend_schema(responses=page_of(AnswerShown))
    def get(self, request: Request, code: str) -> Response:
        rows = answers_of(
            by=self.by,
            client_code=code,
            valued_on=self.asked["valued"] or timezone.localdate(),
            known_at=self.asked["known_at"],
        )
        wanted = self.asked["outcome"]
        shown = [row for row in rows if wanted in ("", row.answer.outcome)]
        return whole(request, self.asked, shown, AnswerShown)


class ClientRetroAcceptances(ClientView):
    """Retro dates that advanced with somebody's knowledge."""

    permission = "coverage.accept_retro"

    @extend_schema(request=NewAcceptance, responses={201: AcceptanceShown})
    @once
    def post(self, request: Request, code: str) -> Response:
        """Record that a later retro date was meant, and that the client agreed. It is not taken back."""
        row = accept_retro_date(by=self.by, client_code=code, **self.body(NewAcceptance))
        return created(AcceptanceShown(row).data, at=reverse("api_client_cover", args=[code]))
