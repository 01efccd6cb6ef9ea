"""Risk profiles: of all clients a person may see, of one, and frozen as snapshots."""

from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.answers import created
from api.idempotency import once
from api.pagination import Paged, page_of, paged, whole
from api.serializers import Day, Input, Query, Shown
from api.views import ClientView, ItemView, View
from riskcore.clients.models import ClientKind
from riskcore.profiles import actions, queries
from riskcore.profiles.body import portfolio_body, read_body
from riskcore.profiles.plan import PLAN
from riskcore.profiles.queries import MOST_YEARS


def years() -> serializers.IntegerField:
    """The length of the window, as a parameter or a member of a body."""
    return serializers.IntegerField(
        min_value=1, max_value=MOST_YEARS, default=PLAN.years, help_text="Length of the window."
    )


class WindowShown(Shown):
    to = serializers.DateField(help_text="Its last day.")

    def get_fields(self) -> dict[str, Any]:
        return {"from": serializers.DateField(), **super().get_fields()}


class ClientFactsShown(Shown):
    code = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.CharField()
    state = serializers.CharField()
    carrier = serializers.CharField()


class IntervalShown(Shown):
    low = serializers.FloatField()
    high = serializers.FloatField()
    level = serializers.FloatField()
    method = serializers.CharField()


class PeersShown(Shown):
    low = serializers.FloatField()
    high = serializers.FloatField()
    median = serializers.FloatField()
    n = serializers.IntegerField()
    group = serializers.CharField()


class ReadingShown(Shown):
    """A figure that explains itself. Decimals are text; null has its reason in ``unavailable``."""

    label = serializers.CharField()  # type: ignore[assignment]  # DRF takes it out of the class
    unit = serializers.CharField()
    use = serializers.CharField(help_text="rating, watch or context; only rating moves a price.")
    value = serializers.JSONField(help_text="A number, text for a decimal, or null.")
    numerator = serializers.JSONField(help_text="A number, text for a decimal, or null.")
    denominator = serializers.JSONField(help_text="A number, text for a decimal, or null.")
    interval = IntervalShown(allow_null=True)
    peers = PeersShown(allow_null=True, help_text="Middle half of the peer group.")
    date_basis = serializers.CharField()
    grade = serializers.CharField(help_text="A complete, B some missing, C more missing than not.")
    source = serializers.DictField()  # type: ignore[assignment]  # DRF takes it out of the class
    unavailable = serializers.CharField()
    note = serializers.CharField()
    smallest = serializers.IntegerField(
        required=False, help_text="The smallest group it rests on; only for who may see rows."
    )


class ExplainedReading(ReadingShown):
    explanation = serializers.ListField(child=serializers.CharField())


class PortfolioRow(Shown):
    snapshot = serializers.CharField(allow_null=True)
    client = ClientFactsShown()
    synthetic = serializers.BooleanField()
    peer_group = serializers.CharField()
    readings = serializers.DictField(child=ReadingShown(), help_text="Factor key -> reading.")


class PortfolioShown(Shown):
    total = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    as_of = serializers.DateField()
    plan = serializers.CharField()
    window = WindowShown()
    failures = serializers.ListField(child=serializers.CharField())
    clients = PortfolioRow(many=True)


class ProfileShown(Shown):
    client = ClientFactsShown()
    synthetic = serializers.BooleanField()
    peer_group = serializers.CharField()
    as_of = serializers.DateField()
    plan = serializers.CharField()
    window = WindowShown()
    readings = serializers.DictField(child=ExplainedReading(), help_text="Factor key -> reading.")
    exhibits = serializers.DictField(help_text="See docs/reference/exhibits.md.")
    failures = serializers.ListField(child=serializers.CharField())


class SnapshotLine(Shown):
    id = serializers.CharField(help_text="SHA-256 of the content.")
    as_of = serializers.DateField()
    plan = serializers.CharField()
    created_at = serializers.DateTimeField()


class SnapshotShown(Shown):
    id = serializers.CharField()
    client = ClientFactsShown()
    as_of = serializers.DateField()
    plan = serializers.DictField(help_text="Every threshold of the plan it was made by.")
    window = WindowShown()
    readings = serializers.DictField(child=ReadingShown())
    exhibits = serializers.DictField()


class PortfolioAsked(Paged):
    as_of = Day(required=False, help_text="Today without it.")
    years = years()
    kind = serializers.ChoiceField(choices=ClientKind.choices, default="")
    state = serializers.CharField(max_length=2, default="", help_text="Two letters.")
    carrier = serializers.SlugField(default="", help_text="Code of a carrier.")
    search = serializers.CharField(max_length=100, default="", help_text="In name or code.")


class ProfileAsked(Query):
    as_of = Day(required=False, help_text="Today without it.")
    years = years()


class NewSnapshot(Input):
    as_of = Day()
    years = years()


class PortfolioOfClients(View):
    """The clients you may profile with every reading as you may read it, by name.

    The whole portfolio is measured at once; ``limit`` and ``offset`` choose what is sent.
    """

    permission = "profile.view"
    query = PortfolioAsked

    @extend_schema(responses=PortfolioShown)
    def get(self, request: Request) -> Response:
        asked = {"as_of": timezone.localdate(), **self.asked}
        limit, offset = asked.pop("limit"), asked.pop("offset")
        read = queries.portfolio(by=self.by, **asked)
        rows = read.rows[offset : offset + limit]
        return paged(
            request,
            self.asked,
            is_more=offset + limit < len(read.rows),
            total=len(read.rows),
            **portfolio_body(replace(read, rows=rows), snapshots={}),
        )


class ClientProfile(ClientView):
    """One client's profile as of a day, with every reading explained and the tables that go with it."""

    permission = "profile.view"
    query = ProfileAsked

    @extend_schema(responses=ProfileShown)
    def get(self, request: Request, code: str) -> Response:
        asked = {"as_of": timezone.localdate(), **self.asked}
        return Response(read_body(queries.profile(by=self.by, client_code=code, **asked)))


class ClientSnapshots(ClientView):
    """Snapshots taken of a client's profile, the latest day first."""

    permission = "profile.view"
    query = Paged

    @extend_schema(responses=page_of(SnapshotLine))
    def get(self, request: Request, code: str) -> Response:
        rows = queries.snapshots(by=self.by, client_code=code)
        return whole(request, self.asked, rows, SnapshotLine)

    @extend_schema(request=NewSnapshot, responses={201: SnapshotLine})
    @once
    def post(self, request: Request, code: str) -> Response:
        """Freeze a client's profile as of a day under the hash of its content. The same facts under the
        same plan give the snapshot that is already there."""
        row = actions.snapshot(by=self.by, client_code=code, **self.body(NewSnapshot))
        return created(SnapshotLine(row).data, at=reverse("api_snapshot", args=[row.pk]))


class OneSnapshot(ItemView[dict[str, Any]]):
    """A snapshot's content as you may read it: small counts are withheld from those they could point
    persons out to."""

    permission = "profile.view"

    def find(self, key: Any) -> dict[str, Any]:
        return {"id": key, **queries.read_snapshot(by=self.by, snapshot_id=key)}

    def client_code(self) -> str:
        return str(self.item["client"]["code"])

    @extend_schema(responses=SnapshotShown)
    def get(self, request: Request, snapshot_id: str) -> Response:
        return Response(self.item)
