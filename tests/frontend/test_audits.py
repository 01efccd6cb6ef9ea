"""The page of audits: who may open it, and saying whether it held."""

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from outreach.evidence.models import Audit, Review
from riskcore.access.models import Role, User
from riskcore.clients.models import Client
from tests.conftest import member
from tests.factories.outreach import accepted

pytestmark = pytest.mark.django_db


def test_another_advisor_says_that_it_did_not_hold(
    alder: Client, lee: User, ana: User, client: Browser
) -> None:
    initiative = accepted(lee, ana, alder)
    audit, _ = Audit.objects.get_or_create(
        review=Review.objects.get(), defaults={"why": "drawn", "chosen_at": timezone.now()}
    )
    client.force_login(member("auditor", Role.AUDITOR, alder.carrier.organisation))
    assert "It held" not in client.get(reverse("outreach_audits")).content.decode()
    client.force_login(member("checker", Role.ADVISOR, alder.carrier.organisation))
    page = client.get(reverse("outreach_audits")).content.decode()
    assert "1 to audit" in page
    assert initiative.title in page
    address = reverse("outreach_audit_outcome", args=[audit.pk])
    assert (
        "without saying why"
        in client.post(address, {"outcome": "failed"}, follow=True).content.decode()
    )
    done = client.post(address, {"outcome": "failed", "words": "No such day."}, follow=True)
    assert "No such day." in done.content.decode()
    assert "Nothing waits for an audit" in done.content.decode()


@pytest.mark.parametrize(("name", "status"), [("ana", 200), ("uma", 403), ("lee", 403)])
def test_it_is_for_advisors_and_auditors(
    alder: Client, client: Browser, name: str, status: int, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(name))
    assert client.get(reverse("outreach_audits")).status_code == status
