"""Grants of authority: who may decide what alone, given by an administrator and never to oneself."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar, Self

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from riskcore.access.models import Membership, Role, User
from riskcore.access.rules import RULES
from riskcore.access.scoping import Person, organisation_ids
from riskcore.audit import actions as audit
from riskcore.carriers import Carrier
from riskcore.clients.models import Client
from riskcore.errors import Conflict, InvalidInput, NotFound, PermissionDenied
from riskcore.policies import Line
from riskcore.underwriting.authority import ALL_RULES, Grant
from riskcore.underwriting.permissions import APPROVE, GRANT, VIEW
from riskcore.underwriting.plan import PLAN

BOUNDS = ("max_limit", "min_retention", "max_premium", "max_credit", "max_debit", "max_officers")
PERCENTS = ("max_credit", "max_debit")


@dataclass(frozen=True, kw_only=True)
class NewGrant:
    """What an administrator writes. username or role: exactly one of them; None: not bounded."""

    username: str = ""
    role: str = ""
    line: str = ""
    max_limit: Decimal | None = None
    min_retention: Decimal | None = None
    max_premium: Decimal | None = None
    max_credit: Decimal | None = None
    max_debit: Decimal | None = None
    max_officers: int | None = None
    open_critical: bool = False
    approves: tuple[str, ...] = ()
    special: bool = False
    starts_on: date | None = None
    ends_on: date | None = None
    reason: str = ""


class AuthorityGrantQuerySet(models.QuerySet["AuthorityGrant"]):
    def visible_to(self, user: Person, permission: str = VIEW) -> Self:
        """Grants of the carriers at which, or for whose clients, the user holds the permission."""
        bodies = organisation_ids(user, permission)
        carriers = Carrier.objects.filter(
            Q(organisation__in=bodies) | Q(clients__administrator__in=bodies)
        )
        return self.filter(carrier__in=carriers.values("pk"))

    def in_force(self, day: date) -> Self:
        """Begun by the day, not run out and not ended."""
        running = Q(ends_on__isnull=True) | Q(ends_on__gt=day)
        return self.filter(running, starts_on__lte=day, ended_at__isnull=True)


class AuthorityGrant(models.Model):
    """What a person, or everybody in a role, may decide alone on a carrier's paper, for a time.

    An empty bound does not bound. A grant is never changed: it ends, and another is given.
    """

    carrier = models.ForeignKey(Carrier, on_delete=models.PROTECT, related_name="grants")
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="authority", null=True, blank=True
    )
    role = models.CharField(max_length=16, choices=Role.choices, blank=True)
    line = models.CharField(max_length=3, choices=Line.choices, blank=True)
    max_limit = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    min_retention = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    max_premium = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    max_credit = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    max_debit = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    max_officers = models.PositiveIntegerField(null=True, blank=True)
    open_critical = models.BooleanField(default=False)
    approves = models.JSONField(default=list, blank=True)
    special = models.BooleanField(default=False)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True, help_text="The first day it no longer holds.")
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    reason = models.TextField(blank=True)
    ended_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_reason = models.TextField(blank=True)

    objects = AuthorityGrantQuerySet.as_manager()

    class Meta:
        ordering = ["carrier_id", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, role="") | (Q(user__isnull=True) & ~Q(role="")),
                name="grant_to_person_or_role",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="grant_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=True) | ~Q(user=F("granted_by")),
                name="grant_never_to_oneself",
            ),
        ]

    def __str__(self) -> str:
        return f"grant {self.pk}"


def grant(*, by: User, carrier_code: str, asked: NewGrant) -> AuthorityGrant:
    """Give authority on a carrier's paper to a person, or to everybody in a role there.

    Raises NotFound (no such carrier or person for ``by``), PermissionDenied where ``by`` would gain
    from it, InvalidInput with every fault of the bounds. Records ``underwriting.granted``.
    """
    carrier = find_carrier(by=by, code=carrier_code)
    today = timezone.localdate()
    holder = _holder(by, carrier, asked)
    _check_bounds(asked, starts_on=asked.starts_on or today)
    with transaction.atomic():
        row = AuthorityGrant.objects.create(
            carrier=carrier,
            user=holder,
            role=asked.role,
            line=asked.line,
            **{name: getattr(asked, name) for name in BOUNDS},
            open_critical=asked.open_critical,
            approves=sorted(set(asked.approves)),
            special=asked.special,
            starts_on=asked.starts_on or today,
            ends_on=asked.ends_on,
            granted_by=by,
            granted_at=timezone.now(),
            reason=asked.reason.strip(),
        )
        audit.record(
            by=by,
            verb="underwriting.granted",
            subject=row,
            carrier=carrier.code,
            to=holder.username if holder else asked.role,
            line=asked.line,
            **{name: getattr(asked, name) for name in BOUNDS},
            special=asked.special,
            reason=row.reason,
        )
    return row


def end(*, by: User, grant_id: int, reason: str) -> AuthorityGrant:
    """End a grant now; what was approved under it stands. A reason is required.

    Raises NotFound, PermissionDenied, InvalidInput, Conflict. Records ``underwriting.grant_ended``.
    """
    row = find_grant(by=by, grant_id=grant_id)
    if not AuthorityGrant.objects.visible_to(by, GRANT).filter(pk=row.pk).exists():
        raise PermissionDenied("access.denied", RULES.get(GRANT).refusal, permission=GRANT)
    if not reason.strip():
        raise InvalidInput(
            "grant.reason_missing",
            "You asked to end a grant of authority without saying why. Give a reason: it is kept.",
            field="reason",
        )
    with transaction.atomic():
        ended = AuthorityGrant.objects.filter(pk=row.pk, ended_at__isnull=True).update(
            ended_at=timezone.now(), ended_by=by, ended_reason=reason.strip()
        )
        if not ended:
            raise Conflict(
                "grant.ended",
                f"Grant {row.pk} has ended already; nothing was done. Look at the list again.",
                grant=row.pk,
            )
        row.refresh_from_db()
        audit.record(
            by=by,
            verb="underwriting.grant_ended",
            subject=row,
            grant=row.pk,
            reason=row.ended_reason,
        )
    return row


def find_grant(*, by: Person, grant_id: int) -> AuthorityGrant:
    """The grant with this number, if ``by`` may see it; otherwise NotFound."""
    row = (
        AuthorityGrant.objects.visible_to(by)
        .select_related("carrier", "user", "granted_by", "ended_by")
        .filter(pk=grant_id)
        .first()
    )
    if row is None:
        raise NotFound(
            "grant.unknown",
            f"You asked for grant {grant_id}; there is none with that number that you may see.",
            grant=grant_id,
        )
    return row


def grants_of(
    *, carrier_id: int, users: Collection[User], on: date
) -> Mapping[int, tuple[Grant, ...]]:
    """By user id, the grants each of them holds on a carrier's paper on a day, their own and those of
    their role there. Two queries, however many people."""
    running = AuthorityGrant.objects.in_force(on).filter(carrier=carrier_id)
    rows = list(running.select_related("user").order_by("id"))
    roles: dict[int, set[str]] = {user.pk: set() for user in users}
    held = Membership.objects.filter(
        _behind(carrier_id), user__in=list(roles), ended_at__isnull=True
    )
    for user_id, role in held.values_list("user_id", "role"):
        roles[user_id].add(role)
    return {
        user.pk: tuple(
            as_grant(row) for row in rows if row.user_id == user.pk or row.role in roles[user.pk]
        )
        for user in users
    }


def underwriters_of(*, carrier: Carrier) -> list[User]:
    """The people who may approve on a carrier's paper: active underwriters of it or of an administrator
    who works for it, by name."""
    held = Membership.objects.filter(
        _behind(carrier.pk), role__in=RULES.get(APPROVE).roles, ended_at__isnull=True
    )
    people = User.objects.filter(pk__in=held.values("user"), is_active=True)
    return list(people.order_by("first_name", "username"))


def as_grant(row: AuthorityGrant) -> Grant:
    """The row as the arithmetic of authority knows it."""
    return Grant(
        id=row.pk,
        holder=row.user.username if row.user_id and row.user else f"every {row.get_role_display()}",
        line=row.line,
        **{name: getattr(row, name) for name in BOUNDS},
        open_critical=row.open_critical,
        approves=frozenset(row.approves),
        special=row.special,
    )


def grantable_carriers(*, by: Person) -> list[Carrier]:
    """The carriers on whose paper ``by`` may grant authority, by name."""
    return list(_carriers(by, GRANT).order_by("name", "id"))


def find_carrier(*, by: Person, code: str, permission: str = GRANT) -> Carrier:
    """The carrier with this code at which, or for whose clients, ``by`` holds the permission; otherwise
    NotFound."""
    found = _carriers(by, permission).filter(code=code).first()
    if found is None:
        raise NotFound(
            "carrier.unknown",
            f"You asked for the grants of {code!r}; there is no carrier with that code whose authority "
            "you may see or grant. Check the code.",
            carrier=code,
        )
    return found


def _carriers(by: Person, permission: str) -> "models.QuerySet[Carrier]":
    bodies = organisation_ids(by, permission)
    mine = Q(organisation__in=bodies) | Q(clients__administrator__in=bodies)
    return Carrier.objects.filter(mine).distinct()


def _behind(carrier_id: int) -> Q:
    """A condition on memberships: at the carrier, or at an administrator of one of its clients."""
    administrators = Client.objects.filter(carrier=carrier_id).values("administrator")
    return Q(organisation__carrier=carrier_id) | Q(organisation__in=administrators)


def _holder(by: User, carrier: Carrier, asked: NewGrant) -> User | None:
    """The person the grant is for, None for a role; refused where it would be ``by`` themself."""
    if bool(asked.username) == bool(asked.role):
        raise InvalidInput(
            "grant.holder",
            "A grant is for one person or for one role; name exactly one of them.",
            field="username",
        )
    own_roles = Membership.objects.filter(
        _behind(carrier.pk), user=by, ended_at__isnull=True
    ).values_list("role", flat=True)
    if asked.username == by.username or (asked.role and asked.role in set(own_roles)):
        raise PermissionDenied(
            "grant.to_oneself",
            "You asked for a grant that you would hold yourself. Nobody grants himself authority: "
            "leave it to another administrator.",
            carrier=carrier.code,
        )
    if asked.role:
        if asked.role != Role.UNDERWRITER:
            raise InvalidInput(
                "grant.role",
                f"Authority was asked for the role {asked.role!r}; only underwriters decide terms.",
                field="role",
            )
        return None
    for person in underwriters_of(carrier=carrier):
        if person.username == asked.username:
            return person
    raise NotFound(
        "grant.holder_unknown",
        f"You asked to grant authority to {asked.username!r}, who is no active underwriter of "
        f"{carrier.name}. Choose one of its underwriters.",
        username=asked.username,
        field="username",
    )


def _check_bounds(asked: NewGrant, *, starts_on: date) -> None:
    faults = [
        f"{name.replace('_', ' ')} may not be below nought"
        for name in BOUNDS
        if (value := getattr(asked, name)) is not None and value < 0
    ]
    faults += [
        f"{name.replace('_', ' ')} may not be above 100 %"
        for name in PERCENTS
        if (value := getattr(asked, name)) is not None and value > 100
    ]
    if asked.line and asked.line not in Line.values:
        faults.append(f"there is no line {asked.line!r}; the lines are {', '.join(Line.values)}")
    known = {ALL_RULES, *(rule.key for rule in PLAN.rules)}
    if unknown := sorted(set(asked.approves) - known):
        faults.append(f"there are no referral rules {', '.join(unknown)}")
    if asked.ends_on is not None and asked.ends_on <= starts_on:
        faults.append(f"it would end on {asked.ends_on}, before it begins on {starts_on}")
    if faults:
        raise InvalidInput(
            "grant.malformed",
            f"The grant cannot stand: {'; '.join(faults)}. Correct it and send it again.",
            faults=faults,
        )


def listing(*, by: Person, on: date, ended: bool = False) -> tuple[AuthorityGrant, ...]:
    """The grants ``by`` may see, by carrier and holder; those that no longer hold only where asked."""
    rows = AuthorityGrant.objects.visible_to(by).select_related(
        "carrier", "user", "granted_by", "ended_by"
    )
    if not ended:
        running = Q(ends_on__isnull=True) | Q(ends_on__gt=on)
        rows = rows.filter(running, ended_at__isnull=True)
    return tuple(rows.order_by("carrier__name", "user__username", "role", "line", "id"))
