"""The three shapes of a view. A new endpoint names its permission, its rows or its verb, and no more."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.filters import refuse_unknown
from api.serializers import Row
from riskcore.access.models import User
from riskcore.audit.actions import look
from riskcore.clients.models import Client


class View(APIView):
    """An endpoint. ``permission``: a key of the rule table, or ``access.SIGNED_IN``; without it nobody
    may call. ``parameters``: the query parameters it knows."""

    permission: str
    parameters: frozenset[str] = frozenset()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if not isinstance(self, generics.GenericAPIView):
            refuse_unknown(request, declared=self.parameters)

    @property
    def by(self) -> User:
        """Who is calling; the permission class has let nobody else through."""
        user = self.request.user
        assert isinstance(user, User)  # noqa: S101  # narrows the type
        return user


class ClientView(View):
    """An endpoint below ``/clients/{code}/``: ``self.client`` is that client, with the permission
    checked and the look recorded before anything else happens."""

    client: Client

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.client = look(by=self.by, code=kwargs["code"], permission=self.permission)


class RowList(View, generics.ListAPIView[Any]):
    """A list: ``rows()`` gives the queryset, ``row`` names its columns, ``ordering`` ends in a unique
    column, ``filterset_class`` declares its filters."""

    row: type[Row]
    ordering: tuple[str, ...]
    filterset_class: Any = None

    def rows(self) -> QuerySet[Any]:
        """The rows ``self.by`` may see, not yet ordered."""
        raise NotImplementedError

    def present(self, row: dict[str, Any]) -> dict[str, Any]:
        """One row as it goes out; override where a stored value is not yet the value to show."""
        return row

    def get_serializer_class(self) -> type[Row]:
        return self.row

    def get_queryset(self) -> QuerySet[Any]:
        if getattr(self, "swagger_fake_view", False):  # nobody calls: the schema is being written
            return QuerySet(Client).none()
        return self.rows()

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        paths = self.row.paths()
        places = {column.removeprefix("-") for column in self.ordering}
        queryset = self.filter_queryset(self.get_queryset())
        page = self.paginate_queryset(queryset.values(*{*paths.values(), *places}))
        return self.get_paginated_response(
            [self.present({name: row[path] for name, path in paths.items()}) for row in page or []]
        )
