"""Underwriting: reviews with their terms, decisions and steps, and the desk over all clients."""

from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.answers import created
from api.idempotency import once
from api.pagination import Paged, page_of, whole
from api.serializers import Day, Input, Money, Shown
from api.underwriting_issues import IssueShown
from api.versions import etag, require_match
from api.views import ClientView, ItemView, View
from riskcore.policies import LimitBasis, Line, Trigger
from riskcore.underwriting import actions, queries
from riskcore.underwriting.codes import BlockingPoint, Outcome, ReviewKind
from riskcore.underwriting.issues import raise_by_hand
from riskcore.underwriting.lines import ReviewSheet
from riskcore.underwriting.opening import open_review
from riskcore.underwriting.states import REVIEW_LIFE
from riskcore.underwriting.terms import LineTerms

LONGEST_TEXT = 20_000
STEPS = ("take_up", "release", "bind", "issue", "revise", "lapse", "withdraw", "reopen", "refresh")
NEED_REASON = frozenset({"revise", "lapse", "withdraw", "reopen"})


class LimitOfTerms(Input):
    basis = serializers.ChoiceField(choices=LimitBasis.choices)
    amount = Money()


class LineOfTerms(Input):
    line = serializers.ChoiceField(choices=Line.choices)
    trigger = serializers.ChoiceField(choices=Trigger.choices)
    retro_date = Day(default=None, allow_null=True)
    limits = LimitOfTerms(many=True)
    retention = Money()
    premium = Money(default=None, allow_null=True)
    schedule_percent = serializers.DecimalField(
        max_digits=5, decimal_places=2, default=Decimal(0), help_text="A credit is below nought."
    )
    worksheet = serializers.CharField(max_length=64, default="", allow_blank=True)


class LineOfTermsShown(Shown):
    line = serializers.CharField()
    trigger = serializers.CharField()
    retro_date = serializers.DateField(allow_null=True)
    limits = serializers.SerializerMethodField()
    retention = Money()
    premium = Money(allow_null=True)
    schedule_percent = serializers.DecimalField(max_digits=7, decimal_places=2)
    worksheet = serializers.CharField()

    @extend_schema_field(LimitOfTerms(many=True))
    def get_limits(self, terms: LineTerms) -> list[dict[str, str]]:
        return [{"basis": basis, "amount": f"{amount:.2f}"} for basis, amount in terms.limits]


class TermsShown(Shown):
    id = serializers.IntegerField()
    lines = LineOfTermsShown(many=True)
    note = serializers.CharField()
    set_by = serializers.CharField()
    set_at = serializers.DateTimeField()


class DecisionShown(Shown):
    outcome = serializers.ChoiceField(choices=[each.value for each in Outcome])
    rationale = serializers.CharField()
    conditions = serializers.CharField()
    decided_by = serializers.CharField()
    decided_at = serializers.DateTimeField()
    terms = serializers.IntegerField(allow_null=True)


class UncheckedShown(Shown):
    rule = serializers.CharField()
    because = serializers.CharField(help_text='Completes "cannot be checked, because ...".')


class ReviewShown(Shown):
    number = serializers.CharField()
    client = serializers.CharField(source="client_code")
    kind = serializers.ChoiceField(choices=[each.value for each in ReviewKind])
    status = serializers.ChoiceField(choices=list(REVIEW_LIFE.states))
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(help_text="The first day the term no longer covers.")
    as_of = serializers.DateField(help_text="The day whose facts it stands on.")
    underwriter = serializers.CharField(help_text="Empty while nobody holds it.")
    waiting = serializers.IntegerField(help_text="Issues that stand in its way.")
    referred = serializers.IntegerField()
    version = serializers.IntegerField(help_text="Its ETag stands for it.")


class BoundShown(Shown):
    rule = serializers.CharField()
    bound = serializers.CharField(help_text="The comparison in words.")
    plan = serializers.CharField(help_text="Number of the rating plan that gives it.")


class ReviewSheetShown(Shown):
    review = ReviewShown(source="line")
    expiring = LineOfTermsShown(many=True)
    terms = TermsShown(allow_null=True)
    issues = IssueShown(many=True)
    decisions = DecisionShown(many=True)
    unchecked = serializers.SerializerMethodField()
    bounds = serializers.SerializerMethodField()
    steps = serializers.ListField(source="verbs", child=serializers.CharField())

    @extend_schema_field(UncheckedShown(many=True))
    def get_unchecked(self, sheet: ReviewSheet) -> list[dict[str, str]]:
        found = sheet.evaluation.unchecked if sheet.evaluation else ()
        return [{"rule": rule, "because": because} for rule, because in found]

    @extend_schema_field(BoundShown(many=True))
    def get_bounds(self, sheet: ReviewSheet) -> list[dict[str, str]]:
        found = sheet.evaluation.bounds if sheet.evaluation else ()
        return [{"rule": rule, "bound": bound, "plan": plan} for rule, bound, plan in found]


class DeskShown(Shown):
    to_approve = IssueShown(many=True)
    mine = ReviewShown(many=True)
    others = ReviewShown(many=True)
    open_contingencies = serializers.IntegerField()
    overdue = serializers.IntegerField(help_text="Of the open contingencies.")


class ReviewToOpen(Input):
    kind = serializers.ChoiceField(
        choices=[each.value for each in ReviewKind], default=ReviewKind.RENEWAL.value
    )
    as_of = Day(default=None, allow_null=True, help_text="The facts of which day; today without.")
    starts_on = Day(
        default=None, allow_null=True, help_text="Where what is in force ends, without."
    )
    ends_on = Day(default=None, allow_null=True, help_text="Twelve months on, without it.")


class NewTerms(Input):
    lines = LineOfTerms(many=True)
    note = serializers.CharField(max_length=LONGEST_TEXT, default="", allow_blank=True)


class DecisionOfReview(Input):
    outcome = serializers.ChoiceField(choices=[each.value for each in Outcome])
    rationale = serializers.CharField(max_length=LONGEST_TEXT)
    conditions = serializers.CharField(max_length=LONGEST_TEXT, default="", allow_blank=True)


class NewStep(Input):
    step = serializers.ChoiceField(choices=STEPS)
    reason = serializers.CharField(
        max_length=LONGEST_TEXT,
        default="",
        allow_blank=True,
        help_text=f"Needed to {', '.join(sorted(NEED_REASON))}.",
    )


class RaisedIssue(Input):
    label = serializers.CharField(max_length=120)  # type: ignore[assignment]  # DRF takes it out
    sentence = serializers.CharField(max_length=LONGEST_TEXT)
    blocking = serializers.ChoiceField(choices=[each.value for each in BlockingPoint])


class UnderwritingDesk(View):
    """What waits for you over all clients: issues referred to you, your reviews, the rest under way."""

    permission = "underwriting.view"

    @extend_schema(responses=DeskShown)
    def get(self, request: Request) -> Response:
        return Response(DeskShown(queries.desk(by=self.by, today=timezone.localdate())).data)


class ClientReviews(ClientView):
    """A client's reviews, the latest term first."""

    permission = "underwriting.view"
    write_permission = "underwriting.review"
    query = Paged

    @extend_schema(responses=page_of(ReviewShown))
    def get(self, request: Request, code: str) -> Response:
        rows = queries.listing(by=self.by, client_code=code)
        return whole(request, self.asked, rows, ReviewShown)

    @extend_schema(request=ReviewToOpen, responses={201: ReviewSheetShown})
    @once
    def post(self, request: Request, code: str) -> Response:
        """Open a review: what expires is carried forward, and the rules are run."""
        row = open_review(by=self.by, client_code=code, **self.body(ReviewToOpen))
        found = queries.sheet(by=self.by, number=row.number)
        at = reverse("api_review", args=[row.number])
        return created(
            ReviewSheetShown(found).data, at=at, etag=etag(row.number, found.line.version)
        )


class ReviewItem(ItemView[ReviewSheet]):
    """One review."""

    permission = "underwriting.view"

    def find(self, key: Any) -> ReviewSheet:
        return queries.sheet(by=self.by, number=key)

    def client_code(self) -> str:
        return self.item.line.client_code

    def shown(self, number: str, *, status: int = 200) -> Response:
        """The review under the entity tag of its version."""
        found = self.find(number)
        headers = {"ETag": etag(number, found.line.version)}
        return Response(ReviewSheetShown(found).data, status=status, headers=headers)

    def checked(self, request: Request, form: type[Input]) -> tuple[dict[str, Any], int]:
        """What was sent, and the version it is based on."""
        asked = self.body(form)
        version = self.item.line.version
        require_match(request, pk=self.item.line.number, version=version)
        return asked, version


class OneReview(ReviewItem):
    """One review with all that stands in its way. Its ETag is what a change must name in If-Match."""

    @extend_schema(responses=ReviewSheetShown)
    def get(self, request: Request, number: str) -> Response:
        return self.shown(number)


class ReviewTerms(ReviewItem):
    """Terms of a review; earlier ones stay on record."""

    write_permission = "underwriting.review"
    conditional = True

    @extend_schema(request=NewTerms, responses={201: ReviewSheetShown})
    @once
    def post(self, request: Request, number: str) -> Response:
        """Set what is offered, line by line. What was approved for other values is open again."""
        asked, version = self.checked(request, NewTerms)
        lines = tuple(
            LineTerms(
                **{
                    **line,
                    "limits": tuple((limit["basis"], limit["amount"]) for limit in line["limits"]),
                }
            )
            for line in asked["lines"]
        )
        actions.set_terms(
            by=self.by, number=number, version=version, lines=lines, note=asked["note"]
        )
        return self.shown(number, status=201)


class ReviewDecisions(ReviewItem):
    """Decisions of a review."""

    write_permission = "underwriting.review"
    conditional = True

    @extend_schema(request=DecisionOfReview, responses={201: ReviewSheetShown})
    @once
    def post(self, request: Request, number: str) -> Response:
        """Decide with reasons: terms are quoted, or nothing is offered."""
        asked, version = self.checked(request, DecisionOfReview)
        actions.decide(by=self.by, number=number, version=version, **asked)
        return self.shown(number, status=201)


class ReviewSteps(ReviewItem):
    """Steps of a review."""

    write_permission = "underwriting.review"
    conditional = True

    @extend_schema(request=NewStep, responses={200: ReviewSheetShown})
    @once
    def post(self, request: Request, number: str) -> Response:
        """Take one step. Passing a point runs the rules once more."""
        asked, version = self.checked(request, NewStep)
        step = asked["step"]
        if step == "refresh":
            actions.refresh(by=self.by, number=number)
        else:
            reason = {"reason": asked["reason"]} if step in NEED_REASON else {}
            getattr(actions, step)(by=self.by, number=number, version=version, **reason)
        return self.shown(number)


class ReviewIssues(ReviewItem):
    """Issues that people raise on a review."""

    write_permission = "underwriting.review"

    @extend_schema(request=RaisedIssue, responses={201: ReviewSheetShown})
    @once
    def post(self, request: Request, number: str) -> Response:
        """Put something in the way that no rule found."""
        raise_by_hand(by=self.by, number=number, **self.body(RaisedIssue))
        return self.shown(number, status=201)
