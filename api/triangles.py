"""Triangles from the ledger, of a client and of the book, with what each method makes of them."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers import Day, Money, Query, Shown
from api.views import ClientView, View
from riskcore.policies import Line
from riskcore.rating.ledger_triangle import Basis
from riskcore.rating.triangle_queries import MOST_YEARS, Asked, latest_day, triangle_or_why
from riskcore.rating.triangle_told import facts


class TriangleAsked(Query):
    as_of = Day(default=None, help_text="The last valuation on record without it.")
    basis = serializers.ChoiceField(
        choices=[basis.value for basis in Basis], default=Basis.INCURRED.value
    )
    line = serializers.ChoiceField(choices=Line.choices, default="", help_text="All without it.")
    cap = Money(default=None, min_value=1, help_text="What each occurrence counts at most.")
    years = serializers.IntegerField(default=10, min_value=2, max_value=MOST_YEARS)


class TriangleMethodShown(Shown):
    method = serializers.CharField()
    because = serializers.CharField(
        help_text="Why there are no figures, or no standard errors; empty where there are."
    )
    figures = serializers.DictField(
        allow_null=True,
        help_text="What ``manage.py actuary triangle --json`` prints for such a triangle.",
    )


class LossTriangleShown(Shown):
    as_of = serializers.DateField()
    basis = serializers.CharField()
    line = serializers.CharField(help_text="Empty for all lines.")
    cap = Money(allow_null=True)
    years = serializers.IntegerField()
    unavailable = serializers.CharField(help_text="Why there is no triangle; empty where one is.")
    clients = serializers.IntegerField()
    claims = serializers.IntegerField()
    undated = serializers.IntegerField(help_text="Claims without any date; they stand in no year.")
    origins = serializers.ListField(child=serializers.CharField())
    ages = serializers.ListField(child=serializers.IntegerField(), help_text="Months.")
    values = serializers.ListField(
        child=serializers.ListField(child=serializers.FloatField(allow_null=True)),
        help_text="A row for each origin, a column for each age; null where it is not reached yet.",
    )
    methods = TriangleMethodShown(many=True)
    warnings = serializers.ListField(child=serializers.CharField())


class ClientTriangle(ClientView):
    """A client's losses by year and age; where there is no triangle, ``unavailable`` says why."""

    permission = "loss.view"
    query = TriangleAsked

    @extend_schema(responses=LossTriangleShown)
    def get(self, request: Request, code: str) -> Response:
        return _answer(self, code)


class BookTriangle(View):
    """The losses of all clients whose book you may see, as one triangle."""

    permission = "book.view"
    query = TriangleAsked

    @extend_schema(responses=LossTriangleShown)
    def get(self, request: Request) -> Response:
        return _answer(self)


def _answer(view: View, code: str = "") -> Response:
    given = dict(view.asked)
    day = given.pop("as_of") or latest_day(by=view.by, client_code=code) or timezone.localdate()
    asked = Asked(as_of=day, **(given | {"basis": Basis(given["basis"])}))
    found, because = triangle_or_why(by=view.by, asked=asked, client_code=code)
    return Response(LossTriangleShown(facts(asked, found, because)).data)
