"""Deciding over the API what the public sees."""

import pytest
from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.api.test_complaints import caller

pytestmark = pytest.mark.django_db

ON = {"data_set": "complaints-by-year", "shown": True}


def test_the_chief_decides_and_the_city_reads(
    alder: Client, chief: User, rita: User, ana: User, cal: User
) -> None:
    address = reverse("api_client_transparency", args=[alder.code])
    answer = caller(chief).post(address, ON)
    assert answer.status_code == 201
    assert answer.json()["shown"] is True
    rows = caller(rita).get(address).json()["results"]
    assert [row["data_set"] for row in rows if row["shown"]] == ["complaints-by-year"]
    assert rows[0]["by"]
    for user, status in ((rita, 403), (ana, 403), (cal, 404)):
        assert caller(user).post(address, ON).status_code == status
    assert caller(ana).get(address).status_code == 403
    assert caller(chief).post(address, {**ON, "data_set": "names"}).status_code == 400
