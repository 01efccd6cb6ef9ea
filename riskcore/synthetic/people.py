"""Demonstration users, one a role. For a local demonstration only: their password is public."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from riskcore.access.models import Membership, OrganisationKind, Role, User
from riskcore.carriers import Carrier
from riskcore.clients.models import Department
from riskcore.errors import Conflict
from riskcore.synthetic import names
from riskcore.synthetic.registry import PARTS, BookContext, Part

DEMO_PASSWORD = "harbour-lantern-demo"  # noqa: S105  # public on purpose; see the module's docstring


@dataclass(frozen=True)
class DemoUser:
    """A sign-in: the role it shows and where it holds it. bodies: kind of organisation, and for
    carriers which of them (all where empty)."""

    username: str
    role: Role
    body: OrganisationKind
    carriers: tuple[str, ...] = ()
    shows: str = ""


DEMO_USERS = (
    DemoUser(
        "underwriter", Role.UNDERWRITER, OrganisationKind.CARRIER,
        shows="the whole book, through all three carriers; reviews and decides terms",
    ),
    DemoUser(
        "senior-underwriter", Role.UNDERWRITER, OrganisationKind.CARRIER,
        shows="the same, with more authority: approves what is referred",
    ),
    DemoUser(
        "advisor", Role.ADVISOR, OrganisationKind.CARRIER,
        shows="the whole book; writes recommendations and issues reports",
    ),
    DemoUser(
        "administrator", Role.ADMINISTRATOR, OrganisationKind.ADMINISTRATOR,
        shows="the whole book, through the programme administrator",
    ),
    DemoUser(
        "auditor", Role.AUDITOR, OrganisationKind.CARRIER, (names.CARRIERS[0][0],),
        shows="one carrier's clients only; reads, writes nothing",
    ),
    DemoUser(
        "risk-manager", Role.RISK_MANAGER, OrganisationKind.CLIENT,
        shows="the demonstration city",
    ),
    DemoUser(
        "chief", Role.REVIEWER, OrganisationKind.DEPARTMENT,
        shows="the demonstration city's police department, single complaints included",
    ),
    DemoUser(
        "investigator", Role.INVESTIGATOR, OrganisationKind.DEPARTMENT,
        shows="the cases of the demonstration city's police department",
    ),
    DemoUser(
        "lieutenant", Role.SUBMITTER, OrganisationKind.DEPARTMENT,
        shows="what the department sends in",
    ),
)  # fmt: skip


def build(context: BookContext) -> dict[str, int]:
    """Make the demonstration users and what they belong to; Conflict where a name is taken."""
    context.report("people", 0, len(DEMO_USERS))
    usernames = [demo.username for demo in DEMO_USERS]
    taken = User.objects.filter(username__in=usernames).values_list("username", flat=True)
    if taken:
        raise Conflict(
            "synthetic.username_taken",
            f"The demonstration users cannot be made: {', '.join(sorted(taken))} already exist. "
            "Build the synthetic book in a database of its own.",
            usernames=sorted(taken),
        )
    password = make_password(DEMO_PASSWORD)
    users = User.objects.bulk_create(
        User(
            username=demo.username,
            first_name=demo.username.replace("-", " ").capitalize(),
            email=f"{demo.username}@example.test",
            password=password,
        )
        for demo in DEMO_USERS
    )
    bodies = _bodies(context)
    memberships = Membership.objects.bulk_create(
        Membership(user=user, organisation_id=body, role=demo.role)
        for user, demo in zip(users, DEMO_USERS, strict=True)
        for body in _held(demo, bodies)
    )
    return {"users": len(users), "memberships": len(memberships)}


def _bodies(context: BookContext) -> dict[tuple[OrganisationKind, str], int]:
    """The organisations of the demonstration: every carrier, and what belongs to the first client."""
    client = context.members[0].client
    found = {
        (OrganisationKind.CARRIER, carrier.code): carrier.organisation_id
        for carrier in Carrier.objects.filter(code__in=[code for code, _ in names.CARRIERS])
    }
    department = Department.objects.get(client=client)
    found[OrganisationKind.CLIENT, ""] = client.organisation_id
    found[OrganisationKind.DEPARTMENT, ""] = department.organisation_id
    if client.administrator_id:
        found[OrganisationKind.ADMINISTRATOR, ""] = client.administrator_id
    return found


def _held(demo: DemoUser, bodies: dict[tuple[OrganisationKind, str], int]) -> Sequence[int]:
    return [
        body
        for (kind, code), body in bodies.items()
        if kind == demo.body and (not demo.carriers or code in demo.carriers)
    ]


PARTS.register(Part(key="people", label="Demonstration users", order=10, build=build))
