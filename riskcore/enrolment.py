"""Taking into the programme: carriers, clients, departments, people, and the roles people hold.

Nobody enrols above themselves: an administrator adds clients to the programme they administer and
grants roles only in bodies that stand behind a client of theirs. The house itself may do all of it.
"""

from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from riskcore.access.models import Membership, Organisation, OrganisationKind, Role, User
from riskcore.access.rules import RULES
from riskcore.access.scoping import organisations
from riskcore.audit.actions import record
from riskcore.carriers import Carrier
from riskcore.clients.models import Client, Department
from riskcore.clients.queries import find
from riskcore.errors import InvalidInput, NotFound, PermissionDenied

PERMISSION = "client.administer"
HOLDERS: dict[Role, OrganisationKind] = {
    Role.UNDERWRITER: OrganisationKind.CARRIER,
    Role.ADVISOR: OrganisationKind.CARRIER,
    Role.AUDITOR: OrganisationKind.CARRIER,
    Role.ADMINISTRATOR: OrganisationKind.ADMINISTRATOR,
    Role.RISK_MANAGER: OrganisationKind.CLIENT,
    Role.SUBMITTER: OrganisationKind.DEPARTMENT,
    Role.INVESTIGATOR: OrganisationKind.DEPARTMENT,
    Role.REVIEWER: OrganisationKind.DEPARTMENT,
}


@dataclass(frozen=True, kw_only=True)
class Granted:
    """A role just granted: who holds it, and in which body."""

    username: str
    role: str
    organisation: str


@transaction.atomic
def add_carrier(*, by: User, code: str, name: str) -> Carrier:
    """A designated carrier; only the house itself adds one. Records ``carrier.added``."""
    if not by.is_system:
        raise PermissionDenied(
            "access.denied",
            "You asked to add a carrier; only the operator of the service may, with 'manage.py enrol'.",
        )
    carrier = Carrier(code=code, name=name)
    _valid(carrier, exclude=["organisation"])
    carrier.organisation = Organisation.objects.create(name=name, kind=OrganisationKind.CARRIER)
    carrier.save(force_insert=True)
    record(by=by, verb="carrier.added", subject=carrier, code=code)
    return carrier


@transaction.atomic
def add_client(*, by: User, code: str, name: str, kind: str, state: str, carrier: str) -> Client:
    """A client of a designated carrier, under the programme that ``by`` administers.

    Raises PermissionDenied, NotFound for the carrier, InvalidInput for a code that is taken or a kind
    or state that is none. Records ``client.added``.
    """
    programme = _programme(by)
    paper = Carrier.objects.filter(code=carrier).first()
    if paper is None:
        known = ", ".join(Carrier.objects.values_list("code", flat=True)) or "none yet"
        raise NotFound(
            "carrier.unknown",
            f"You named the carrier {carrier!r}, which is not designated here. Known: {known}.",
            field="carrier",
        )
    client = Client(
        code=code, name=name, kind=kind, state=state, carrier=paper, administrator=programme
    )
    _valid(client, exclude=["organisation"])
    client.organisation = Organisation.objects.create(name=name, kind=OrganisationKind.CLIENT)
    client.save(force_insert=True)
    record(by=by, verb="client.added", subject=client, client=client, kind=kind, carrier=carrier)
    return client


@transaction.atomic
def add_department(*, by: User, client_code: str, name: str) -> Department:
    """A department of a client. Records ``department.added``."""
    client = find(by=by, code=client_code, permission=PERMISSION)
    department = Department(client=client, name=name)
    _valid(department, exclude=["organisation"])
    department.organisation = Organisation.objects.create(
        name=name, kind=OrganisationKind.DEPARTMENT
    )
    department.save(force_insert=True)
    record(by=by, verb="department.added", subject=department, client=client, name=name)
    return department


@transaction.atomic
def add_person(*, by: User, username: str, email: str = "", password: str = "") -> User:
    """Somebody who may sign in; without a password they cannot until one is set. They hold no role
    yet. Records ``person.added``."""
    if not by.is_system:
        _programme(by)
    user = User(username=username, email=email)
    if password:
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise InvalidInput(
                "person.password", " ".join(error.messages), field="password"
            ) from error
        user.set_password(password)
    else:
        user.set_unusable_password()
    _valid(user, exclude=["password"])
    user.save(force_insert=True)
    record(by=by, verb="person.added", subject=user, username=username)
    return user


@transaction.atomic
def grant(*, by: User, username: str, role: str, client_code: str, department: str = "") -> Granted:
    """Give a person a role behind a client: in its carrier, its programme administrator, the client
    itself or its department, whichever the role belongs to. Records ``role.granted``."""
    client = find(by=by, code=client_code, permission=PERMISSION)
    wanted = _role(role)
    user = _person(username)
    body = _body(client, wanted, department)
    _, made = Membership.objects.get_or_create(
        user=user, organisation=body, role=wanted, ended_at=None
    )
    if made:
        record(
            by=by,
            verb="role.granted",
            subject=user,
            client=client,
            role=role,
            organisation=body.name,
        )
    return Granted(username=username, role=wanted.label, organisation=body.name)


@transaction.atomic
def withdraw(*, by: User, username: str, role: str, client_code: str, department: str = "") -> None:
    """End a role at once; everything that was done with it stays. Records ``role.withdrawn``."""
    client = find(by=by, code=client_code, permission=PERMISSION)
    wanted = _role(role)
    user = _person(username)
    body = _body(client, wanted, department)
    held = Membership.objects.filter(
        user=user, organisation=body, role=wanted, ended_at__isnull=True
    )
    if not held.update(ended_at=timezone.now()):
        raise NotFound(
            "role.not_held",
            f"You asked to withdraw the role {wanted.label} from {username!r}, who does not hold it "
            f"at {body.name}.",
        )
    record(
        by=by, verb="role.withdrawn", subject=user, client=client, role=role, organisation=body.name
    )


def _programme(by: User) -> Organisation | None:
    """The programme administrator's body on whose behalf ``by`` enrols; None for the house itself."""
    if by.is_system:
        return (
            Organisation.objects.filter(kind=OrganisationKind.ADMINISTRATOR).order_by("id").first()
        )
    held = Organisation.objects.filter(
        organisations(by, PERMISSION), kind=OrganisationKind.ADMINISTRATOR
    )
    programme = held.order_by("id").first()
    if programme is None:
        raise PermissionDenied(
            "access.denied", RULES.get(PERMISSION).refusal, permission=PERMISSION
        )
    return programme


def _body(client: Client, role: Role, department: str) -> Organisation:
    kind = HOLDERS[role]
    if kind == OrganisationKind.CARRIER:
        return client.carrier.organisation
    if kind == OrganisationKind.CLIENT:
        return client.organisation
    if kind == OrganisationKind.ADMINISTRATOR:
        if client.administrator is None:
            raise NotFound(
                "client.no_administrator",
                f"{client.name} has no programme administrator whose role could be granted.",
            )
        return client.administrator
    named = client.departments.filter(name=department) if department else client.departments.all()
    found = list(named.select_related("organisation")[:2])
    if len(found) != 1:
        names = ", ".join(client.departments.values_list("name", flat=True)) or "none yet"
        raise InvalidInput(
            "department.unclear",
            f"The role {role.label} is held in a department; name one of {client.name}: {names}.",
            field="department",
        )
    return found[0].organisation


def _person(username: str) -> User:
    user = User.objects.filter(username=username, is_system=False).first()
    if user is None:
        raise NotFound(
            "access.person_unknown",
            f"There is nobody with the user name {username!r}.",
            field="username",
        )
    return user


def _role(word: str) -> Role:
    try:
        return Role(word)
    except ValueError:
        raise InvalidInput(
            "role.unknown",
            f"You named the role {word!r}; the roles are {', '.join(Role.values)}.",
            field="role",
        ) from None


def _valid(row: Carrier | Client | Department | User, *, exclude: list[str]) -> None:
    """Refuse a row that its own table would refuse, with the first complaint as the sentence."""
    try:
        row.full_clean(exclude=exclude)
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise InvalidInput(
            f"{row._meta.model_name}.{field}", f"{field}: {' '.join(messages)}", field=field
        ) from error
