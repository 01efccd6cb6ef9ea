"""A lieutenant records an event from a phone; an advisor sends it back, is answered, and accepts."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.outreach import png

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Browser:
    browser = Browser()
    browser.force_login(user)
    return browser


def test_from_the_car_park_to_the_coverage_grid(alder: Client, lee: User, ana: User) -> None:
    lieutenant, advisor = signed_in(lee), signed_in(ana)

    desk = lieutenant.get("/", follow=True).content.decode()
    assert "None of the four strategies have an initiative accepted" in desk
    form_address = re.search(r'class="button" href="([^"]+)"', desk)
    assert form_address is not None
    blank = lieutenant.get(form_address[1]).context["form"]
    recorded = lieutenant.post(
        form_address[1],
        {
            **blank.initial,
            "strategy": "S4",
            "activity": "Coffee with officers",
            "title": "Coffee at the library",
            "people_reached": "34",
            "count_method": "sign_in",
            "sheet": SimpleUploadedFile("IMG_0001.png", png()),
        },
        follow=True,
    )
    page_address = recorded.redirect_chain[-1][0]
    assert "1 file kept as evidence." in recorded.content.decode()

    review = advisor.get(reverse("review_queue")).content.decode()
    assert "<h1>Coffee at the library</h1>" in review
    decide = re.search(r'action="(/review/\d+/)"', review)
    picture = re.search(r'<img src="([^"]+)"', review)
    assert decide is not None
    assert picture is not None
    assert b"".join(advisor.get(picture[1]).streaming_content).startswith(b"\xff\xd8\xff")
    emptied = advisor.post(
        decide[1],
        {"decision": "returned", "reasons": ["numbers_differ"], "own_words": "I count 30."},
        follow=True,
    )
    assert "Nothing waits for a review" in emptied.content.decode()

    desk = lieutenant.get(reverse("client_outreach", args=[alder.code])).content.decode()
    assert "1 returned: see why" in desk
    assert "I count 30." in desk
    assert "I count 30." in lieutenant.get(page_address).content.decode()

    form = lieutenant.get(f"{page_address}correct/").context["form"]
    filled = {name: value for name, value in form.initial.items() if value is not None}
    corrected = lieutenant.post(
        f"{page_address}correct/", filled | {"people_reached": "30"}, follow=True
    )
    page_address = corrected.redirect_chain[-1][0]
    assert "The new version waits for a review of its own." in corrected.content.decode()
    lieutenant.post(
        f"{page_address}evidence/", {"photos": SimpleUploadedFile("room.png", png(64, 48))}
    )

    review = advisor.get(reverse("review_queue")).content.decode()
    assert "Look closely: the record changed after a review." in review
    assert "I count 30." in review
    decide = re.search(r'action="(/review/\d+/)"', review)
    assert decide is not None
    advisor.post(decide[1], {"decision": "accepted", "level": "1"})

    desk = lieutenant.get(reverse("client_outreach", args=[alder.code])).content.decode()
    assert "1 of the four strategies has an initiative accepted" in desk
    assert "returned: see why" not in desk
    this_quarter = (timezone.localdate().month + 2) // 3
    assert f"{timezone.localdate().year} Q{this_quarter}" in desk
    assert '1 of 1<span class="visually-hidden"> accepted</span>' in desk
