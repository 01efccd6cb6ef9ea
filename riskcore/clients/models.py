"""Who is insured: clients of the five kinds, and the departments within them."""

from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q

from riskcore.access.models import Organisation
from riskcore.access.scoping import Person, organisation_ids
from riskcore.carriers import Carrier


class ClientKind(models.TextChoices):
    MUNICIPALITY = "municipality", "municipality"
    COUNTY = "county", "county"
    SCHOOL_DISTRICT = "school_district", "school district"
    SPECIAL_DISTRICT = "special_district", "special district"
    NON_PROFIT = "non_profit", "non-profit"


class ClientQuerySet(models.QuerySet["Client"]):
    def visible_to(self, user: Person, permission: str = "client.view") -> Self:
        """Clients for which the user holds the permission, through any body that stands behind them:
        the client itself, its carrier, its programme administrator or one of its departments."""
        bodies = organisation_ids(user, permission)
        departments = Department.objects.filter(organisation__in=bodies).values("client_id")
        return self.filter(
            Q(organisation__in=bodies)
            | Q(carrier__organisation__in=bodies)
            | Q(administrator__in=bodies)
            | Q(pk__in=departments)
        )

    def matching(self, *, kind: str = "", state: str = "", text: str = "") -> Self:
        """Clients of this kind, in this state, with this text in their name or code; "" asks nothing."""
        asked = Q()
        if kind:
            asked &= Q(kind=kind)
        if state:
            asked &= Q(state=state)
        if text:
            asked &= Q(name__icontains=text) | Q(code__icontains=text)
        return self.filter(asked)


class Client(models.Model):
    """A public entity insured under the programme; its ``code`` is how people and files name it."""

    code = models.SlugField(max_length=32, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=ClientKind.choices)
    state = models.CharField(max_length=2)
    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, related_name="client"
    )
    carrier = models.ForeignKey(Carrier, on_delete=models.PROTECT, related_name="clients")
    administrator = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="administered", null=True, blank=True
    )
    synthetic = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ClientQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=ClientKind.values), name="client_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__regex=r"^[A-Z]{2}$"), name="client_state_is_two_letters"
            ),
        ]

    def __str__(self) -> str:
        return self.name


Row = TypeVar("Row", bound=models.Model, covariant=True)


class ClientOwnedQuerySet(models.QuerySet[Row]):
    """Rows of one client. Subclasses name the path to the client and the permission to read a row."""

    client_path = "client"
    view_permission = "client.view"

    def visible_to(self, user: Person, permission: str = "") -> Self:
        """Rows whose client the user may see in this respect; not visible means not found."""
        clients = Client.objects.visible_to(user, permission or self.view_permission)
        return self.filter(**{f"{self.client_path}__in": clients})


class DepartmentQuerySet(ClientOwnedQuerySet["Department"]):
    pass


class Department(models.Model):
    """A part of a client that acts: its police department, sheriff's office, school security."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="departments")
    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, related_name="department"
    )
    name = models.CharField(max_length=200)
    districts = models.JSONField(default=list, blank=True)

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "name", "id"]

    def __str__(self) -> str:
        return self.name
