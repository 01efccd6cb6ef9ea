"""From a person and a permission to the organisations in which it is held: the body of every rule."""

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from riskcore.access.models import Organisation, User
from riskcore.access.rules import roles_for
from riskcore.errors import NotFound

Person = User | AnonymousUser


def organisations(user: Person, permission: str) -> Q:
    """A condition on ``Organisation``: those in which ``user`` holds ``permission`` today.

    A person who is inactive or signed out holds nothing; the house itself holds everything.
    """
    if not isinstance(user, User) or not user.is_active:
        return Q(pk__in=[])
    if user.is_system:
        return Q()
    return Q(
        memberships__user=user,
        memberships__role__in=roles_for(permission),
        memberships__ended_at__isnull=True,
    )


def organisation_ids(user: Person, permission: str) -> "models.QuerySet[Organisation, int]":
    """The same, as ids for a sub-query."""
    return Organisation.objects.filter(organisations(user, permission)).values_list("pk", flat=True)


def system_user() -> User:
    """The house itself, for commands and scheduled work; it cannot sign in."""
    user, created = User.objects.get_or_create(
        username="system", defaults={"is_system": True, "first_name": "Commonward"}
    )
    if created:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user


def user_named(username: str) -> User:
    """The active person with this name, for commands that act as somebody; NotFound otherwise."""
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise NotFound(
            "user.unknown",
            f"You asked to act as {username!r}; there is no active user with that name. "
            "Check the spelling.",
            username=username,
        )
    return user
