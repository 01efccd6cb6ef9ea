"""Finding clients for a person: one by code, or all of them, with the permission asked for."""

from dataclasses import dataclass

from django.db.models import Q

from riskcore.access.models import Membership, User
from riskcore.access.rules import RULES
from riskcore.access.scoping import Person
from riskcore.clients.models import Client, ClientQuerySet, Department
from riskcore.errors import InvalidInput, NotFound, PermissionDenied

ORDERS = {
    "name": "name",
    "kind": "kind",
    "state": "state",
    "carrier": "carrier__name",
}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which clients to list and how; "" asks nothing. order: a key of ORDERS, "-" before it turns it."""

    kind: str = ""
    state: str = ""
    text: str = ""
    order: str = "name"


@dataclass(frozen=True, kw_only=True)
class Portfolio:
    """One page of a person's clients. total: all they may see; found: those that match the choice;
    states: every state they have clients in."""

    rows: list[Client]
    found: int
    total: int
    states: list[str]
    page: int
    pages: int


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


def held(*, by: Person, client: Client) -> frozenset[str]:
    """Every permission ``by`` holds for this client, in one query: ``can`` for all of them at once."""
    if not isinstance(by, User) or not by.is_active:
        return frozenset()
    if by.is_system:
        return frozenset(RULES.keys())
    behind = (
        Q(organisation=client.organisation_id)
        | Q(organisation__carrier=client.carrier_id)
        | Q(organisation=client.administrator_id)
        | Q(organisation__department__client=client)
    )
    mine = Membership.objects.filter(behind, user=by, ended_at__isnull=True)
    roles = set(mine.values_list("role", flat=True))
    return frozenset(rule.key for rule in RULES if rule.roles & roles)


def held_somewhere(*, by: Person) -> frozenset[str]:
    """Every permission ``by`` holds for any client, in one query: what a menu may offer."""
    if not isinstance(by, User) or not by.is_active:
        return frozenset()
    if by.is_system:
        return frozenset(RULES.keys())
    mine = Membership.objects.filter(user=by, ended_at__isnull=True)
    roles = set(mine.values_list("role", flat=True))
    return frozenset(rule.key for rule in RULES if rule.roles & roles)


def check_somewhere(*, by: Person, permission: str) -> None:
    """Raise PermissionDenied with the sentence the user reads, unless held for any client."""
    if permission not in held_somewhere(by=by):
        raise PermissionDenied(
            "access.denied", RULES.get(permission).refusal, permission=permission
        )


def visible(*, by: Person, permission: str = "client.view") -> ClientQuerySet:
    """All clients for which ``by`` holds the permission, for a list that filters and pages itself."""
    return Client.objects.visible_to(by, permission)


def portfolio(*, by: Person, choice: Choice, page: int = 1, size: int = 100) -> Portfolio:
    """A page of the clients ``by`` may see; a page beyond the last is the last.

    Raises InvalidInput for an order that is not one of ORDERS.
    """
    column = ORDERS.get(choice.order.removeprefix("-"))
    if column is None:
        raise InvalidInput(
            "clients.order",
            f"You asked for clients by {choice.order!r}; they can be listed by "
            f"{', '.join(ORDERS)}. Choose one of these.",
            field="order",
        )
    sign = "-" if choice.order.startswith("-") else ""
    all_mine = visible(by=by)
    matching = all_mine.matching(kind=choice.kind, state=choice.state, text=choice.text)
    found = matching.count()
    pages = max(1, -(-found // size))
    page = min(max(1, page), pages)
    ordered = matching.select_related("carrier").order_by(f"{sign}{column}", "name", "id")
    return Portfolio(
        rows=list(ordered[(page - 1) * size : page * size]),
        found=found,
        total=all_mine.count(),
        states=list(all_mine.order_by("state").values_list("state", flat=True).distinct()),
        page=page,
        pages=pages,
    )


def departments(*, by: Person, client: Client) -> list[Department]:
    """The departments of a client that ``by`` may see, by name."""
    mine = Department.objects.visible_to(by).filter(client=client)
    return list(mine.order_by("name", "id"))
