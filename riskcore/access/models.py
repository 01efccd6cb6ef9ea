"""Who works here: people, the organisations they belong to and the role they hold in each."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models


class OrganisationKind(models.TextChoices):
    CARRIER = "carrier", "designated carrier"
    ADMINISTRATOR = "administrator", "programme administrator"
    CLIENT = "client", "client"
    DEPARTMENT = "department", "department"


class Role(models.TextChoices):
    UNDERWRITER = "underwriter", "underwriter"
    ADVISOR = "advisor", "loss-control advisor"
    SUBMITTER = "submitter", "department submitter"
    INVESTIGATOR = "investigator", "department investigator"
    REVIEWER = "reviewer", "department reviewer or chief"
    RISK_MANAGER = "risk_manager", "city risk manager"
    ADMINISTRATOR = "administrator", "administrator"
    AUDITOR = "auditor", "auditor"


class User(AbstractUser):
    """A person who signs in, or the house itself (``is_system``) when a command acts unattended.

    Django's superuser flag grants nothing here: only memberships do.
    """

    is_system = models.BooleanField(default=False)

    class Meta:
        verbose_name = "user"


class Organisation(models.Model):
    """A body people belong to: a carrier, the programme administrator, a client or its department."""

    kind = models.CharField(max_length=16, choices=OrganisationKind.choices)
    name = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person's role in one organisation, from the day it was granted to the day it ended."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=16, choices=Role.choices)
    granted_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["user_id", "organisation_id", "role"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=models.Q(ended_at__isnull=True),
                name="membership_held_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} as {self.get_role_display()} at {self.organisation}"
