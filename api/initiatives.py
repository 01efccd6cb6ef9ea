"""What departments do to earn trust: recording and correcting it, and where it stands."""

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.answers import created
from api.idempotency import once
from api.pagination import Paged, page_of, paged
from api.serializers import Day, Input, Query, Shown
from api.views import ClientView, ItemView
from outreach.evidence.models import Decision, EvidenceKind
from outreach.evidence.standing import Standing
from outreach.evidence.wording import RETURN_REASONS
from outreach.initiatives import actions
from outreach.initiatives.models import CountMethod, StepKind, Strategy
from outreach.initiatives.states import SUBMISSION
from outreach.register import queries
from outreach.register.grid import QUARTERS
from outreach.register.queries import InitiativeDetail

MOST_QUARTERS = 40
LARGEST = 2_147_483_647


class ProofShown(Shown):
    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=EvidenceKind.choices)
    file_name = serializers.CharField()
    sha256 = serializers.CharField()
    uploaded_at = serializers.DateTimeField()
    invoice_number = serializers.CharField()
    taken_on = serializers.DateField(allow_null=True, help_text="As its camera wrote it.")


class EntryShown(Shown):
    id = serializers.IntegerField(help_text="Of this version; a correction has another.")
    reference = serializers.CharField(help_text="The client's own key, the same for every version.")
    strategy = serializers.ChoiceField(choices=Strategy.choices)
    activity = serializers.CharField()
    title = serializers.CharField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    district = serializers.CharField()
    people_reached = serializers.IntegerField(
        allow_null=True, help_text="Each person once; null means not counted."
    )
    impressions = serializers.IntegerField(allow_null=True, help_text="Views, never people.")
    count_method = serializers.ChoiceField(choices=CountMethod.choices)
    officers = serializers.IntegerField(allow_null=True)
    officer_hours = serializers.DecimalField(max_digits=8, decimal_places=1, allow_null=True)
    cost = serializers.DecimalField(max_digits=12, decimal_places=2, allow_null=True)
    partner = serializers.CharField()
    recorded_at = serializers.DateTimeField()
    standing = serializers.ChoiceField(choices=[each.value for each in Standing])
    level = serializers.IntegerField(help_text="Evidence level 1 to 3 once accepted, else 0.")
    reason = serializers.CharField(help_text="Of the latest review.")
    reason_codes = serializers.ListField(child=serializers.CharField())
    is_appealed = serializers.BooleanField(
        help_text="Accepted, and another reviewer is asked to look at the level again."
    )
    taken_by = serializers.CharField(help_text="Who has it in review, if anybody.")
    decided_at = serializers.DateTimeField(allow_null=True)
    evidence = ProofShown(many=True)


class VersionShown(Shown):
    id = serializers.IntegerField()
    recorded_at = serializers.DateTimeField()
    recorded_by = serializers.CharField()
    title = serializers.CharField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    people_reached = serializers.IntegerField(allow_null=True)
    cost = serializers.DecimalField(max_digits=12, decimal_places=2, allow_null=True)
    from_file = serializers.BooleanField()


class JudgementShown(Shown):
    decision = serializers.ChoiceField(choices=Decision.choices)
    level = serializers.IntegerField()
    reason = serializers.CharField()
    reviewer = serializers.CharField()
    decided_at = serializers.DateTimeField()
    of_current_version = serializers.BooleanField()
    reason_codes = serializers.ListField(
        child=serializers.ChoiceField(choices=list(RETURN_REASONS))
    )


class SaidShown(Shown):
    kind = serializers.ChoiceField(choices=StepKind.choices)
    words = serializers.CharField()
    by = serializers.CharField()
    at = serializers.DateTimeField()
    from_reviewer = serializers.BooleanField()


class InitiativeShown(Shown):
    client = serializers.CharField(source="client_code")
    entry = EntryShown()
    notes = serializers.CharField()
    submitted_by = serializers.CharField()
    versions = VersionShown(many=True, help_text="Oldest first.")
    reviews = JudgementShown(many=True, help_text="Oldest first.")
    steps = SaidShown(many=True, help_text="Steps and comments, oldest first.")
    may_now = serializers.ListField(
        child=serializers.ChoiceField(choices=list(SUBMISSION.steps)),
        help_text="Steps you may take as it stands.",
    )
    may_submit = serializers.BooleanField()
    may_review = serializers.BooleanField()
    may_open_evidence = serializers.BooleanField()
    may_open_original = serializers.BooleanField()


class CellShown(Shown):
    initiatives = serializers.IntegerField()
    accepted = serializers.IntegerField()
    words = serializers.CharField()


class CoverageRow(Shown):
    strategy = serializers.ChoiceField(choices=Strategy.choices)
    label = serializers.CharField()  # type: ignore[assignment]  # DRF takes it out of the class
    cells = CellShown(many=True, help_text="One for each quarter.")


class CoverageShown(Shown):
    quarters = serializers.ListField(child=serializers.CharField(), help_text="Oldest first.")
    rows = CoverageRow(many=True)
    attested = serializers.ListField(
        child=serializers.BooleanField(),
        help_text="Of each quarter: attested that it had nothing to report.",
    )


class StrategyShown(Shown):
    strategy = serializers.ChoiceField(choices=Strategy.choices)
    label = serializers.CharField()  # type: ignore[assignment]  # DRF takes it out of the class
    accepted = serializers.IntegerField()
    waiting = serializers.IntegerField()
    returned = serializers.IntegerField()
    words = serializers.CharField()


class ScorecardShown(Shown):
    starts_on = serializers.DateField(source="period.start")
    ends_on = serializers.DateField(source="period.last_day", help_text="The last day counted.")
    met = serializers.IntegerField(help_text="Strategies with something accepted, of four.")
    strategies = StrategyShown(many=True)
    returned = EntryShown(many=True, help_text="The latest first.")


class ScorecardAsked(Query):
    as_of = Day(default=None, help_text="Last day of the twelve months; today without it.")


class InitiativesAsked(Paged):
    strategy = serializers.ChoiceField(choices=Strategy.choices, default="")


class CoverageAsked(Query):
    as_of = Day(default=None, help_text="In the last quarter; today without it.")
    quarters = serializers.IntegerField(min_value=1, max_value=MOST_QUARTERS, default=QUARTERS)


def _count(**more: Any) -> serializers.IntegerField:
    return serializers.IntegerField(min_value=0, max_value=LARGEST, allow_null=True, **more)


class Details(Input):
    """What is said of an initiative."""

    strategy = serializers.ChoiceField(choices=Strategy.choices)
    activity = serializers.CharField(max_length=80, help_text="The kind, in plain words.")
    title = serializers.CharField(max_length=200)
    starts_on = Day()
    ends_on = Day()
    count_method = serializers.ChoiceField(choices=CountMethod.choices)
    people_reached = _count(required=False, help_text="Each person once; null: not counted.")
    impressions = serializers.IntegerField(
        min_value=0, max_value=2**63 - 1, allow_null=True, required=False
    )
    district = serializers.CharField(max_length=120, allow_blank=True, required=False)
    officers = _count(required=False)
    officer_hours = serializers.DecimalField(
        max_digits=8, decimal_places=1, min_value=0, allow_null=True, required=False
    )
    cost = serializers.DecimalField(
        max_digits=12, decimal_places=2, min_value=0, allow_null=True, required=False
    )
    partner = serializers.CharField(max_length=200, allow_blank=True, required=False)
    notes = serializers.CharField(max_length=20_000, allow_blank=True, required=False)


class NewInitiative(Details):
    reference = serializers.CharField(
        max_length=64, allow_blank=True, required=False, help_text="Made up without it."
    )
    draft = serializers.BooleanField(default=False, help_text="Not yet submitted.")


class Correction(Details):
    """What is to be said instead; what is left out stays as it was."""

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        for field in fields.values():
            field.required = False
        return fields


class ClientInitiatives(ClientView):
    """A client's initiatives, latest first, with their evidence and where they stand."""

    permission = "outreach.view"
    write_permission = "outreach.submit"
    query = InitiativesAsked

    @extend_schema(responses=page_of(EntryShown))
    def get(self, request: Request, code: str) -> Response:
        found = queries.initiative_list(by=self.by, client_code=code, **self.asked)
        return paged(
            request,
            self.asked,
            is_more=self.asked["offset"] + self.asked["limit"] < found.total,
            total=found.total,
            results=EntryShown(found.entries, many=True).data,
        )

    @extend_schema(request=NewInitiative, responses={201: InitiativeShown})
    @once
    def post(self, request: Request, code: str) -> Response:
        """Record one thing the department did. It waits for evidence, and then for a review."""
        row = actions.record_initiative(by=self.by, client_code=code, **self.body(NewInitiative))
        found = queries.initiative_detail(by=self.by, initiative_id=row.pk)
        at = reverse("api_initiative", args=[row.pk])
        return created(InitiativeShown(found).data, at=at)


class InitiativeItem(ItemView[InitiativeDetail]):
    """One initiative, found by the number of any of its versions."""

    permission = "outreach.view"

    def find(self, key: Any) -> InitiativeDetail:
        return queries.initiative_detail(by=self.by, initiative_id=key)

    def client_code(self) -> str:
        return self.item.client_code


class OneInitiative(InitiativeItem):
    """One initiative as it stands, with every version and every review."""

    write_permission = "outreach.submit"

    @extend_schema(responses=InitiativeShown)
    def get(self, request: Request, initiative_id: int) -> Response:
        return Response(InitiativeShown(self.item).data)

    @extend_schema(request=Correction, responses={200: InitiativeShown})
    def patch(self, request: Request, initiative_id: int) -> Response:
        """Append a corrected version. The number in the address is the version you read: where
        somebody corrected it first, 409. The new version waits for a review of its own."""
        sent = self.body(Correction)
        row = actions.correct_initiative(by=self.by, initiative_id=initiative_id, **sent)
        found = self.find(row.pk)
        at = reverse("api_initiative", args=[row.pk])
        return Response(InitiativeShown(found).data, headers={"Content-Location": at})


class ClientCoverage(ClientView):
    """The four strategies by quarter: what was begun when, and how much of it is accepted."""

    permission = "outreach.view"
    query = CoverageAsked

    @extend_schema(responses=CoverageShown)
    def get(self, request: Request, code: str) -> Response:
        grid = queries.coverage(by=self.by, client_code=code, **self.asked)
        return Response(CoverageShown(grid).data)


class ClientScorecard(ClientView):
    """A department's own scorecard of twelve months: accepted, missing, and what came back."""

    permission = "outreach.view"
    query = ScorecardAsked

    @extend_schema(responses=ScorecardShown)
    def get(self, request: Request, code: str) -> Response:
        card = queries.scorecard(by=self.by, client_code=code, **self.asked)
        return Response(ScorecardShown(card).data)
