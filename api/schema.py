"""The OpenAPI document: for those who are signed in, with our problem document under every operation."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.views import SpectacularAPIView

from api.access import SIGNED_IN, DenyUnlessNamed
from api.authentication import TokenAuthentication
from api.errors import MEDIA_TYPE

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


def name_problems(result: dict[str, Any], **context: Any) -> dict[str, Any]:
    """drf-spectacular hook: every operation may answer with a problem document."""
    del context
    result["components"].setdefault("schemas", {})["Problem"] = PROBLEM
    answer = {
        "description": "Refused; nothing was changed.",
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for path in result["paths"].values():
        for operation in path.values():
            operation["responses"]["default"] = answer
    return result


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # registers
    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "manage.py token create"}


class Schema(SpectacularAPIView):
    """This document."""

    permission = SIGNED_IN
    permission_classes = [DenyUnlessNamed]
