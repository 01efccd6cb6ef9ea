"""Audits of accepted outreach over HTTP."""

import pytest
from django.urls import reverse
from django.utils import timezone

from outreach.evidence.models import Audit, Review
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.api.furnished import caller
from tests.factories import outreach

pytestmark = pytest.mark.django_db


def test_what_waits_is_listed_for_whom_it_concerns(
    alder: Client, lee: User, ana: User, uma: User, cal: User
) -> None:
    outreach.accepted(lee, ana, alder)
    Audit.objects.get_or_create(
        review=Review.objects.get(), defaults={"why": "drawn", "chosen_at": timezone.now()}
    )
    address = reverse("api_outreach_audits")
    desk = caller(ana).get(address).json()
    assert [row["client"] for row in desk["waiting"]] == [alder.code]
    assert [seal["seed"] for seal in desk["seals"]] == [""]
    assert caller(uma).get(address).status_code == 403
    assert caller(cal).get(address).json()["waiting"] == []
