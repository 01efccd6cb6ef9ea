"""The OpenAPI document: for those who are signed in, with our problem document under every operation."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer
from drf_spectacular.views import SpectacularAPIView

from api.access import SIGNED_IN, DenyUnlessNamed
from api.authentication import TokenAuthentication
from api.errors import MEDIA_TYPE, SENTENCES

TEXT = {"type": "string"}
PROBLEM = {
    "type": "object",
    "description": "RFC 9457. Read ``code``; the sentences may change.",
    "required": [
        "type",
        "title",
        "status",
        "detail",
        "instance",
        "code",
        "errors",
        "request_id",
    ],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": TEXT,
        "status": {"type": "integer"},
        "detail": TEXT,
        "instance": TEXT,
        "code": TEXT,
        "request_id": TEXT,
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "code", "detail"],
                "properties": {"pointer": TEXT, "code": TEXT, "detail": TEXT},
            },
        },
    },
}


REFUSALS = {
    **{str(status): SENTENCES[status] for status in (400, 401, 403, 404)},
    "409": "It is not in a state in which this can be done, or somebody changed it first.",
    "412": "It has changed since you read it; the sentence names the current version.",
    "422": "What was sent is well-formed and cannot stand; the sentence says why.",
    "428": "Say in If-Match which version you read.",
    "default": "Refused; nothing was changed.",
}


def name_problems(result: dict[str, Any], **context: Any) -> dict[str, Any]:
    """drf-spectacular hook: every operation may answer with a problem document."""
    del context
    result["components"].setdefault("schemas", {})["Problem"] = PROBLEM
    schema = {"$ref": "#/components/schemas/Problem"}
    result["components"]["responses"] = {
        f"Problem_{status}": {"description": sentence, "content": {MEDIA_TYPE: {"schema": schema}}}
        for status, sentence in REFUSALS.items()
    }
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            for status in _refusals(path, method, operation):
                operation["responses"][status] = {
                    "$ref": f"#/components/responses/Problem_{status}"
                }
    return result


def as_yaml() -> str:
    """The document as text, the same on every machine."""
    document = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    text: bytes = OpenApiYamlRenderer().render(document, {})  # type: ignore[no-untyped-call]
    return text.decode()


def _refusals(path: str, method: str, operation: dict[str, Any]) -> list[str]:
    """The refusals an operation may answer with, in the order of their numbers."""
    found = ["400", "401", "403"]
    found += ["404"] if "{" in path else []
    found += [] if method == "get" else ["409"]
    headers = {each["name"] for each in operation.get("parameters", []) if each["in"] == "header"}
    found += ["412"] if "If-Match" in headers else []
    found += ["422"]
    found += ["428"] if "If-Match" in headers else []
    return [*found, "default"]


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # registers
    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "manage.py token create"}


class Schema(SpectacularAPIView):
    """This document."""

    permission = SIGNED_IN
    permission_classes = [DenyUnlessNamed]
