"""Complaints: rows for the department, counts and bands for everyone else, and recording by hand."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from accountability.codes import CATEGORIES, CHANNELS, COMPLAINANT_TYPES
from accountability.complaints import actions, queries
from accountability.complaints.actions import NewAllegation
from accountability.complaints.attributes import Precision
from accountability.complaints.search import FINDINGS, STATES, Choice, facets
from api.idempotency import once
from api.pagination import MOST
from api.serializers import Day, Input, Query, Shown
from api.views import ClientView
from riskcore.periods import Period, trailing

PAGING = frozenset({"limit", "cursor"})
MOST_YEARS = 30
MOST_ALLEGATIONS = 200


class AllegationShown(Shown):
    id = serializers.IntegerField()
    category = serializers.CharField()
    category_name = serializers.CharField()
    as_recorded = serializers.CharField()
    officer = serializers.CharField(help_text="A token, never a name; empty where unidentified.")
    finding = serializers.CharField()
    finding_name = serializers.CharField()
    finding_as_recorded = serializers.CharField()
    stage = serializers.CharField()
    decided_on = serializers.DateField(allow_null=True)


class ComplaintShown(Shown):
    id = serializers.IntegerField()
    number = serializers.CharField()
    received_on = serializers.DateField(allow_null=True)
    occurred_on = serializers.DateField(allow_null=True)
    received_precision = serializers.CharField()
    occurred_precision = serializers.CharField()
    channel = serializers.CharField()
    internal = serializers.BooleanField()
    district = serializers.CharField()
    allegations = AllegationShown(many=True)


class ComplaintsShown(Shown):
    total = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    results = ComplaintShown(many=True)


class TableRow(Shown):
    label = serializers.CharField()  # type: ignore[assignment]  # DRF takes it out of the class
    counts = serializers.ListField(child=serializers.JSONField())
    total = serializers.JSONField()


class TableShown(Shown):
    """A table in which a count is a number, "few" (under ten) or "withheld" (to protect one)."""

    columns = serializers.ListField(child=serializers.CharField())
    rows = TableRow(many=True)
    totals = serializers.ListField(child=serializers.JSONField())
    total = serializers.JSONField()
    whole = serializers.BooleanField(help_text="Nothing is withheld.")


class SummaryShown(Shown):
    starts_on = serializers.DateField(source="period.start")
    ends_on = serializers.DateField(source="period.last_day", help_text="The last day counted.")
    date_basis = serializers.CharField()
    ever = serializers.BooleanField(help_text="Any complaint is on record, of whatever day.")
    complaints = serializers.IntegerField(allow_null=True, help_text="Null where withheld.")
    band = serializers.CharField()
    by_year = TableShown()
    by_category = TableShown()
    quality = serializers.ListField(
        child=serializers.CharField(), help_text="What the records lack, in bands."
    )


class ChoiceAsked(Query):
    since = Day(required=False, help_text="First day; with ``until``.")
    until = Day(required=False, help_text="Last day; with ``since``.")
    category = serializers.ChoiceField(choices=list(CATEGORIES), default="")
    finding = serializers.ChoiceField(
        choices=list(FINDINGS),
        default="",
        help_text="Of an allegation of the category, where both are given; none: none stands.",
    )
    channel = serializers.ChoiceField(choices=list(CHANNELS), default="")
    district = serializers.CharField(
        default="", max_length=120, help_text="As recorded; nowhere: where none is."
    )
    state = serializers.ChoiceField(
        choices=list(STATES),
        default="",
        help_text="Closed: every allegation has a closing finding.",
    )
    number = serializers.CharField(default="", max_length=64, help_text="Begins with.")
    text = serializers.CharField(
        default="",
        max_length=64,
        help_text="Anywhere in its number, or in the one it is linked to.",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        first, last = attrs.pop("since", None), attrs.pop("until", None)
        if (first is None) != (last is None) or (first and last and last < first):
            raise serializers.ValidationError(
                {"since": ["Give both since and until, until not before since; or neither."]}
            )
        period = Period(first, last + timedelta(days=1)) if first and last else None
        paging: dict[str, Any] = {key: attrs.pop(key) for key in PAGING & attrs.keys()}
        return {**paging, "choice": Choice(period=period, **attrs)}


class ComplaintsAsked(ChoiceAsked):
    limit = serializers.IntegerField(min_value=1, max_value=MOST, default=queries.PAGE)
    cursor = serializers.CharField(
        default="", max_length=64, help_text="Where to go on; take it from ``next``."
    )


class FacetValue(Shown):
    code = serializers.CharField(help_text="What to ask for.")
    label = serializers.CharField()  # type: ignore[assignment]  # DRF takes it out of the class
    count = serializers.IntegerField()


class FacetShown(Shown):
    key = serializers.CharField(help_text="The parameter; a year stands for its since and until.")
    label = serializers.CharField()  # type: ignore[assignment]  # DRF takes it out of the class
    chosen = serializers.CharField()
    values = FacetValue(many=True)


class FacetsShown(Shown):
    total = serializers.IntegerField(help_text="Complaints the whole choice leaves.")
    facets = FacetShown(many=True)


class SummaryAsked(Query):
    as_of = Day(
        required=False,
        help_text="Last day counted; today without it. Those who may not see rows are answered for "
        "the five years to the quarter end before it; starts_on and ends_on say which.",
    )
    years = serializers.IntegerField(min_value=1, max_value=MOST_YEARS, default=5)


class AllegationGiven(Input):
    words = serializers.CharField(max_length=400, help_text="As the complainant put it.")
    officer = serializers.CharField(
        max_length=64,
        default="",
        allow_blank=True,
        help_text="The department's own identifier; it becomes a token and is not kept.",
    )
    category = serializers.ChoiceField(
        choices=list(CATEGORIES),
        default="",
        allow_blank=True,
        help_text="Looked up from the words without it.",
    )
    heading = serializers.CharField(max_length=200, default="", allow_blank=True)


class ComplaintSaid(Input):
    """What may be said of a complaint and later corrected; what is left out is not known."""

    received_on = Day(required=False, allow_null=True)
    occurred_on = Day(required=False, allow_null=True)
    received_precision = serializers.ChoiceField(choices=Precision.choices, required=False)
    occurred_precision = serializers.ChoiceField(choices=Precision.choices, required=False)
    channel = serializers.ChoiceField(choices=list(CHANNELS), required=False)
    complainant_type = serializers.ChoiceField(choices=list(COMPLAINANT_TYPES), required=False)
    internal = serializers.BooleanField(required=False)
    district = serializers.CharField(max_length=120, required=False, allow_blank=True)
    service_type = serializers.CharField(max_length=120, required=False, allow_blank=True)
    linked_number = serializers.CharField(max_length=64, required=False, allow_blank=True)
    language = serializers.CharField(max_length=40, required=False, allow_blank=True)
    anonymous = serializers.BooleanField(required=False, allow_null=True)
    affidavit_required = serializers.BooleanField(required=False, allow_null=True)
    on_duty = serializers.BooleanField(required=False, allow_null=True)
    body_camera = serializers.BooleanField(
        required=False, allow_null=True, help_text="A recording is available."
    )
    force_used = serializers.BooleanField(
        required=False, allow_null=True, help_text="In the same event."
    )
    policy_clause = serializers.CharField(max_length=120, required=False, allow_blank=True)
    policy_version = serializers.CharField(
        max_length=64, required=False, allow_blank=True, help_text="In force on the day."
    )


class NewComplaint(ComplaintSaid):
    number = serializers.CharField(max_length=64)
    allegations = serializers.ListField(child=AllegationGiven(), max_length=MOST_ALLEGATIONS)
    complainant = serializers.CharField(
        max_length=200,
        default="",
        allow_blank=True,
        help_text="A telephone number or an e-mail address; it becomes a token and is not kept.",
    )


class ComplaintRecorded(Shown):
    id = serializers.IntegerField()
    number = serializers.CharField()


class ClientComplaints(ClientView):
    """Single complaints, newest first, for the department and its city; no insurer role sees them."""

    permission = "complaint.view_rows"
    write_permission = "complaint.record"
    query = ComplaintsAsked

    @extend_schema(responses=ComplaintsShown)
    def get(self, request: Request, code: str) -> Response:
        asked = dict(self.asked)
        size, after = asked.pop("limit"), asked.pop("cursor")
        page = queries.complaint_list(by=self.by, client_code=code, size=size, after=after, **asked)
        address = request.build_absolute_uri()
        next_link = replace_query_param(address, "cursor", page.after) if page.after else None
        headers = {"Link": f'<{next_link}>; rel="next"'} if next_link else None
        shown = ComplaintsShown({"total": page.total, "next": next_link, "results": page.rows})
        return Response(shown.data, headers=headers)

    @extend_schema(request=NewComplaint, responses={201: ComplaintRecorded})
    @once
    def post(self, request: Request, code: str) -> Response:
        """Record one complaint with its allegations."""
        sent = self.body(NewComplaint)
        allegations = [NewAllegation(**each) for each in sent.pop("allegations")]
        row = actions.record_complaint(
            by=self.by, client_code=code, allegations=allegations, **sent
        )
        return Response(ComplaintRecorded(row).data, status=201)


class ClientComplaintFacets(ClientView):
    """How many complaints each further choice would leave; the other parts of the choice hold."""

    permission = "complaint.view_rows"
    query = ChoiceAsked

    @extend_schema(responses=FacetsShown)
    def get(self, request: Request, code: str) -> Response:
        found = facets(by=self.by, client_code=code, choice=self.asked["choice"])
        return Response(FacetsShown(found).data)


class ClientComplaintSummary(ClientView):
    """Complaints in counts and bands, small counts withheld from those who may not see rows."""

    permission = "complaint.view_measures"
    query = SummaryAsked

    @extend_schema(responses=SummaryShown)
    def get(self, request: Request, code: str) -> Response:
        as_of = self.asked.get("as_of", timezone.localdate())
        period = trailing(as_of, months_back=12 * self.asked["years"])
        summary = queries.complaint_summary(by=self.by, client_code=code, period=period)
        return Response(SummaryShown(summary).data)
