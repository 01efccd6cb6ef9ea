"""Authority is given by an administrator, never to oneself, for a time, and ended rather than
changed."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from riskcore.access.models import Role, User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.errors import Conflict, InvalidInput, NotFound, PermissionDenied
from riskcore.underwriting.grants import (
    AuthorityGrant,
    NewGrant,
    end,
    grant,
    grants_of,
    listing,
    underwriters_of,
)
from tests.factories.riskcore import MembershipFactory
from tests.factories.underwriting import WIDE, senior


def give(alder: Client, dee: User, **changes: object) -> AuthorityGrant:
    return grant(by=dee, carrier_code=alder.carrier.code, asked=replace(WIDE, **changes))  # type: ignore[arg-type]


def test_a_grant_is_recorded_and_held_from_its_first_day_to_its_last(
    alder: Client, uma: User, dee: User
) -> None:
    today = timezone.localdate()
    row = give(alder, dee, starts_on=today, ends_on=today + timedelta(days=10))
    assert AuditEvent.objects.filter(verb="underwriting.granted").count() == 1
    carrier = alder.carrier_id
    for day, held in ((-1, 0), (0, 1), (9, 1), (10, 0)):
        found = grants_of(carrier_id=carrier, users=[uma], on=today + timedelta(days=day))
        assert len(found[uma.pk]) == held
    assert row.granted_by == dee


def test_a_grant_to_the_role_is_held_by_everybody_in_it_there(
    alder: Client, birch: Client, uma: User, dee: User, ana: User
) -> None:
    give(alder, dee, username="", role=Role.UNDERWRITER)
    sam = senior(alder)
    found = grants_of(carrier_id=alder.carrier_id, users=[uma, sam, ana], on=timezone.localdate())
    assert [len(found[person.pk]) for person in (uma, sam, ana)] == [1, 1, 0]
    other = grants_of(carrier_id=birch.carrier_id, users=[uma], on=timezone.localdate())
    assert other[uma.pk] == ()


def test_an_underwriter_of_the_programme_underwrites_for_its_carriers(
    alder: Client, dee: User
) -> None:
    pat = senior(alder, name="pat")
    pat.memberships.all().delete()
    MembershipFactory(user=pat, organisation=alder.administrator, role=Role.UNDERWRITER)
    assert underwriters_of(carrier=alder.carrier) == [pat]
    give(alder, dee, username="pat")
    found = grants_of(carrier_id=alder.carrier_id, users=[pat], on=timezone.localdate())
    assert len(found[pat.pk]) == 1


def test_nobody_grants_himself(alder: Client, dee: User) -> None:
    MembershipFactory(user=dee, organisation=alder.carrier.organisation, role=Role.UNDERWRITER)
    for asked in ({"username": "dee"}, {"username": "", "role": Role.UNDERWRITER}):
        with pytest.raises(PermissionDenied) as refused:
            give(alder, dee, **asked)
        assert refused.value.code == "grant.to_oneself"
    with pytest.raises(IntegrityError), transaction.atomic():
        AuthorityGrant.objects.create(
            carrier=alder.carrier,
            user=dee,
            granted_by=dee,
            granted_at=timezone.now(),
            starts_on=date(2026, 1, 1),
        )


@pytest.mark.parametrize("who", ["uma", "ana", "ben", "rita", "chief", "lee", "cal"])
def test_only_administrators_of_the_programme_grant(
    request: pytest.FixtureRequest, alder: Client, uma: User, who: str
) -> None:
    with pytest.raises(NotFound):
        give(alder, request.getfixturevalue(who))


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        pytest.param({"role": "underwriter"}, InvalidInput, id="both"),
        pytest.param({"username": ""}, InvalidInput, id="neither"),
        pytest.param({"username": "", "role": "advisor"}, InvalidInput, id="role"),
        pytest.param({"username": "ana"}, NotFound, id="no underwriter"),
        pytest.param({"username": "nobody"}, NotFound, id="unknown"),
        pytest.param({"max_limit": Decimal(-1)}, InvalidInput, id="negative"),
        pytest.param({"max_credit": Decimal(101)}, InvalidInput, id="percent"),
        pytest.param({"line": "XXX"}, InvalidInput, id="line"),
        pytest.param({"approves": ("claims.tiny",)}, InvalidInput, id="rule"),
        pytest.param({"ends_on": date(2020, 1, 1)}, InvalidInput, id="ended"),
    ],
)
def test_a_malformed_grant_is_refused(
    alder: Client,
    uma: User,
    ana: User,
    dee: User,
    changes: dict[str, object],
    error: type[Exception],
) -> None:
    with pytest.raises(error):
        give(alder, dee, **changes)
    assert not AuthorityGrant.objects.exists()


def test_a_grant_ends_once_with_a_reason_and_gives_nothing_any_more(
    alder: Client, uma: User, dee: User, ben: User
) -> None:
    row = give(alder, dee)
    with pytest.raises(InvalidInput):
        end(by=dee, grant_id=row.pk, reason=" ")
    with pytest.raises(PermissionDenied):
        end(by=ben, grant_id=row.pk, reason="No.")
    end(by=dee, grant_id=row.pk, reason="Moved on.")
    assert grants_of(carrier_id=alder.carrier_id, users=[uma], on=timezone.localdate()) == {
        uma.pk: ()
    }
    with pytest.raises(Conflict):
        end(by=dee, grant_id=row.pk, reason="Twice.")
    today = timezone.localdate()
    assert listing(by=uma, on=today) == ()
    assert [each.pk for each in listing(by=uma, on=today, ended=True)] == [row.pk]


@pytest.mark.parametrize("who", ["rita", "chief", "lee", "cal"])
def test_grants_are_not_seen_from_outside(
    request: pytest.FixtureRequest, alder: Client, uma: User, dee: User, who: str
) -> None:
    row = give(alder, dee)
    person = request.getfixturevalue(who)
    assert listing(by=person, on=timezone.localdate()) == ()
    with pytest.raises(NotFound):
        end(by=person, grant_id=row.pk, reason="Mine.")


def test_who_holds_what_takes_as_many_queries_for_many_people_as_for_one(
    alder: Client, uma: User, dee: User, django_assert_num_queries: object
) -> None:
    people = [uma, *(senior(alder, name=f"sam{n}") for n in range(5))]
    for person in people:
        give(alder, dee, username=person.username)
    for asked in ([uma], people):
        with django_assert_num_queries(2):  # type: ignore[operator]  # a fixture
            grants_of(carrier_id=alder.carrier_id, users=asked, on=timezone.localdate())


def test_a_grant_names_a_person_or_a_role() -> None:
    assert NewGrant().username == NewGrant().role == ""
