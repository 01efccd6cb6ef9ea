"""Who may approve what: grants decide, and four eyes keep the hands that made it away from it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.underwriting.actions import refresh
from riskcore.underwriting.approval import approver, approvers
from riskcore.underwriting.grants import NewGrant
from riskcore.underwriting.models import Issue, Review
from tests.factories.riskcore import ExposureFactory
from tests.factories.underwriting import AS_OF, WIDE, granted, offer, policy, review, senior

Give = Callable[..., None]


@pytest.fixture
def sam(alder: Client) -> User:
    return senior(alder)


@pytest.fixture
def row(alder: Client, uma: User, dee: User, sam: User) -> Review:
    """Above Uma's limit, more officers than usual."""
    policy(alder)
    ExposureFactory(client=alder, month=date(2026, 8, 1), quantity=300)
    granted(alder, by=dee, asked=WIDE)
    made = review(alder, by=uma, status="in_review")
    return offer(made, by=uma, limits=(("each_wrongful_act", Decimal(2_000_000)),))


@pytest.fixture
def give(alder: Client, dee: User) -> Give:
    def to(username: str, **bounds: object) -> None:
        granted(alder, by=dee, asked=replace(NewGrant(username=username), **bounds))  # type: ignore[arg-type]

    return to


def above(row: Review) -> Issue:
    return Issue.objects.get(review=row, rule="authority.above", key="LEL.limit")


def test_the_underwriter_of_a_review_never_approves_what_is_above_them(
    row: Review, uma: User, give: Give
) -> None:
    issue = above(row)
    assert not approver(issue, user=uma).may
    give("uma", max_limit=Decimal(9_000_000))
    mine = approver(issue, user=uma)
    assert mine.verdict.within
    assert not mine.may
    assert "beyond their authority" in mine.because


def test_somebody_with_the_limit_may_whatever_else_their_grant_bounds(
    row: Review, sam: User, give: Give
) -> None:
    issue = above(row)
    assert "no grant of authority for LEL" in approver(issue, user=sam).because
    give("sam", max_limit=Decimal(1_500_000))
    assert "above $1,500,000" in approver(issue, user=sam).because
    give("sam", max_limit=Decimal(2_000_000), max_premium=Decimal(1))
    assert approver(issue, user=sam).may


def test_the_author_of_the_terms_stays_barred_when_another_holds_the_review(
    row: Review, uma: User, sam: User, give: Give
) -> None:
    Review.objects.filter(pk=row.pk).update(underwriter=sam)
    refresh(by=sam, number=row.number, as_of=AS_OF)
    give("uma", max_limit=Decimal(9_000_000))
    found = {each.user.pk: each for each in approvers(above(row))}
    assert "set these terms" in found[uma.pk].because
    assert "the review is theirs" in found[sam.pk].because


def test_a_referrer_is_barred_from_what_they_referred(row: Review, uma: User, give: Give) -> None:
    officers = Issue.objects.get(review=row, rule="exposure.officers")
    give("uma", approves=("exposure.officers",))
    assert approver(officers, user=uma).may
    Issue.objects.filter(pk=officers.pk).update(referred_by=uma)
    officers.refresh_from_db()
    assert "nobody approves what he referred" in approver(officers, user=uma).because


def test_officers_are_measured_by_the_grant_that_names_the_rule(
    row: Review, sam: User, give: Give
) -> None:
    officers = Issue.objects.get(review=row, rule="exposure.officers")
    give("sam", approves=("exposure.officers",), max_officers=299)
    assert "300 officers are more than 299" in approver(officers, user=sam).because
    give("sam", approves=("all",), max_officers=300)
    assert approver(officers, user=sam).may


def test_a_special_grant_goes_beyond_bounds_and_not_beyond_four_eyes(
    row: Review, uma: User, sam: User, give: Give
) -> None:
    give("sam", max_limit=Decimal(1), special=True)
    give("uma", max_limit=Decimal(1), special=True)
    found = {each.user.pk: each for each in approvers(above(row))}
    assert (found[sam.pk].may, found[sam.pk].may_specially) == (False, True)
    assert not found[uma.pk].may_specially


def test_the_number_of_queries_does_not_grow_with_the_people(
    row: Review, alder: Client, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(15) as few:  # type: ignore[operator]  # a fixture
        approvers(above(row))
    for at in range(8):
        senior(alder, name=f"more{at}")
    with django_assert_max_num_queries(len(few)):  # type: ignore[operator]  # a fixture
        assert len(approvers(above(row))) == 10
