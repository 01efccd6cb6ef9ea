import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from riskcore.access.models import User
from riskcore.clients.models import Client, Department
from tests.factories.outreach import record
from tests.frontend.pages import text_of

pytestmark = pytest.mark.django_db


def test_the_page_says_what_was_not_reached_and_what_to_do(
    alder: Client, alder_police: Department, lee: User, uma: User, client: Browser
) -> None:
    Department.objects.filter(pk=alder_police.pk).update(districts=["North", "South", "East"])
    record(lee, alder, starts_on=timezone.localdate(), district="north; east")
    client.force_login(lee)
    address = reverse("client_coverage", args=[alder.code])
    page = text_of(client.get(address))
    assert "1 of 3 districts was not reached since" in page
    assert "Add what shows Coffee at the library" in page
    client.force_login(uma)
    other = text_of(client.get(address))
    assert "1 of 3 districts" in other
    assert "What to do next" not in other


def test_without_listed_districts_it_says_so(alder: Client, lee: User, client: Browser) -> None:
    client.force_login(lee)
    page = text_of(client.get(reverse("client_coverage", args=[alder.code])))
    assert "lists no districts" in page
    assert "No initiative of these quarters" in page
