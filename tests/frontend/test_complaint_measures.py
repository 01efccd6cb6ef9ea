"""The page of measures: charts for who may see them, reasons for who may not, no other department."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from accountability.measure_page import measures_page
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import NotFound, PermissionDenied
from riskcore.exposures import ExposureBase
from riskcore.periods import add_months
from tests.factories.accountability import (
    AllegationFactory,
    ComplaintFactory,
    FindingFactory,
    OfficerFactory,
)
from tests.factories.riskcore import ClientFactory, ExposureFactory

pytestmark = pytest.mark.django_db

DAY = date(2025, 12, 31)


def furnish(client: Client, complaints: int) -> None:
    """Five years of 40 officers, 60,000 residents, so many complaints, all but every fifth decided."""
    for month in range(60):
        first = add_months(date(2021, 1, 1), month)
        ExposureFactory(client=client, base=ExposureBase.OFFICERS, month=first, quantity=40)
    for month in range(48, 60):
        first = add_months(date(2021, 1, 1), month)
        ExposureFactory(client=client, base=ExposureBase.POPULATION, month=first, quantity=60_000)
    officer = OfficerFactory(client=client)
    for number in range(complaints):
        received = date(2021, 1, 1) + timedelta(days=number * 1500 // complaints)
        allegation = AllegationFactory(
            complaint=ComplaintFactory(client=client, received_on=received), officer=officer
        )
        if number % 5:
            FindingFactory(
                allegation=allegation, decided_on=received + timedelta(days=50 + 8 * number)
            )


@pytest.fixture
def group(alder: Client) -> Client:
    """Alder Falls and eleven other towns of its size."""
    furnish(alder, 60)
    for number in range(11):
        furnish(ClientFactory(name=f"Elsewhere {number}", kind=alder.kind), 8 + number)
    return alder


def page_of(browser: Browser, user: User, client: Client, status: int = 200) -> str:
    browser.force_login(user)
    address = reverse("complaint_measures", args=[client.code])
    answer = browser.get(address, {"as_of": DAY.isoformat()})
    assert answer.status_code == status
    return answer.content.decode()


def test_the_department_sees_every_chart(group: Client, chief: User, client: Browser) -> None:
    page = page_of(client, chief, group)
    for chart in ("funnel", "months", "curve"):
        assert f'id="{chart}"' in page
    assert "Half of the cases have a finding within" in page
    assert "a reason to ask, not a verdict" in page
    assert "Do not rank departments" in page
    assert "How this is computed" in page
    assert "Elsewhere" not in page


def test_an_insurer_sees_no_month_and_no_small_step(
    group: Client, ana: User, client: Browser
) -> None:
    page = page_of(client, ana, group)
    assert 'id="funnel"' in page
    assert 'id="months"' not in page
    assert "No chart by month, because months hold too few complaints to be shown." in page
    assert 'id="curve"' not in page
    assert "No curve of the days to a finding, because fewer than 10 cases ended" in page
    assert "Elsewhere" not in page


def test_the_place_by_rate_is_an_interval(group: Client, chief: User) -> None:
    among = measures_page(by=chief, client_code=group.code, as_of=DAY).among
    assert among.rank is not None
    assert (among.rank.low, among.rank.of) == (1, 12)
    assert among.drawn_in is not None
    assert among.stands is not None
    assert among.drawn_in.value < among.stands.rate
    assert among.stands.side == "above"


def test_a_count_under_ten_has_no_place(group: Client, ana: User) -> None:
    small = Client.objects.get(name="Elsewhere 0")
    Client.objects.filter(pk=small.pk).update(
        carrier=group.carrier, administrator=group.administrator
    )
    among = measures_page(by=ana, client_code=small.code, as_of=DAY).among
    assert (among.stands, among.drawn_in, among.rank) == (None, None, None)
    assert among.limits


def test_a_large_register_shows_an_insurer_the_curve(alder: Client, ana: User) -> None:
    for number in range(400):
        received = date(2021, 1, 1) + timedelta(days=number % 900)
        allegation = AllegationFactory(
            complaint=ComplaintFactory(client=alder, received_on=received)
        )
        if number % 10:
            FindingFactory(allegation=allegation, decided_on=received + timedelta(days=number % 90))
    page = measures_page(by=ana, client_code=alder.code, as_of=DAY)
    assert page.no_curve == ""
    assert page.curve is not None
    assert page.curve.closed == 360


def test_without_peers_there_is_a_reason(alder: Client, chief: User, client: Browser) -> None:
    page = page_of(client, chief, alder)
    assert "cannot be set beside its peers, because" in page
    assert "No curve of the days to a finding, because no allegation" in page


def test_who_may_not_see_measures_is_refused(
    alder: Client, lee: User, cal: User, client: Browser
) -> None:
    page_of(client, lee, alder, status=403)
    page_of(client, cal, alder, status=404)
    with pytest.raises(PermissionDenied):
        measures_page(by=lee, client_code=alder.code, as_of=DAY)
    with pytest.raises(NotFound):
        measures_page(by=cal, client_code=alder.code, as_of=DAY)


def test_the_number_of_queries_does_not_grow_with_the_group(
    group: Client, chief: User, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(250):
        measures_page(by=chief, client_code=group.code, as_of=DAY)
