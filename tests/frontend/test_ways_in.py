"""The page of the door: the city answers and counts there, insurers read it without evidence."""

import pytest
from django.test import Client as Browser

from accountability.intake.models import InquiryMonth, IntakeAnswer
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.frontend.pages import text_of

pytestmark = pytest.mark.django_db
ADDRESS = "/clients/alder-falls/ways-to-complain/"
SENT = {
    "languages": "no",
    "answered_on": "2025-03-01",
    "evidence": "Form 7 is in English only",
}


def browser(person: User) -> Browser:
    made = Browser()
    made.force_login(person)
    return made


def test_an_answer_and_a_count_are_kept_and_shown(alder: Client, rita: User, uma: User) -> None:
    assert browser(rita).post(ADDRESS, SENT).status_code == 302
    counted = {"month": "2025-02-09", "inquiries": "3"}
    assert browser(rita).post(ADDRESS, counted).status_code == 302
    assert IntakeAnswer.objects.get().answer is False
    assert InquiryMonth.objects.get().inquiries == 3
    page = text_of(browser(rita).get(ADDRESS))
    for words in ("14 of 15 questions", "Form 7 is in English only", "February 2025", "No since"):
        assert words in page
    theirs = text_of(browser(uma).get(ADDRESS))
    assert "14 of 15 questions" in theirs
    for hidden in ("Form 7", "February 2025", "Keep this answer"):
        assert hidden not in theirs


def test_what_cannot_be_is_said_and_nothing_kept(alder: Client, chief: User, cal: User) -> None:
    for wrong, words in (
        ({**SENT, "evidence": " "}, "Nothing was changed"),
        ({**SENT, "answered_on": "2199-01-01"}, "lies in the future"),
        ({"month": "2199-01-01", "inquiries": "3"}, "is not over"),
    ):
        answer = browser(chief).post(ADDRESS, wrong)
        assert answer.status_code == 422
        assert words in text_of(answer)
    assert not IntakeAnswer.objects.exists()
    assert not InquiryMonth.objects.exists()
    assert browser(cal).get(ADDRESS).status_code == 404


def test_the_form_begins_with_what_stands_and_keeps_what_changes(
    alder: Client, chief: User
) -> None:
    browser(chief).post(ADDRESS, SENT)
    assert '<option value="no" selected>' in browser(chief).get(ADDRESS).content.decode()
    browser(chief).post(ADDRESS, {**SENT, "email": "yes"})
    assert IntakeAnswer.objects.count() == 2


def test_insurers_say_nothing(alder: Client, uma: User) -> None:
    assert browser(uma).post(ADDRESS, SENT).status_code == 403


@pytest.mark.parametrize("page", ["credit", "complaints-after-outreach"])
def test_who_may_not_read_it_is_offered_no_way_to_it(
    alder: Client, lee: User, chief: User, page: str
) -> None:
    linked = f'"{ADDRESS}"'
    address = f"/clients/{alder.code}/{page}/"
    assert linked not in browser(lee).get(address).content.decode()
    assert linked in browser(chief).get(address).content.decode()
