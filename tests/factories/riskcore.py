"""Rows of riskcore for tests. Anything with a lifecycle is made by living through it."""

from datetime import date

import factory
from django.utils import timezone

from riskcore.access.models import Membership, Organisation, OrganisationKind, User
from riskcore.carriers import Carrier
from riskcore.clients.models import Client, ClientKind, Department
from riskcore.exposures import Exposure, ExposureBase


class UserFactory(factory.django.DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"person{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.test")
    password = factory.django.Password("correct horse battery")


class OrganisationFactory(factory.django.DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Organisation {n}")
    kind = OrganisationKind.CLIENT


class CarrierFactory(factory.django.DjangoModelFactory[Carrier]):
    class Meta:
        model = Carrier

    code = factory.Sequence(lambda n: f"carrier-{n}")
    name = factory.Sequence(lambda n: f"Carrier {n}")
    organisation = factory.SubFactory(OrganisationFactory, kind=OrganisationKind.CARRIER)


class ClientFactory(factory.django.DjangoModelFactory[Client]):
    class Meta:
        model = Client

    code = factory.Sequence(lambda n: f"client-{n}")
    name = factory.Sequence(lambda n: f"Town {n}")
    kind = ClientKind.MUNICIPALITY
    state = "TX"
    organisation = factory.SubFactory(
        OrganisationFactory, name=factory.SelfAttribute("..name"), kind=OrganisationKind.CLIENT
    )
    carrier = factory.SubFactory(CarrierFactory)


class DepartmentFactory(factory.django.DjangoModelFactory[Department]):
    class Meta:
        model = Department

    client = factory.SubFactory(ClientFactory)
    name = "Police Department"
    organisation = factory.SubFactory(OrganisationFactory, kind=OrganisationKind.DEPARTMENT)


class MembershipFactory(factory.django.DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)


class ExposureFactory(factory.django.DjangoModelFactory[Exposure]):
    class Meta:
        model = Exposure

    client = factory.SubFactory(ClientFactory)
    base = ExposureBase.OFFICERS
    month = date(2026, 1, 1)
    quantity = 100
    recorded_at = factory.LazyFunction(timezone.now)
