"""One thing under the entity tag of its version, and one step of its life, taken on the version read."""

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from rest_framework.request import Request
from rest_framework.response import Response

from api.idempotency import once
from api.serializers import Input, NoInput, Shown
from api.versions import etag, require_match
from api.views import ItemView

Item = TypeVar("Item")


class Versioned(ItemView[Item]):
    """One thing with a version. ``row``: how it goes out; ``key``: what its verbs call its key."""

    row: type[Shown]
    key: ClassVar[str] = "number"

    def version(self, item: Item) -> tuple[Any, int]:
        """Its key and its version: what its entity tag is made of."""
        raise NotImplementedError

    def outward(self, item: Item) -> Any:
        """The item as ``row`` reads it; override where the row is made of more."""
        return item

    def shown(self, item: Item, *, status: int = 200) -> Response:
        """The thing under the entity tag of its version."""
        headers = {"ETag": etag(*self.version(item))}
        return Response(self.row(self.outward(item)).data, status=status, headers=headers)


class Step(Versioned[Item]):
    """One step of its life: ``verb`` takes it, with what ``form`` holds, unless the caller has read
    another version. The verb writes with a condition on the version; this gives the sentence."""

    conditional = True
    verb: ClassVar[Callable[..., object]]
    form: type[Input] = NoInput

    def given(self, asked: dict[str, Any]) -> dict[str, Any]:
        """What was sent, as the verb takes it; override where the two differ."""
        return asked

    @once
    def post(self, request: Request, **address: Any) -> Response:
        asked = self.body(self.form)
        key, version = self.version(self.item)
        require_match(request, pk=key, version=version)
        named = {self.key: key, "version": version}
        type(self).verb(by=self.by, **named, **self.given(asked))
        return self.shown(self.find(key))
