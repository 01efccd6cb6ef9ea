"""The shapes of a view. A new endpoint names its permission, its rows or its verb, and no more."""

from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from django.http import Http404
from rest_framework import generics
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.filters import refuse_unknown
from api.parsers import JSONParser
from api.serializers import Input, Query, Row
from riskcore.access.models import User
from riskcore.audit.actions import look
from riskcore.clients.models import Client

Item = TypeVar("Item")


class View(APIView):
    """An endpoint. ``permission``: a key of the rule table, or ``access.SIGNED_IN``; without it nobody
    may call. ``write_permission``: the one for methods that change something, where it is another.
    ``query``: the query parameters a read knows; ``self.asked`` holds them, checked.
    ``conditional``: what changes something must say which version it has read (``api.versions``)."""

    parser_classes = [JSONParser]
    permission: str
    write_permission: str = ""
    conditional: bool = False
    query: type[Query] = Query

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if any("\x00" in str(value) for value in kwargs.values()):
            raise Http404  # no name holds it, and PostgreSQL takes no text that does
        if not isinstance(self, generics.GenericAPIView):
            self.asked = self._asked(request)

    @property
    def by(self) -> User:
        """Who is calling; the permission class has let nobody else through."""
        user = self.request.user
        assert isinstance(user, User)  # noqa: S101  # narrows the type
        return user

    @property
    def needed(self) -> str:
        """The permission this request needs."""
        is_read = self.request.method in SAFE_METHODS
        return self.permission if is_read else self.write_permission or self.permission

    def body(self, form: type[Input]) -> dict[str, Any]:
        """What was sent, checked against its form; ValidationError (400) with a pointer per fault."""
        sent = form(data=self.request.data)
        sent.is_valid(raise_exception=True)
        return dict(sent.validated_data)

    def _asked(self, request: Request) -> dict[str, Any]:
        known = self.query if request.method in SAFE_METHODS else Query
        refuse_unknown(request, declared=frozenset(known().fields))
        asked = known(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        return dict(asked.validated_data)


class ClientView(View):
    """An endpoint below ``/clients/{code}/``: ``self.client`` is that client, with the permission
    checked and the look recorded before anything else happens."""

    client: Client

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.client = look(by=self.by, code=kwargs["code"], permission=self.needed)


class ItemView(View, Generic[Item]):
    """An endpoint of one thing with an address of its own: ``self.item`` is what ``find`` gives. It is
    found, its client's permission checked and the look recorded, before anything else happens."""

    item: Item

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        [key] = kwargs.values()
        self.item = self.find(key)
        code = self.client_code()
        if code:
            look(by=self.by, code=code, permission=self.needed)

    def find(self, key: Any) -> Item:
        """The thing under this key, for ``self.by``; NotFound where they may see none."""
        raise NotImplementedError

    def client_code(self) -> str:
        """Whose it is; "" where it belongs to no client."""
        raise NotImplementedError


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
