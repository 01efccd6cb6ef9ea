"""Issues, referral reasons, contingencies and grants of authority."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.idempotency import once
from api.pagination import Paged, page_of, whole
from api.serializers import Day, Input, Money, Shown
from api.versions import etag, require_match
from api.views import ClientView, ItemView
from riskcore.carriers import Carrier
from riskcore.policies import Line
from riskcore.underwriting import contingencies, grants, issues, queries, referrals
from riskcore.underwriting.codes import BlockingPoint
from riskcore.underwriting.contingencies import Contingency
from riskcore.underwriting.grants import AuthorityGrant, NewGrant
from riskcore.underwriting.lines import IssueLine
from riskcore.underwriting.referrals import ReferralReason
from riskcore.underwriting.states import CONTINGENCY_LIFE, ISSUE_LIFE, REFERRAL_LIFE

LONGEST_TEXT = 20_000
POINTS = [point.value for point in BlockingPoint]
ISSUE_ACTS = ("refer", "approve", "special_approve", "reject", "reopen")


class RowShown(Shown):
    table = serializers.CharField()
    id = serializers.CharField()
    says = serializers.CharField()


class ActShown(Shown):
    verb = serializers.CharField()
    by = serializers.CharField()
    at = serializers.DateTimeField()
    reason = serializers.CharField()
    referred_to = serializers.CharField()


class IssueShown(Shown):
    id = serializers.IntegerField()
    review = serializers.CharField()
    client = serializers.CharField(source="client_code")
    rule = serializers.CharField(help_text='See docs/reference/referral-rules.md; or "by_hand".')
    key = serializers.CharField(help_text="What tells it from others of its rule.")
    label = serializers.CharField()  # type: ignore[assignment]  # DRF takes it out of the class
    blocking = serializers.ChoiceField(choices=POINTS)
    sentence = serializers.CharField()
    rows = RowShown(many=True)
    values = serializers.DictField(help_text="What an approval is bound to.")
    status = serializers.ChoiceField(choices=list(ISSUE_LIFE.states))
    version = serializers.IntegerField(help_text="Its ETag stands for it.")
    watch = serializers.BooleanField(help_text="A watch indicator: it never moves a price.")
    referred_to = serializers.CharField()
    acts = ActShown(many=True)


class NewAct(Input):
    verb = serializers.ChoiceField(choices=ISSUE_ACTS)
    reason = serializers.CharField(
        max_length=LONGEST_TEXT, default="", allow_blank=True, help_text="A note, to refer."
    )
    to = serializers.CharField(
        max_length=150, default="", allow_blank=True, help_text="A username, to refer."
    )


class ReasonShown(Shown):
    id = serializers.IntegerField(source="pk")
    rule = serializers.CharField()
    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # DRF takes it out of the class
    blocking = serializers.ChoiceField(choices=POINTS)
    sentence = serializers.CharField()
    contradicts = serializers.CharField()
    learned_on = serializers.DateField()
    status = serializers.ChoiceField(choices=list(REFERRAL_LIFE.states))
    ended_reason = serializers.CharField()
    version = serializers.IntegerField()


class NewReason(Input):
    label = serializers.CharField(max_length=120)  # type: ignore[assignment]  # as above
    sentence = serializers.CharField(max_length=LONGEST_TEXT)
    blocking = serializers.ChoiceField(choices=POINTS, default=BlockingPoint.QUOTE.value)
    learned_on = Day(default=None, allow_null=True, help_text="Today without it.")
    contradicts = serializers.CharField(max_length=LONGEST_TEXT, default="", allow_blank=True)


class Dismissal(Input):
    reason = serializers.CharField(max_length=LONGEST_TEXT)


class ContingencyShown(Shown):
    id = serializers.IntegerField(source="pk")
    title = serializers.CharField()
    wanted = serializers.CharField()
    due_on = serializers.DateField()
    status = serializers.ChoiceField(choices=list(CONTINGENCY_LIFE.states))
    status_reason = serializers.CharField()
    recommendation = serializers.CharField(
        source="recommendation.number", default=None, allow_null=True
    )
    version = serializers.IntegerField()


class NewContingency(Input):
    title = serializers.CharField(max_length=200)
    wanted = serializers.CharField(max_length=LONGEST_TEXT)
    due_on = Day()
    review_number = serializers.CharField(max_length=48, default="", allow_blank=True)


class ContingencyAct(Input):
    verb = serializers.ChoiceField(choices=("meet", "waive", "note"))
    reason = serializers.CharField(max_length=LONGEST_TEXT)


class GrantShown(Shown):
    id = serializers.IntegerField(source="pk")
    username = serializers.CharField(source="user.username", default="")
    role = serializers.CharField()
    line = serializers.CharField()
    max_limit = Money(allow_null=True)
    min_retention = Money(allow_null=True)
    max_premium = Money(allow_null=True)
    max_credit = serializers.DecimalField(max_digits=5, decimal_places=2, allow_null=True)
    max_debit = serializers.DecimalField(max_digits=5, decimal_places=2, allow_null=True)
    max_officers = serializers.IntegerField(allow_null=True)
    open_critical = serializers.BooleanField()
    approves = serializers.ListField(child=serializers.CharField())
    special = serializers.BooleanField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)


class NewGrantBody(Input):
    username = serializers.CharField(max_length=150, default="", allow_blank=True)
    role = serializers.CharField(max_length=16, default="", allow_blank=True)
    line = serializers.ChoiceField(choices=["", *Line.values], default="")
    max_limit = Money(default=None, allow_null=True)
    min_retention = Money(default=None, allow_null=True)
    max_premium = Money(default=None, allow_null=True)
    max_credit = serializers.DecimalField(
        max_digits=5, decimal_places=2, default=None, allow_null=True
    )
    max_debit = serializers.DecimalField(
        max_digits=5, decimal_places=2, default=None, allow_null=True
    )
    max_officers = serializers.IntegerField(
        min_value=0, max_value=10**6, default=None, allow_null=True
    )
    open_critical = serializers.BooleanField(default=False)
    approves = serializers.ListField(child=serializers.CharField(max_length=64), default=list)
    special = serializers.BooleanField(default=False)
    starts_on = Day(default=None, allow_null=True)
    ends_on = Day(default=None, allow_null=True)
    reason = serializers.CharField(max_length=LONGEST_TEXT, default="", allow_blank=True)


class IssueItem(ItemView[IssueLine]):
    """One underwriting issue."""

    permission = "underwriting.view"

    def find(self, key: Any) -> IssueLine:
        return queries.issue_line(by=self.by, issue_id=key)

    def client_code(self) -> str:
        return self.item.client_code

    def shown(self, issue: IssueLine) -> Response:
        """The issue under the entity tag of its version."""
        return Response(IssueShown(issue).data, headers={"ETag": etag(issue.id, issue.version)})


class OneIssue(IssueItem):
    """One underwriting issue with every act upon it."""

    @extend_schema(responses=IssueShown)
    def get(self, request: Request, issue_id: int) -> Response:
        return self.shown(self.item)


class IssueActs(IssueItem):
    """Acts upon an issue."""

    write_permission = "underwriting.review"
    conditional = True

    @extend_schema(request=NewAct, responses={200: IssueShown})
    @once
    def post(self, request: Request, issue_id: int) -> Response:
        """Refer it, approve it for the values it has, refuse it or open it again. Nobody approves what
        they referred."""
        asked = self.body(NewAct)
        require_match(request, pk=self.item.id, version=self.item.version)
        words = {"reason": asked["reason"]}
        if asked["verb"] == "refer":
            words = {"to": asked["to"], "note": asked["reason"]}
        getattr(issues, asked["verb"])(
            by=self.by, issue_id=issue_id, version=self.item.version, **words
        )
        return self.shown(self.find(issue_id))


class ClientReferralReasons(ClientView):
    """What was learned of a client while its policy runs."""

    permission = "underwriting.view"
    write_permission = "underwriting.record"
    query = Paged

    @extend_schema(responses=page_of(ReasonShown))
    def get(self, request: Request, code: str) -> Response:
        rows = list(referrals.reasons(by=self.by, client=self.client))
        return whole(request, self.asked, rows, ReasonShown)

    @extend_schema(request=NewReason, responses={201: ReasonShown})
    @once
    def post(self, request: Request, code: str) -> Response:
        """Keep something for the next review, where it becomes an issue."""
        row = referrals.record_reason(by=self.by, client_code=code, **self.body(NewReason))
        return Response(ReasonShown(row).data, status=201)


class DismissReferralReason(ItemView[ReferralReason]):
    """Setting a referral reason aside."""

    permission = "underwriting.record"

    def find(self, key: Any) -> ReferralReason:
        return referrals.find_reason(by=self.by, reason_id=key)

    def client_code(self) -> str:
        return self.item.client.code

    @extend_schema(request=Dismissal, responses={200: ReasonShown})
    @once
    def post(self, request: Request, reason_id: int) -> Response:
        """Set it aside, with the reason."""
        asked = self.body(Dismissal)
        row = referrals.dismiss(by=self.by, reason_id=reason_id, version=self.item.version, **asked)
        return Response(ReasonShown(row).data)


class ClientContingencies(ClientView):
    """What a client has yet to show, open ones first."""

    permission = "underwriting.view"
    write_permission = "underwriting.record"
    query = Paged

    @extend_schema(responses=page_of(ContingencyShown))
    def get(self, request: Request, code: str) -> Response:
        today = timezone.localdate()
        rows = contingencies.contingencies(by=self.by, client=self.client, today=today)
        return whole(request, self.asked, rows, ContingencyShown)

    @extend_schema(request=NewContingency, responses={201: ContingencyShown})
    @once
    def post(self, request: Request, code: str) -> Response:
        """Have the client show something by a day."""
        asked = self.body(NewContingency)
        row = contingencies.set_contingency(by=self.by, client_code=code, **asked)
        return Response(ContingencyShown(row).data, status=201)


class ContingencyActs(ItemView[Contingency]):
    """Acts upon a contingency."""

    permission = "underwriting.record"

    def find(self, key: Any) -> Contingency:
        return contingencies.find_contingency(by=self.by, contingency_id=key)

    def client_code(self) -> str:
        return self.item.client.code

    @extend_schema(request=ContingencyAct, responses={200: ContingencyShown})
    @once
    def post(self, request: Request, contingency_id: int) -> Response:
        """Note it as met, waive it, or add a note; say how or why."""
        asked = self.body(ContingencyAct)
        if asked["verb"] == "note":
            contingencies.note(by=self.by, contingency_id=contingency_id, text=asked["reason"])
        else:
            getattr(contingencies, asked["verb"])(
                by=self.by,
                contingency_id=contingency_id,
                version=self.item.version,
                reason=asked["reason"],
            )
        return Response(ContingencyShown(self.find(contingency_id)).data)


class CarrierGrants(ItemView[Carrier]):
    """Grants of authority on a carrier's paper that hold today."""

    permission = "underwriting.view"
    write_permission = "underwriting.grant"
    query = Paged

    def find(self, key: Any) -> Carrier:
        return grants.find_carrier(by=self.by, code=key, permission=self.needed)

    def client_code(self) -> str:
        return ""

    @extend_schema(responses=page_of(GrantShown))
    def get(self, request: Request, carrier: str) -> Response:
        rows = grants.listing(by=self.by, on=timezone.localdate())
        mine = [row for row in rows if row.carrier_id == self.item.pk]
        return whole(request, self.asked, mine, GrantShown)

    @extend_schema(request=NewGrantBody, responses={201: GrantShown})
    @once
    def post(self, request: Request, carrier: str) -> Response:
        """Grant authority to a person or a role. Nobody grants himself."""
        asked = self.body(NewGrantBody)
        new = NewGrant(**{**asked, "approves": tuple(asked["approves"])})
        row = grants.grant(by=self.by, carrier_code=carrier, asked=new)
        return Response(GrantShown(row).data, status=201)


class EndGrant(ItemView[AuthorityGrant]):
    """Ending a grant of authority."""

    permission = "underwriting.grant"

    def find(self, key: Any) -> AuthorityGrant:
        return grants.find_grant(by=self.by, grant_id=key)

    def client_code(self) -> str:
        return ""

    @extend_schema(request=Dismissal, responses={200: GrantShown})
    @once
    def post(self, request: Request, grant_id: int) -> Response:
        """End it now, with the reason. What was approved under it stands."""
        row = grants.end(by=self.by, grant_id=grant_id, **self.body(Dismissal))
        return Response(GrantShown(row).data)
