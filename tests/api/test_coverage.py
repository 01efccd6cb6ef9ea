import pytest
from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client, Department
from tests.api.furnished import caller
from tests.factories.outreach import DAY, record

pytestmark = pytest.mark.django_db


def test_districts_gaps_and_advice_come_out(
    lee: User, uma: User, alder: Client, alder_police: Department
) -> None:
    Department.objects.filter(pk=alder_police.pk).update(districts=["North", "South"])
    record(lee, alder, district="North")
    address = reverse("api_client_district_coverage", args=[alder.code]) + f"?as_of={DAY}"
    body = caller(lee).get(address).json()
    assert body["unreached"] == ["South"]
    assert body["districts"][0]["gaps"] == ["S1", "S2", "S3"]
    assert body["advice"][0]["rule"] == "unproved"
    assert caller(uma).get(address).json()["advice"] == []
