"""Links between complaint, force report and claim: suggested, decided, and what became of complaints."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from accountability.links import actions, queries
from accountability.links.job_kinds import look_for_links
from accountability.links.models import Verdict
from accountability.links.overview import book_summary, client_summary
from accountability.links.queries import STATES, WAITING, LinkRow
from api.answers import accepted, created
from api.idempotency import once
from api.jobs import JobShown
from api.pagination import MOST
from api.serializers import Day, Input, NoInput, Query, Shown
from api.views import ClientView, ItemView, View
from riskcore.jobs.queries import find as find_job

LONGEST_REASON = 2_000


class ShareShown(Shown):
    """A share in percent with Wilson limits; only ``unavailable`` where it cannot be said."""

    months = serializers.IntegerField(required=False)
    value = serializers.FloatField(required=False)
    low = serializers.FloatField(required=False)
    high = serializers.FloatField(required=False)
    part = serializers.IntegerField(required=False)
    whole = serializers.IntegerField(required=False)
    unavailable = serializers.CharField(required=False)


class LagShown(Shown):
    n = serializers.JSONField(required=False, help_text="A count, or a band for who sees no links.")
    claim_first = serializers.IntegerField(required=False, allow_null=True)
    low = serializers.FloatField(required=False)
    median = serializers.FloatField(required=False)
    high = serializers.FloatField(required=False)
    unavailable = serializers.CharField(required=False)


class CostShown(Shown):
    label = serializers.CharField()  # type: ignore[assignment]  # DRF takes it out of the class
    claims = serializers.JSONField(help_text='A count, "few" (under ten) or "withheld".')
    incurred = serializers.DecimalField(max_digits=16, decimal_places=2, allow_null=True)


class TriangleRow(Shown):
    year = serializers.CharField(help_text="Year in which the complaints were received.")
    claims = serializers.IntegerField()
    incurred = serializers.ListField(
        child=serializers.DecimalField(max_digits=16, decimal_places=2, allow_null=True),
        help_text="After one year, two ...; null where the age is not reached.",
    )


class TriangleShown(Shown):
    tier = serializers.IntegerField(
        help_text="4 often becomes a claim, 1 hardly ever, 0 not known."
    )
    label = serializers.CharField()  # type: ignore[assignment]  # DRF takes it out of the class
    ages = serializers.IntegerField()
    rows = TriangleRow(many=True)


class LinkSummaryShown(Shown):
    as_of = serializers.DateField(help_text="The last whole quarter; claims are valued then.")
    starts_on = serializers.DateField(source="from")
    ends_on = serializers.DateField(source="to")
    decided = serializers.BooleanField(help_text="Whether anybody has decided a link at all.")
    claims = serializers.IntegerField(help_text="Law-enforcement claims on record.")
    complaints = serializers.JSONField(help_text="A count, or a band.")
    linked = serializers.JSONField(
        help_text="Claims with a confirmed complaint: a count or a band."
    )
    conversion = ShareShown(many=True)
    lag = LagShown()
    without = ShareShown(help_text="Claims with no complaint before them.")
    by_category = CostShown(many=True)
    by_stage = CostShown(many=True)
    triangles = TriangleShown(many=True)


class BookShown(LinkSummaryShown):
    clients = serializers.IntegerField()


class FactShown(Shown):
    what = serializers.CharField()
    value = serializers.CharField()


class EndShown(Shown):
    noun = serializers.CharField()
    number = serializers.CharField()
    occurred_on = serializers.DateField(allow_null=True)
    facts = serializers.SerializerMethodField()

    def get_facts(self, end: queries.End) -> list[dict[str, str]]:
        return [{"what": what, "value": value} for what, value in end.facts]


class PartShown(Shown):
    points = serializers.IntegerField()
    sentence = serializers.CharField()


class DecidedShown(Shown):
    verdict = serializers.ChoiceField(choices=Verdict.choices)
    reason = serializers.CharField()
    by = serializers.CharField()
    at = serializers.DateTimeField()


class LinkShown(Shown):
    id = serializers.IntegerField()
    first = EndShown()
    second = EndShown()
    confidence = serializers.IntegerField(allow_null=True, help_text="0 to 100; no probability.")
    band = serializers.CharField()
    parts = serializers.SerializerMethodField()
    plan = serializers.CharField()
    origin = serializers.CharField()
    decisions = DecidedShown(many=True, help_text="Latest first; the first one holds.")

    def get_parts(self, row: LinkRow) -> list[dict[str, Any]]:
        return [{"points": points, "sentence": sentence} for points, sentence in row.parts]


class LinksShown(Shown):
    counts = serializers.DictField(child=serializers.IntegerField(), help_text="Links by state.")
    next = serializers.URLField(allow_null=True)
    results = LinkShown(many=True)


class LinksAsked(Query):
    state = serializers.ChoiceField(choices=list(STATES), default=WAITING)
    cursor = serializers.CharField(default="", max_length=40)
    limit = serializers.IntegerField(default=queries.PAGE, min_value=1, max_value=MOST)


class LinkSummaryAsked(Query):
    as_of = Day(required=False, help_text="Answered for the last whole quarter before it.")


class NewLink(Input):
    complaint = serializers.CharField(max_length=64, help_text="Complaint number.")
    claim = serializers.CharField(max_length=64, help_text="Claim number.")
    suffix = serializers.CharField(max_length=16, default="", allow_blank=True)
    reason = serializers.CharField(max_length=LONGEST_REASON)


class NewDecision(Input):
    verdict = serializers.ChoiceField(choices=Verdict.choices)
    reason = serializers.CharField(
        max_length=LONGEST_REASON, default="", allow_blank=True, help_text="Needed to reject."
    )


class ClientComplaintToClaim(ClientView):
    """What became of a client's complaints; small counts withheld from who may not see its links."""

    permission = "complaint.view_measures"
    query = LinkSummaryAsked

    @extend_schema(responses=LinkSummaryShown)
    def get(self, request: Request, code: str) -> Response:
        as_of = self.asked.get("as_of", timezone.localdate())
        summary = client_summary(by=self.by, client_code=code, as_of=as_of)
        return Response(LinkSummaryShown(summary).data)


class BookComplaintToClaim(View):
    """What became of the complaints of all your clients together."""

    permission = "link.view_book"
    query = LinkSummaryAsked

    @extend_schema(responses=BookShown)
    def get(self, request: Request) -> Response:
        as_of = self.asked.get("as_of", timezone.localdate())
        return Response(BookShown(book_summary(by=self.by, as_of=as_of)).data)


class ClientLinks(ClientView):
    """Links of a client, most confident first, for its risk manager; no insurer role sees them."""

    permission = "link.view"
    write_permission = "link.decide"
    query = LinksAsked

    @extend_schema(responses=LinksShown)
    def get(self, request: Request, code: str) -> Response:
        page = queries.link_page(
            by=self.by,
            client_code=code,
            state=self.asked["state"],
            after=self.asked["cursor"],
            size=self.asked["limit"],
        )
        address = request.build_absolute_uri()
        next_link = replace_query_param(address, "cursor", page.after) if page.after else None
        headers = {"Link": f'<{next_link}>; rel="next"'} if next_link else None
        shown = LinksShown({"counts": page.counts, "next": next_link, "results": page.rows})
        return Response(shown.data, headers=headers)

    @extend_schema(request=NewLink, responses={201: LinkShown})
    @once
    def post(self, request: Request, code: str) -> Response:
        """Link a complaint and a claim by their numbers; it counts as confirmed at once."""
        link = actions.join(by=self.by, client_code=code, **self.body(NewLink))
        return _made(self.by, link.pk)


class ClientLinkSearches(ClientView):
    """Looking for links."""

    permission = "link.suggest"

    @extend_schema(request=NoInput, responses={202: JobShown})
    @once
    def post(self, request: Request, code: str) -> Response:
        """Have a worker compare everything on record; answers with the job."""
        self.body(NoInput)
        job = look_for_links(by=self.by, client_code=code)
        shown = JobShown(find_job(by=self.by, job_id=job.pk)).data
        return accepted(shown, job_id=str(job.pk))


class OneLink(ItemView[LinkRow]):
    """One link with both its records."""

    permission = "link.view"

    def find(self, key: Any) -> LinkRow:
        client, row = queries.one_link(by=self.by, link_id=key)
        self.code = client.code
        return row

    def client_code(self) -> str:
        return self.code

    @extend_schema(responses=LinkShown)
    def get(self, request: Request, link_id: int) -> Response:
        return Response(LinkShown(self.item).data)


class LinkDecisions(OneLink):
    """What people decided of a link."""

    permission = "link.view"
    write_permission = "link.decide"

    @extend_schema(responses=DecidedShown(many=True))
    def get(self, request: Request, link_id: int) -> Response:
        return Response(DecidedShown(self.item.decisions, many=True).data)

    @extend_schema(request=NewDecision, responses={201: LinkShown})
    @once
    def post(self, request: Request, link_id: int) -> Response:
        """Confirm or reject it. Whoever changes their mind decides again; both stay."""
        actions.decide(by=self.by, link_id=link_id, **self.body(NewDecision))
        return _made(self.by, link_id)


def _made(by: Any, link_id: int) -> Response:
    _, row = queries.one_link(by=by, link_id=link_id)
    return created(LinkShown(row).data, at=reverse("api_link", args=[link_id]))
