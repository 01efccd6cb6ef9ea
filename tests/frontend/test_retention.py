"""Rules, holds and the two people who purge, on one page."""

from datetime import date

import pytest
from django.test import Client as Browser

from accountability.complaints.models import Complaint
from accountability.retention.models import LegalHold, RetentionRun
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.accountability import AllegationFactory, FindingFactory
from tests.frontend.pages import text_of

pytestmark = pytest.mark.django_db
ADDRESS = "/clients/alder-falls/retention/"
RULE = {
    "act": "rule",
    "name": "Cleared complaints",
    "source": "Agreement, article 12",
    "disposition": "cleared",
    "keep_months": "24",
    "remedy": "purge",
}


def page(person: User) -> str:
    made = Browser()
    made.force_login(person)
    return text_of(made.get(ADDRESS))


def post(person: User, status: int = 302, **sent: object) -> str:
    made = Browser()
    made.force_login(person)
    answer = made.post(f"{ADDRESS}act/", sent)
    assert answer.status_code == status, text_of(answer)
    return text_of(answer)


@pytest.fixture
def old(alder: Client) -> Complaint:
    allegation = AllegationFactory(complaint__client=alder, complaint__received_on=date(2020, 3, 5))
    FindingFactory(allegation=allegation, merits="UNF", decided_on=date(2020, 6, 1))
    complaint: Complaint = allegation.complaint
    return complaint


def test_two_people_purge_on_the_page(old: Complaint, chief: User, rita: User) -> None:
    assert "all are kept" in page(chief)
    post(chief, **RULE)
    assert "1 record may be sealed or purged" in page(chief)
    post(chief, act="propose")
    run = RetentionRun.objects.get()
    assert "A second person approves; you proposed it." in page(chief)
    assert "two people" in post(chief, 422, act="approve", number=run.pk)
    post(rita, act="approve", number=run.pk)
    assert not Complaint.objects.exists()
    assert "0 sealed, 1 purged so far" in page(rita)


def test_a_hold_is_placed_and_released(old: Complaint, chief: User, rita: User) -> None:
    post(chief, **RULE)
    post(rita, act="hold", complaint_id=old.pk, reason="Suit filed", claim="L-1")
    assert "1 of them kept by a hold" in page(chief)
    assert "Nothing was proposed" in post(chief, 422, act="propose")
    post(rita, act="release", number=LegalHold.objects.get().pk, reason="Settled")
    assert "No hold is in force." in page(rita)


def test_what_is_missing_is_said(old: Complaint, chief: User) -> None:
    assert "exactly one of the two" in post(chief, 422, act="hold", reason="x")
    post(chief, 422, act="rule")
    post(chief, 404, act="burn")


@pytest.mark.parametrize("name", ["uma", "ana", "dee", "ben", "lee", "cal"])
def test_nobody_outside_reads_it(old: Complaint, name: str, request: pytest.FixtureRequest) -> None:
    person = request.getfixturevalue(name)
    assert "purged" not in page(person)
    made = Browser()
    made.force_login(person)
    assert made.post(f"{ADDRESS}act/", RULE).status_code in (403, 404)


def test_a_proposal_is_declined_on_the_page(old: Complaint, chief: User, rita: User) -> None:
    post(chief, **RULE)
    post(chief, act="propose")
    run = RetentionRun.objects.get()
    post(rita, act="decline", number=run.pk, reason="The council asked to wait.")
    run.refresh_from_db()
    assert (run.status, run.reason) == ("declined", "The council asked to wait.")
    assert "Approve and do it" not in page(rita)
