"""Reviews as they are read, each by those who may, with the steps they may take."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import NotFound
from riskcore.underwriting import queries
from riskcore.underwriting.grants import NewGrant
from riskcore.underwriting.issues import raise_by_hand
from riskcore.underwriting.models import Issue, Review
from tests.factories.riskcore import ExposureFactory
from tests.factories.underwriting import WIDE, granted, offer, policy, review, senior, step


@pytest.fixture
def row(alder: Client, uma: User, dee: User) -> Review:
    policy(alder)
    ExposureFactory(client=alder, month=date(2026, 8, 1), quantity=80)
    granted(alder, by=dee, asked=WIDE)
    made = review(alder, by=uma, status="in_review")
    return offer(made, by=uma, limits=(("each_wrongful_act", Decimal(2_000_000)),))


def test_a_sheet_holds_what_belongs_to_the_review(row: Review, uma: User) -> None:
    raise_by_hand(by=uma, number=row.number, label="Talk", sentence="S.", blocking="none")
    raise_by_hand(by=uma, number=row.number, label="Late", sentence="S.", blocking="bind")
    found = queries.sheet(by=uma, number=row.number)
    assert [issue.rule for issue in found.waiting] == ["authority.above", "by_hand"]
    assert [issue.label for issue in found.talk] == ["Talk"]
    assert found.stopped == {"quote": 1, "release": 1, "bind": 2, "issue": 2}
    assert found.terms is not None
    assert found.expiring[0].limit == 1_000_000
    assert found.evaluation is not None
    assert dict(found.outcomes).keys() == {"renew", "non_renew"}


def test_the_verbs_are_those_of_whoever_reads(row: Review, alder: Client, uma: User) -> None:
    mine = queries.sheet(by=uma, number=row.number).verbs
    assert mine == ("quote", "non_renew", "withdraw")
    assert queries.sheet(by=senior(alder), number=row.number).verbs == ("take_up",)


@pytest.mark.parametrize("name", ["ana", "ben", "dee"])
def test_readers_are_offered_no_verb(
    request: pytest.FixtureRequest, row: Review, name: str
) -> None:
    assert queries.sheet(by=request.getfixturevalue(name), number=row.number).verbs == ()


@pytest.mark.parametrize("name", ["rita", "lee", "chief", "cal"])
def test_outside_there_is_nothing(request: pytest.FixtureRequest, row: Review, name: str) -> None:
    person = request.getfixturevalue(name)
    with pytest.raises(NotFound):
        queries.sheet(by=person, number=row.number)
    assert queries.listing(by=person) == ()
    assert queries.desk(by=person, today=timezone.localdate()).others == ()


def test_the_verbs_of_an_issue_follow_authority(
    row: Review, alder: Client, uma: User, dee: User
) -> None:
    issue = Issue.objects.get(rule="authority.above")
    assert queries.issue_verbs(by=uma, issue_id=issue.pk)[0] == ()
    sam = senior(alder)
    granted(alder, by=dee, asked=NewGrant(username="sam"))
    assert queries.issue_verbs(by=uma, issue_id=issue.pk)[0] == ("refer",)
    assert queries.issue_verbs(by=sam, issue_id=issue.pk)[0] == ("approve", "reject")
    step("withdraw", row, by=uma)
    assert queries.issue_verbs(by=sam, issue_id=issue.pk)[0] == ()


def test_the_desk_puts_mine_first_and_nobodys_before_others(
    row: Review, alder: Client, uma: User
) -> None:
    found = queries.desk(by=uma, today=timezone.localdate())
    assert [line.number for line in found.mine] == [row.number]
    assert found.others == ()
    other = queries.desk(by=senior(alder), today=timezone.localdate())
    assert [line.number for line in other.others] == [row.number]


def test_a_list_is_of_one_client_or_of_some_states(row: Review, alder: Client, uma: User) -> None:
    assert len(queries.listing(by=uma, client_code=alder.code)) == 1
    assert queries.listing(by=uma, statuses={"bound"}) == ()
