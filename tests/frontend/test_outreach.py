"""The department's desk: what is missing first, and adding what happened without losing anything."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from outreach.evidence.models import Evidence
from outreach.evidence.reviews import review
from outreach.initiatives.models import Initiative
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.outreach import SurveyFactory, accepted, png, prove, record

pytestmark = pytest.mark.django_db
HTMX = pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "part"])
FILLED = {
    "strategy": "S4",
    "activity": "Coffee with officers",
    "title": "Coffee at the library",
    "starts_on": "2026-06-10",
    "count_method": "sign_in",
    "people_reached": "30",
    "reference": "20260610-0a1b2c3d",
}


def desk(browser: Browser, user: User, client: Client, query: str = "", **headers: str) -> str:
    browser.force_login(user)
    address = reverse("client_outreach", args=[client.code]) + query
    answer = browser.get(address, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def add(browser: Browser, user: User, client: Client, **changes: Any) -> Any:
    browser.force_login(user)
    return browser.post(reverse("outreach_add", args=[client.code]), FILLED | changes, follow=True)


def test_a_department_sees_what_is_missing_and_what_came_back(
    alder: Client, lee: User, ana: User, client: Browser
) -> None:
    today = timezone.localdate()
    accepted(lee, ana, alder, starts_on=today)
    back = record(lee, alder, strategy="S1", title="Supply drive", starts_on=today)
    prove(lee, back)
    review(by=ana, initiative_id=back.pk, decision="returned", level=0, reason="No date shown.")
    page = desk(client, lee, alder)
    assert "1 of the four strategies has an initiative accepted" in page
    assert "1 returned: see why" in page
    assert "No date shown." in page
    assert "missing · nothing recorded" in page
    assert reverse("outreach_add", args=[alder.code]) in page


def test_an_insurer_reads_the_finding_without_the_department_s_to_do_list(
    alder: Client, lee: User, uma: User, client: Browser
) -> None:
    record(lee, alder)
    page = desk(client, uma, alder)
    assert "of the four strategies" in page
    assert "moves no price" in page
    assert "missing ·" not in page
    assert reverse("outreach_add", args=[alder.code]) not in page


def test_the_list_narrows_to_a_strategy_and_says_so(
    alder: Client, lee: User, client: Browser
) -> None:
    record(lee, alder)
    record(lee, alder, strategy="S1", title="Supply drive")
    part = desk(client, lee, alder, "?strategy=S1", **{"HX-Request": "true"})
    assert "1 initiative, invest in the community, latest first" in part
    assert "Coffee at the library" not in part
    assert "<h1" not in part
    assert "Nothing is recorded under this strategy" in desk(client, lee, alder, "?strategy=S2")


def test_surveys_stand_apart_by_who_was_asked(alder: Client, lee: User, client: Browser) -> None:
    SurveyFactory(client=alder, fielded_on=timezone.localdate())
    page = desk(client, lee, alder)
    assert "Residents" in page
    assert "64.0" in page
    assert "No survey of people who called" in page


def test_the_desk_asks_a_fixed_number_of_queries(
    alder: Client, lee: User, ana: User, client: Browser, django_assert_max_num_queries: Any
) -> None:
    desk(client, lee, alder)
    for _ in range(5):
        accepted(lee, ana, alder)
    with django_assert_max_num_queries(66):
        desk(client, lee, alder)


def test_the_form_is_for_those_who_submit(
    alder: Client, lee: User, uma: User, cal: User, client: Browser
) -> None:
    address = reverse("outreach_add", args=[alder.code])
    for user, status in ((lee, 200), (uma, 403), (cal, 404)):
        client.force_login(user)
        assert client.get(address).status_code == status
        assert client.post(address, FILLED).status_code == (status if user != lee else 302)


def test_the_form_is_dated_today_and_folds_the_rare_fields(
    alder: Client, lee: User, client: Browser
) -> None:
    client.force_login(lee)
    page = client.get(reverse("outreach_add", args=[alder.code])).content.decode()
    assert f'value="{timezone.localdate():%Y-%m-%d}"' in page
    assert '<details class="fold">' in page
    assert "These are not people." in page


@HTMX
def test_what_happened_is_recorded_with_its_files(
    alder: Client, lee: User, client: Browser, headers: dict[str, str]
) -> None:
    client.force_login(lee)
    answer = client.post(
        reverse("outreach_add", args=[alder.code]),
        FILLED
        | {
            "sheet": SimpleUploadedFile("sheet.png", png()),
            "photos": [SimpleUploadedFile(f"{n}.png", png(n, n)) for n in (50, 60)],
        },
        headers=headers,
    )
    made = Initiative.objects.get()
    assert answer["Location"] == reverse("initiative", args=[alder.code, made.pk])
    assert (made.title, made.ends_on, made.submitted_by) == (
        "Coffee at the library",
        date(2026, 6, 10),
        lee,
    )
    assert sorted(Evidence.objects.values_list("kind", flat=True)) == ["photo", "photo", "sign_in"]


def test_a_refused_file_costs_neither_the_record_nor_the_others(
    alder: Client, lee: User, client: Browser
) -> None:
    answer = add(
        client,
        lee,
        alder,
        photos=[
            SimpleUploadedFile("trick.png", b"<svg onload=alert(1)>"),
            SimpleUploadedFile("empty.png", b""),
            SimpleUploadedFile("good.png", png()),
        ],
    )
    page = answer.content.decode()
    assert Initiative.objects.count() == 1
    assert [proof.file_name for proof in Evidence.objects.all()] == ["good.png"]
    assert "trick.png&#x27;, which is a web page or a drawing in markup" in page
    assert "empty.png&#x27;, which is empty" in page
    assert "1 file kept as evidence." in page
    assert "Recorded: Coffee at the library." in page


def test_a_form_sent_twice_is_recorded_once_and_loses_no_file(
    alder: Client, lee: User, client: Browser
) -> None:
    add(client, lee, alder, sheet=SimpleUploadedFile("1.png", png()))
    answer = add(client, lee, alder, sheet=SimpleUploadedFile("2.png", png(90, 90)))
    assert Initiative.objects.count() == 1
    assert Evidence.objects.count() == 2
    assert "recorded once" in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"count_method": ""}, "This field is required."),
        ({"starts_on": "2099-01-01"}, "which is still to come"),
        ({"ends_on": "2026-06-01"}, "Correct one of the two dates."),
    ],
)
def test_what_cannot_stand_comes_back_filled_in(
    alder: Client, lee: User, client: Browser, changes: dict[str, str], sentence: str
) -> None:
    answer = add(client, lee, alder, **changes, sheet=SimpleUploadedFile("1.png", png()))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert 'value="Coffee at the library"' in page
    assert not Initiative.objects.exists()


def test_a_form_that_comes_back_says_that_its_files_did_not(
    alder: Client, lee: User, client: Browser
) -> None:
    answer = add(client, lee, alder, title="", sheet=SimpleUploadedFile("1.png", png()))
    assert "Choose the files again" in answer.content.decode()


def test_a_script_is_told_where_to_send_the_files(
    client: Browser, lee: User, alder: Client
) -> None:
    client.force_login(lee)
    address = reverse("outreach_add", args=[alder.code])
    sent = {
        "strategy": "S4",
        "activity": "Coffee",
        "title": "Coffee",
        "starts_on": "2026-06-10",
        "count_method": "guess",
        "reference": "one",
    }
    told = [client.post(address, sent, headers={"X-Upload": "1"}).json() for _ in range(2)]
    [made] = Initiative.objects.all()
    assert told[0] == told[1]
    assert told[0]["next"] == reverse("initiative", args=[alder.code, made.pk])
    assert told[0]["address"].endswith("/evidence/")
