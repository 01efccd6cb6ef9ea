"""A program's token: ``Authorization: Bearer cw_...``. People use the session of their sign-in."""

from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from riskcore.access.models import User
from riskcore.credentials.actions import holder_of

SCHEME = "Bearer"


class TokenAuthentication(BaseAuthentication):
    def authenticate(self, request: Request) -> tuple[User, str] | None:
        scheme, _, text = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != SCHEME.lower():
            return None
        user = holder_of(text.strip())
        if user is None:
            raise AuthenticationFailed(
                "The token is unknown, has expired or was withdrawn. Ask for a new one.",
                code="token_invalid",
            )
        return user, text.strip()

    def authenticate_header(self, request: Request) -> str:
        return f'{SCHEME} realm="api"'
