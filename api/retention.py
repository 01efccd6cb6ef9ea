"""How long records are kept, what is held, and the two people who seal and purge."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accountability.codes import CATEGORIES, RESTRICTIONS
from accountability.retention import actions
from accountability.retention.models import Disposition, LegalHold, Remedy, RetentionRun
from accountability.retention.overview import hold_shown, retention_overview
from api.idempotency import once
from api.serializers import Day, Input, NoInput, Shown
from api.views import ClientView, ItemView

LONGEST = 400


class RuleKept(Shown):
    key = serializers.CharField()
    version = serializers.IntegerField()
    name = serializers.CharField()
    source = serializers.CharField(  # type: ignore[assignment]  # DRF takes it out of the class
        help_text="The statute, contract clause or schedule."
    )
    category = serializers.CharField(help_text="Empty for any.")
    disposition = serializers.ChoiceField(choices=Disposition.choices)
    keep_months = serializers.IntegerField()
    remedy = serializers.ChoiceField(choices=Remedy.choices)
    restricts = serializers.ListField(child=serializers.CharField())
    effective_on = serializers.DateField()
    withdrawn = serializers.BooleanField()


class DueShown(Shown):
    rule = serializers.CharField()
    remedy = serializers.ChoiceField(choices=Remedy.choices)
    records = serializers.IntegerField()
    held = serializers.IntegerField(help_text="Of them, kept by a hold.")


class HoldShown(Shown):
    id = serializers.IntegerField()
    complaint = serializers.IntegerField(
        source="complaint_id", allow_null=True, help_text="Null too where it is sealed to you."
    )
    officer = serializers.CharField(help_text="A token; empty where a complaint is held.")
    reason = serializers.CharField()
    claim = serializers.CharField()
    placed_by = serializers.CharField(source="placed_by.username")
    placed_at = serializers.DateTimeField()
    released_at = serializers.DateTimeField(allow_null=True)


class RunShown(Shown):
    id = serializers.IntegerField()
    status = serializers.CharField(help_text="proposed, done, declined or withdrawn.")
    reason = serializers.CharField(help_text="Why it was declined or withdrawn.")
    as_of = serializers.DateField()
    plan_sha256 = serializers.CharField(help_text="What is done is what was approved.")
    proposed_by = serializers.CharField(source="proposed_by.username")
    decided_by = serializers.CharField(source="decided_by.username", default=None, allow_null=True)
    sealed = serializers.IntegerField()
    purged = serializers.IntegerField()
    held = serializers.IntegerField()


class RetentionShown(Shown):
    as_of = serializers.DateField()
    rules = RuleKept(many=True)
    due = DueShown(many=True)
    free = serializers.IntegerField(help_text="Due, and kept by no hold.")
    holds = HoldShown(many=True)
    runs = RunShown(many=True, help_text="The latest ten.")
    sealed = serializers.IntegerField()
    purged = serializers.IntegerField()


class NewRetentionRule(Input):
    key = serializers.SlugField(max_length=48)
    name = serializers.CharField(max_length=160)
    source = serializers.CharField(max_length=200)  # type: ignore[assignment]  # as above
    category = serializers.ChoiceField(choices=list(CATEGORIES), default="", allow_blank=True)
    disposition = serializers.ChoiceField(choices=Disposition.choices)
    keep_months = serializers.IntegerField(min_value=1, max_value=actions.MOST_MONTHS)
    remedy = serializers.ChoiceField(choices=Remedy.choices)
    restricts = serializers.MultipleChoiceField(
        choices=[*RESTRICTIONS.items()], default=set, help_text="Not used for from then on."
    )
    effective_on = Day()
    withdrawn = serializers.BooleanField(default=False, help_text="Ends the rule.")


class NewHold(Input):
    complaint = serializers.IntegerField(min_value=1, default=None, allow_null=True)
    officer = serializers.CharField(
        max_length=24, default="", allow_blank=True, help_text="A token; instead of a complaint."
    )
    reason = serializers.CharField(max_length=LONGEST)
    claim = serializers.CharField(max_length=64, default="", allow_blank=True)


class HoldRelease(Input):
    reason = serializers.CharField(max_length=LONGEST)


class RunRefusal(Input):
    reason = serializers.CharField(max_length=LONGEST)


class ClientRetention(ClientView):
    """Rules, what they have run out for, holds in force, the last runs, and what was lost."""

    permission = "retention.view"

    @extend_schema(responses=RetentionShown)
    def get(self, request: Request, code: str) -> Response:
        return Response(RetentionShown(retention_overview(by=self.by, client_code=code)).data)


class ClientRetentionRules(ClientView):
    """Rules of retention."""

    permission = "retention.rule"

    @extend_schema(request=NewRetentionRule, responses={201: RuleKept})
    @once
    def post(self, request: Request, code: str) -> Response:
        """Record a rule, or the next version of the one with this key."""
        asked = self.body(NewRetentionRule)
        asked["restricts"] = tuple(sorted(asked["restricts"]))
        return Response(
            RuleKept(actions.set_rule(by=self.by, client_code=code, **asked)).data, status=201
        )


class ClientHolds(ClientView):
    """Holds on a client's records."""

    permission = "retention.hold"

    @extend_schema(request=NewHold, responses={201: HoldShown})
    @once
    def post(self, request: Request, code: str) -> Response:
        """Keep one complaint, or all that name one officer, whatever a rule says."""
        asked = self.body(NewHold)
        row = actions.place_hold(
            by=self.by,
            client_code=code,
            complaint_id=asked["complaint"],
            officer_token=asked["officer"],
            reason=asked["reason"],
            claim=asked["claim"],
        )
        return Response(HoldShown(hold_shown(by=self.by, hold=row)).data, status=201)


class ReleaseHold(ItemView[LegalHold]):
    """The release of a hold."""

    permission = "retention.view"

    def find(self, key: Any) -> LegalHold:
        return actions.find_hold(by=self.by, hold_id=key)

    def client_code(self) -> str:
        return self.item.client.code

    @extend_schema(request=HoldRelease, responses={200: HoldShown})
    @once
    def post(self, request: Request, hold_id: int) -> Response:
        """Let it go, with the reason."""
        row = actions.release_hold(by=self.by, hold_id=hold_id, **self.body(HoldRelease))
        return Response(HoldShown(hold_shown(by=self.by, hold=row)).data)


class ClientRetentionRuns(ClientView):
    """Proposals to seal and purge what is due."""

    permission = "retention.run"

    @extend_schema(request=NoInput, responses={201: RunShown})
    @once
    def post(self, request: Request, code: str) -> Response:
        """Propose to seal and purge what is due today; somebody else approves it."""
        self.body(NoInput)
        row = actions.propose(by=self.by, client_code=code)
        return Response(RunShown(row).data, status=201)


class ApproveRetentionRun(ItemView[RetentionRun]):
    """The approval of a proposal by a second person."""

    permission = "retention.view"

    def find(self, key: Any) -> RetentionRun:
        return actions.find_run(by=self.by, run_id=key)

    def client_code(self) -> str:
        return self.item.client.code

    @extend_schema(request=NoInput, responses={200: RunShown})
    @once
    def post(self, request: Request, run_id: int) -> Response:
        """Do it, to what is still due and not held."""
        self.body(NoInput)
        return Response(RunShown(actions.approve(by=self.by, run_id=run_id)).data)


class DeclineRetentionRun(ItemView[RetentionRun]):
    """The refusal of a proposal, or its withdrawal by who made it."""

    permission = "retention.view"

    def find(self, key: Any) -> RetentionRun:
        return actions.find_run(by=self.by, run_id=key)

    def client_code(self) -> str:
        return self.item.client.code

    @extend_schema(request=RunRefusal, responses={200: RunShown})
    @once
    def post(self, request: Request, run_id: int) -> Response:
        """Do nothing of it, with the reason; a later one can be proposed."""
        row = actions.decline(by=self.by, run_id=run_id, **self.body(RunRefusal))
        return Response(RunShown(row).data)
