"""Who may be given a case: people who work on cases in a department of the client, nobody else."""

from riskcore.access.models import OrganisationKind, User
from riskcore.access.rules import roles_for
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput


def investigators(*, client: Client) -> list[User]:
    """Active people who may work on cases in a department of the client, by name."""
    people = User.objects.filter(
        is_active=True,
        memberships__ended_at__isnull=True,
        memberships__role__in=roles_for("case.handle"),
        memberships__organisation__kind=OrganisationKind.DEPARTMENT,
        memberships__organisation__department__client=client,
    )
    return list(people.distinct().order_by("first_name", "last_name", "username"))


def check_assignee(*, client: Client, user_id: int) -> User:
    """The person, or InvalidInput where they do not work on cases of this department."""
    for person in investigators(client=client):
        if person.pk == user_id:
            return person
    raise _outside()


def assignee_named(*, client: Client, username: str) -> int:
    """The id of one of them by user name. Anybody else, of this house or none, is the same InvalidInput:
    nobody learns from it who has an account."""
    for person in investigators(client=client):
        if person.username == username:
            return person.pk
    raise _outside()


def name_of(person: User | None) -> str:
    """How a colleague is called on a page; "" for nobody."""
    return (person.get_full_name() or person.username) if person else ""


def _outside() -> InvalidInput:
    return InvalidInput(
        "case.assignee_outside",
        "You named somebody who does not work on cases of this department. Choose one of its "
        "investigators.",
        field="assignee_id",
    )
