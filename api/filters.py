"""Filters: those a view declares, and no others. An unknown query parameter is an error, not noise."""

from typing import Any

from django.db.models import Model, QuerySet
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request
from rest_framework.views import APIView

PAGING = frozenset({"limit", "cursor"})


class DeclaredFilters(DjangoFilterBackend):  # type: ignore[misc]  # django-filter has no types
    """django-filter's backend, refusing every parameter that is neither declared nor paging."""

    def filter_queryset(
        self, request: Request, queryset: QuerySet[Model], view: APIView
    ) -> QuerySet[Model]:
        refuse_unknown(request, declared=self._declared(view, queryset) | PAGING)
        filtered: QuerySet[Model] = super().filter_queryset(request, queryset, view)
        return filtered

    def _declared(self, view: APIView, queryset: Any) -> frozenset[str]:
        filters = self.get_filterset_class(view, queryset)
        return frozenset(filters.base_filters) if filters else frozenset()


def refuse_unknown(request: Request, *, declared: frozenset[str]) -> None:
    """Raise ValidationError (400) naming every query parameter that is not declared."""
    unknown = sorted(set(request.query_params) - declared)
    if unknown:
        known = ", ".join(sorted(declared)) or "none"
        raise ValidationError(
            {
                name: [ErrorDetail(f"{name!r} is not a parameter here. Known: {known}.", "unknown")]
                for name in unknown
            }
        )
