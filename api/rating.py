"""Rating: the book, a client's worksheet, what if, entries towards the premium, kept worksheets."""

import json
from dataclasses import asdict
from typing import Any

from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.answers import created
from api.drawn import DrawnPdf, under_way
from api.idempotency import once
from api.jobs import JobShown
from api.pagination import Paged, page_of, whole
from api.serializers import Day, Input, Money, NoInput, Query, Shown
from api.views import ClientView, ItemView, View
from riskcore.canonical import canonical_json
from riskcore.policies import Line
from riskcore.rating import actions, kept
from riskcore.rating.kept import Reread
from riskcore.rating.model_change import moved
from riskcore.rating.models import JudgementKind
from riskcore.rating.queries import Sheet, rate_book, worksheet
from riskcore.rating.rated import Asked
from riskcore.rating.summary import row_of
from riskcore.rating.what_if import Supposed
from riskcore.rating.worksheet_body import result_of
from riskcore.reports import worksheet_pdf


def share() -> serializers.DecimalField:
    """A share of premium as text: "-0.0300" is 3 % off."""
    return serializers.DecimalField(max_digits=9, decimal_places=4, allow_null=True)


class RatingShown(Shown):
    client = serializers.CharField()
    name = serializers.CharField()
    state = serializers.CharField()
    plan = serializers.CharField(help_text="The version it is rated by; empty where none is.")
    because = serializers.CharField(help_text="Why there is no premium; empty where there is one.")
    modification = serializers.DecimalField(max_digits=9, decimal_places=6, allow_null=True)
    credibility = serializers.DecimalField(max_digits=9, decimal_places=4, allow_null=True)
    manual = Money(allow_null=True)
    schedule = share()
    credit = share()
    premium = Money(allow_null=True)
    expiring = Money(allow_null=True)
    change = share()
    warnings = serializers.ListField(child=serializers.CharField())


class BookAsked(Paged):
    as_of = Day(default=None, help_text="Losses are valued to the end of it; today without it.")
    line = serializers.ChoiceField(choices=Line.choices, default=Line.LEL.value)
    effective_on = Day(default=None, help_text="First day of the terms; the day after without it.")
    plan = serializers.CharField(default="", max_length=48, help_text="Rate by this version.")


class BookRating(View):
    """Every client whose premium you may see, rated beside its carrier's book; nothing is stored."""

    permission = "rating.view"
    query = BookAsked

    @extend_schema(responses=page_of(RatingShown))
    def get(self, request: Request) -> Response:
        asked = self.asked
        book = rate_book(
            by=self.by,
            as_of=asked["as_of"] or timezone.localdate(),
            line=asked["line"],
            effective_on=asked["effective_on"],
            plan=asked["plan"],
        )
        return whole(request, asked, [row_of(each) for each in book.rows], RatingShown)


class SheetAsked(Query):
    as_of = Day(default=None, help_text="Losses are valued to the end of it; today without it.")
    line = serializers.ChoiceField(
        choices=Line.choices, default="", help_text="The client's first line without it."
    )
    effective_on = Day(default=None, help_text="First day of the term; the next term's without it.")
    plan = serializers.CharField(default="", max_length=48, help_text="Rate by this version.")


class WhatIfAsked(SheetAsked):
    claim = serializers.CharField(default="", max_length=80, help_text="As the loss run names it.")
    closed_at = Money(default=None, min_value=0, help_text="Without it the claim is left out.")
    limit = Money(default=None, min_value=1)
    retention = Money(default=None, min_value=0)
    cap = Money(default=None, min_value=1, help_text="What each claim counts at most.")
    accreditation = serializers.DecimalField(
        default=None, max_digits=5, decimal_places=4, min_value=0, max_value=1
    )


class SheetShown(Shown):
    client = serializers.CharField(source="client.code")
    line = serializers.CharField()
    as_of = serializers.DateField()
    effective_on = serializers.DateField()
    because = serializers.CharField(help_text="Why there is no premium; empty where there is one.")
    warnings = serializers.ListField(child=serializers.CharField())
    plan = serializers.CharField(source="chosen.number", default="")
    steps = serializers.ListField(child=serializers.DictField())
    result = serializers.DictField(help_text="Empty where there is no premium.")


class WhatIfShown(Shown):
    now = SheetShown()
    then = SheetShown()
    parts = serializers.DictField(help_text="What each step moves, in dollars.")


class NewRatingEntry(Input):
    line = serializers.ChoiceField(choices=Line.choices)
    kind = serializers.ChoiceField(choices=JudgementKind.choices)
    key = serializers.CharField(max_length=64, help_text="As the plan names it.")
    value = serializers.DecimalField(
        max_digits=14,
        decimal_places=4,
        allow_null=True,
        help_text="A share for schedule and credit; null takes back what was entered.",
    )
    reason = serializers.CharField(max_length=2_000)
    evidence = serializers.ListField(
        child=serializers.CharField(max_length=400), default=list, max_length=20
    )
    holds_from = Day(
        default=None, allow_null=True, help_text="The next term's first day without it."
    )


class RatingEntryShown(Shown):
    id = serializers.IntegerField()
    line = serializers.CharField()
    kind = serializers.CharField()
    key = serializers.CharField()
    value = serializers.DecimalField(max_digits=14, decimal_places=4, allow_null=True)
    reason = serializers.CharField()
    evidence = serializers.ListField(child=serializers.CharField())
    holds_from = serializers.DateField()


class KeepAsked(Input):
    as_of = Day()
    line = serializers.ChoiceField(choices=Line.choices, default="", allow_blank=True)
    effective_on = Day(default=None, allow_null=True)


class KeptShown(Shown):
    id = serializers.CharField(help_text="SHA-256 of its content.")
    client = serializers.CharField()
    line = serializers.CharField()
    as_of = serializers.DateField()
    effective_on = serializers.DateField()
    plan = serializers.CharField()
    plan_sha256 = serializers.CharField()
    premium = Money()
    created_at = serializers.DateTimeField()
    created_by = serializers.CharField()


class KeptAsked(Paged):
    line = serializers.ChoiceField(choices=Line.choices, default="")


class OneKeptShown(Shown):
    kept = KeptShown()
    same = serializers.BooleanField(help_text="Worked out again, it gives the same body.")
    body = serializers.DictField(help_text="Inputs, steps and result as they are stored.")


def shown(sheet: Sheet) -> dict[str, Any]:
    """A worksheet as it goes out."""
    steps = json.loads(canonical_json([asdict(step) for step in sheet.steps]))
    result = json.loads(canonical_json(result_of(sheet.worked))) if sheet.worked else {}
    plan = sheet.chosen.number if sheet.chosen else ""
    return {
        "client": {"code": sheet.client.code},
        "line": sheet.line,
        "as_of": sheet.as_of,
        "effective_on": sheet.effective_on,
        "because": sheet.because,
        "warnings": sheet.warnings,
        "chosen": {"number": plan},
        "steps": steps,
        "result": result,
    }


class SheetView(ClientView):
    """A view of one client's worksheet."""

    permission = "rating.view"

    def sheet(self, code: str, supposed: Supposed | None = None) -> Sheet:
        asked = self.asked
        return worksheet(
            by=self.by,
            client_code=code,
            as_of=asked["as_of"] or timezone.localdate(),
            line=asked["line"],
            effective_on=asked["effective_on"],
            plan=asked["plan"],
            supposed=supposed,
        )


class ClientWorksheet(SheetView):
    """A client's worksheet as of a day, step by step; nothing is stored."""

    query = SheetAsked

    @extend_schema(responses=SheetShown)
    def get(self, request: Request, code: str) -> Response:
        return Response(SheetShown(shown(self.sheet(code))).data)


class ClientWhatIf(SheetView):
    """A client's worksheet beside the same with something supposed; nothing is stored."""

    query = WhatIfAsked

    @extend_schema(responses=WhatIfShown)
    def get(self, request: Request, code: str) -> Response:
        now, then = self.sheet(code), self.sheet(code, _supposed(self.asked))
        parts: dict[str, Any] = {}
        if now.worked and then.worked:
            found = moved(now.worked.priced, then.worked.priced).parts
            parts = {part.key: str(part.dollars) for part in found}
        both = {"now": shown(now), "then": shown(then), "parts": parts}
        return Response(WhatIfShown(both).data)


def _supposed(asked: dict[str, Any]) -> Supposed:
    claim, closed = asked["claim"], asked["closed_at"]
    credit = asked["accreditation"]
    return Supposed(
        asked=Asked(
            limit=asked["limit"],
            retention=asked["retention"],
            credits={} if credit is None else {"accreditation": credit},
        ),
        closed={claim: closed} if claim and closed is not None else None,
        dropped=[claim] if claim and closed is None else [],
        cap=asked["cap"],
    )


class ClientJudgements(ClientView):
    """What is entered towards a client's premium."""

    permission = "rating.judge"

    @extend_schema(request=NewRatingEntry, responses={201: RatingEntryShown})
    @once
    def post(self, request: Request, code: str) -> Response:
        """Enter an item, credit, class or option, with the reason and the evidence."""
        row = actions.judge(by=self.by, client_code=code, **self.body(NewRatingEntry))
        at = reverse("api_client_worksheet", args=[code]) + f"?line={row.line}"
        return created(RatingEntryShown(row).data, at=at)


class ClientWorksheets(ClientView):
    """A client's kept worksheets, the latest first."""

    permission = "rating.view"
    query = KeptAsked

    @extend_schema(responses=page_of(KeptShown))
    def get(self, request: Request, code: str) -> Response:
        rows = kept.listing(by=self.by, client_code=code, line=self.asked["line"])
        return whole(request, self.asked, rows, KeptShown)

    @extend_schema(request=KeepAsked, responses={201: KeptShown})
    @once
    def post(self, request: Request, code: str) -> Response:
        """Keep the worksheet of a day under the hash of its content; the same facts give the same id."""
        row = actions.keep_worksheet(by=self.by, client_code=code, **self.body(KeepAsked))
        at = reverse("api_worksheet", args=[row.pk])
        return created(KeptShown(kept.kept_of(row)).data, at=at)


class WorksheetItem(ItemView[Reread]):
    """One kept worksheet."""

    permission = "rating.view"

    def find(self, key: Any) -> Reread:
        return kept.read(by=self.by, worksheet_id=key)

    def client_code(self) -> str:
        return self.item.kept.client


class OneWorksheet(WorksheetItem):
    """A kept worksheet with everything it was made from, worked out again."""

    @extend_schema(responses=OneKeptShown)
    def get(self, request: Request, worksheet_id: str) -> Response:
        return Response(OneKeptShown(self.item).data)


class WorksheetPdfs(WorksheetItem):
    """A kept worksheet on paper."""

    @extend_schema(request=NoInput, responses={202: JobShown})
    @once
    def post(self, request: Request, worksheet_id: str) -> Response:
        """Ask for it as PDF; a worker draws it, and the job's ``result`` says where it is."""
        self.body(NoInput)
        job = worksheet_pdf.ask(by=self.by, worksheet_id=worksheet_id)
        return under_way(self, job)


class WorksheetPdf(DrawnPdf):
    """A worksheet that a job has drawn, as PDF, checked against its hash."""

    permission = "rating.view"
    read = staticmethod(worksheet_pdf.read)
