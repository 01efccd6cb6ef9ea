"""Not visible means not found, also for reviews and their issues."""

import pytest

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import Conflict, NotFound
from riskcore.underwriting import finding
from riskcore.underwriting.issues import raise_by_hand
from riskcore.underwriting.models import Issue, Review
from tests.factories.underwriting import policy, review


@pytest.fixture
def row(alder: Client, uma: User) -> Review:
    policy(alder)
    made = review(alder, by=uma)
    raise_by_hand(by=uma, number=made.number, label="Look", sentence="So.", blocking="quote")
    return made


@pytest.mark.parametrize("who", ["rita", "lee", "chief", "cal"])
def test_clients_departments_and_strangers_find_nothing(
    request: pytest.FixtureRequest, row: Review, who: str
) -> None:
    person = request.getfixturevalue(who)
    issue = Issue.objects.filter(review=row).first()
    assert issue is not None
    with pytest.raises(NotFound) as hidden:
        finding.find_review(by=person, number=row.number)
    with pytest.raises(NotFound) as absent:
        finding.find_review(by=person, number="nowhere")
    assert hidden.value.code == absent.value.code
    with pytest.raises(NotFound):
        finding.find_issue(by=person, issue_id=issue.pk)


@pytest.mark.parametrize("who", ["uma", "ana", "ben", "dee"])
def test_the_insurers_side_reads(request: pytest.FixtureRequest, row: Review, who: str) -> None:
    person = request.getfixturevalue(who)
    assert finding.find_review(by=person, number=row.number) == row


def test_two_moves_from_one_reading_are_a_conflict(row: Review, uma: User) -> None:
    other = finding.find_review(by=uma, number=row.number)
    assert finding.moved(row, "take_up", underwriter=uma) == "open"
    with pytest.raises(Conflict):
        finding.moved(other, "take_up", underwriter=uma)


def test_the_terms_set_last_count(row: Review) -> None:
    terms, lines = finding.terms_of(row)
    assert terms is not None
    assert lines == finding.expiring_of(row)
