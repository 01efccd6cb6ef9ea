"""How an operation describes itself in the OpenAPI document: by its docstring, its form, its marks."""

import re
from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from api.steps import Step

CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
IDEMPOTENCY = (
    "Idempotency-Key",
    "A key of your own, 1 to 200 characters. The same request under the same key is done once and "
    "answered the same for three days, then with Idempotent-Replayed: true.",
)
MATCH = ("If-Match", "The ETag of the version you read. Without it 428, with another one 412.")
HEADERS = {
    "Location": ([201, 202], "Where it is; of work accepted, where to watch it.", OpenApiTypes.URI),
    "Retry-After": ([202], "Seconds after which to look again.", OpenApiTypes.INT),
}


class Documented(AutoSchema):
    """Summary: the first sentence of the method's docstring, or the view's. Tag: the view's module."""

    def get_operation_id(self) -> str:
        """Method and view, as in ``post_client_imports``: every class name is used once."""
        return f"{self.method.lower()}_{CAMEL.sub('_', type(self.view).__name__).lower()}"

    def get_tags(self) -> list[str]:
        return [type(self.view).__module__.rsplit(".", 1)[-1].replace("_", " ")]

    def get_summary(self) -> str:
        first = self.get_description().split("\n\n")[0].split(". ")[0]
        return " ".join(first.split()).rstrip(".")

    def get_request_serializer(self) -> Any:
        """A step is described once, by its form and its row; every other view says it by hand."""
        if isinstance(self.view, Step):
            return self.view.form
        return super().get_request_serializer()

    def get_response_serializers(self) -> Any:
        if isinstance(self.view, Step):
            return {200: self.view.row}
        return super().get_response_serializers()

    def get_override_parameters(self) -> list[Any]:
        method = getattr(self.view, self.method.lower())
        reads = self.method == "GET"
        query = getattr(self.view, "query", None) if reads else None
        found: list[Any] = [query] if query is not None and query().fields else []
        if getattr(method, "idempotent", False):
            found.append(_header(*IDEMPOTENCY))
        if getattr(self.view, "conditional", False) and not reads:
            found.append(_header(*MATCH, required=True))
        for name, (codes, meaning, type_) in HEADERS.items():
            found.append(_header(name, meaning, type_=type_, response=codes))
        return found


def _header(
    name: str, meaning: str, *, type_: Any = OpenApiTypes.STR, **more: Any
) -> OpenApiParameter:
    return OpenApiParameter(name, type_, OpenApiParameter.HEADER, description=meaning, **more)
