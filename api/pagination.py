"""Pages by cursor: a stable, unique order, no counting, no page that repeats or skips a row.

Read models that are whole lists, or have an order of their own, are paged by ``limit`` and ``offset``.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError as FieldError
from django.db.models import Model, Q
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from api.serializers import Query, Shown

DEFAULT, MOST = 100, 500
FURTHEST = 1_000_000


class Cursor(BasePagination):
    """Keyset pages over the view's ``ordering``: columns that are never null, the last one unique.

    The cursor holds the last row's place in that order; it grants nothing. The next page's address is
    in the body and in the Link header (RFC 8288).
    """

    next_link: str | None = None

    def paginate_queryset(
        self, queryset: Any, request: Request, view: APIView | None = None
    ) -> list[Any]:
        ordering: tuple[str, ...] = view.ordering  # type: ignore[union-attr]  # every list names one
        limit = _limit(request)
        after = request.query_params.get("cursor")
        if after is not None:
            queryset = queryset.filter(_beyond(queryset.model, ordering, _decode(after, ordering)))
        rows = list(queryset.order_by(*ordering)[: limit + 1])
        if len(rows) > limit:
            rows = rows[:limit]
            place = [_value(rows[-1], column.removeprefix("-")) for column in ordering]
            self.next_link = replace_query_param(
                request.build_absolute_uri(), "cursor", _encode(place)
            )
        return rows

    def get_paginated_response(self, data: Any) -> Response:
        headers = {"Link": f'<{self.next_link}>; rel="next"'} if self.next_link else None
        return Response({"results": data, "next": self.next_link}, headers=headers)

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        return {
            "type": "object",
            "required": ["results", "next"],
            "properties": {
                "results": schema,
                "next": {"type": ["string", "null"], "format": "uri"},
            },
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        return [
            {
                "name": "limit",
                "in": "query",
                "required": False,
                "description": f"Rows per page, at most {MOST}.",
                "schema": {"type": "integer", "minimum": 1, "maximum": MOST, "default": DEFAULT},
            },
            {
                "name": "cursor",
                "in": "query",
                "required": False,
                "description": "Where to go on; take it from ``next``.",
                "schema": {"type": "string"},
            },
        ]


def _limit(request: Request) -> int:
    asked = request.query_params.get("limit", str(DEFAULT))
    if not (asked.isascii() and asked.isdigit() and len(asked) <= 4 and 1 <= int(asked) <= MOST):
        raise ValidationError({"limit": [f"limit must be a whole number from 1 to {MOST}."]})
    return int(asked)


def _beyond(model: type[Model], ordering: tuple[str, ...], place: list[Any]) -> Q:
    """Rows after ``place``: (a > x) or (a = x and b > y) or ..."""
    beyond, same = Q(), Q()
    for column, raw in zip(ordering, place, strict=True):
        name = column.removeprefix("-")
        value = _typed(model, name, raw)
        further = Q(**{f"{name}__{'lt' if column.startswith('-') else 'gt'}": value})
        beyond |= same & further
        same &= Q(**{name: value})
    return beyond


def _typed(model: type[Model], name: str, raw: Any) -> Any:
    field = model._meta.get_field(name)
    try:
        return field.to_python(raw)  # type: ignore[union-attr]  # orderings name plain columns
    except FieldError as error:
        raise _bad_cursor() from error


def _value(row: Any, column: str) -> Any:
    return row[column] if isinstance(row, dict) else getattr(row, column)


def _encode(place: list[Any]) -> str:
    return urlsafe_b64encode(json.dumps(place, default=str).encode()).decode().rstrip("=")


def _decode(text: str, ordering: tuple[str, ...]) -> list[Any]:
    try:
        place = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except ValueError as error:
        raise _bad_cursor() from error
    plain = isinstance(place, list) and all(map(_is_plain, place))
    if not plain or len(place) != len(ordering):
        raise _bad_cursor()
    return list(place)


def _is_plain(part: Any) -> bool:
    """Whether a database can compare with it: no NUL, no half of a surrogate pair."""
    if isinstance(part, str):
        return "\x00" not in part and not any("\ud800" <= mark <= "\udfff" for mark in part)
    return isinstance(part, int)


def _bad_cursor() -> ValidationError:
    return ValidationError(
        {"cursor": ["This cursor is not one of ours. Begin again without it."]}, code="cursor"
    )


class Paged(Query):
    """The parameters of a list that is paged by offset."""

    limit = serializers.IntegerField(
        min_value=1, max_value=MOST, default=DEFAULT, help_text=f"Rows per page, at most {MOST}."
    )
    offset = serializers.IntegerField(
        min_value=0, max_value=FURTHEST, default=0, help_text="How many rows to leave out first."
    )


def whole(
    request: Request, asked: dict[str, Any], rows: Sequence[Any], row: type[Shown]
) -> Response:
    """The page that was asked for out of a whole list, with the number of all."""
    first, last = asked["offset"], asked["offset"] + asked["limit"]
    shown = row(rows[first:last], many=True).data
    return paged(request, asked, is_more=last < len(rows), total=len(rows), results=shown)


def fetched(
    request: Request, asked: dict[str, Any], rows: Sequence[Any], row: type[Shown]
) -> Response:
    """The page out of rows that were fetched for it and one beyond, where there is one."""
    shown = row(rows[: asked["limit"]], many=True).data
    return paged(request, asked, is_more=len(rows) > asked["limit"], results=shown)


def paged(request: Request, asked: dict[str, Any], *, is_more: bool, **members: Any) -> Response:
    """A page by offset, with the address of the next one in the body and in Link (RFC 8288)."""
    beyond = asked["offset"] + asked["limit"]
    next_link = replace_query_param(request.build_absolute_uri(), "offset", beyond)
    headers = {"Link": f'<{next_link}>; rel="next"'} if is_more else None
    return Response({**members, "next": next_link if is_more else None}, headers=headers)


def page_of(row: type[Shown], *, counted: bool = True) -> type[Shown]:
    """The schema of a page of such rows."""
    total = serializers.IntegerField(help_text="Of all that match, on this page or not.")
    fields = {
        **({"total": total} if counted else {}),
        "next": serializers.URLField(allow_null=True, help_text="Address of the next page."),
        "results": row(many=True),
    }
    return type(f"{row.__name__}Page", (Shown,), fields)
