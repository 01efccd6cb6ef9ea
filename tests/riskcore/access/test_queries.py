"""The roles a person holds today."""

from django.utils import timezone

from riskcore.access.models import Role, User
from riskcore.access.queries import open_memberships
from riskcore.clients.models import Client
from tests.factories.riskcore import MembershipFactory


def test_open_memberships_are_listed_by_body_in_one_query(
    alder: Client, ana: User, django_assert_num_queries: object
) -> None:
    MembershipFactory(user=ana, organisation=alder.organisation, role=Role.AUDITOR)
    ended = MembershipFactory(user=ana, organisation=alder.organisation, role=Role.ADVISOR)
    ended.ended_at = timezone.now()
    ended.save()
    with django_assert_num_queries(1):  # type: ignore[operator]
        held = [(row.organisation.name, row.role) for row in open_memberships(by=ana)]
    assert held == [("Alder Falls", "auditor"), (alder.carrier.organisation.name, "advisor")]


def test_nobody_elses_roles_are_listed(ana: User, ben: User) -> None:
    assert [row.user_id for row in open_memberships(by=ben)] == [ben.pk]
