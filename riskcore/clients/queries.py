"""Finding a client for a person: by code, with the permission asked for."""

from dataclasses import dataclass

from riskcore.access.rules import RULES
from riskcore.access.scoping import Person
from riskcore.clients.models import Client
from riskcore.errors import NotFound, PermissionDenied


def find(*, by: Person, code: str, permission: str = "client.view") -> Client:
    """The client with this code. Not visible means NotFound; visible without the permission means
    PermissionDenied with the rule's sentence."""
    client = Client.objects.visible_to(by).select_related("carrier").filter(code=code).first()
    if client is None:
        raise NotFound(
            "client.unknown",
            f"You asked for the client {code!r}; there is none with that code that you may see. "
            "Check the code in the list of clients.",
            client=code,
        )
    check(by=by, permission=permission, client=client)
    return client


def check(*, by: Person, permission: str, client: Client) -> None:
    """Raise PermissionDenied with the sentence the user reads, unless ``can``."""
    if not can(by=by, permission=permission, client=client):
        raise PermissionDenied(
            "access.denied",
            RULES.get(permission).refusal,
            permission=permission,
            client=client.code,
        )


def can(*, by: Person, permission: str, client: Client) -> bool:
    """Whether ``by`` holds the permission for this client."""
    return Client.objects.visible_to(by, permission).filter(pk=client.pk).exists()


@dataclass(frozen=True, kw_only=True)
class ClientLine:
    """One client in a list."""

    code: str
    name: str
    kind: str
    state: str


def visible(*, by: Person) -> list[ClientLine]:
    """The clients a person may see, by name."""
    rows = Client.objects.visible_to(by).order_by("name", "code")
    return [
        ClientLine(code=row.code, name=row.name, kind=row.kind, state=row.state)
        for row in rows.distinct()
    ]
