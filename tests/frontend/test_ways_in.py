import pytest
from django.test import Client as Browser

from accountability.measures.intake import CHECKLIST
from accountability.ways_in import WaysIn
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.frontend.pages import text_of

pytestmark = pytest.mark.django_db
ADDRESS = "/clients/alder-falls/ways-to-complain/"


def test_the_chief_answers_and_the_insurer_reads(
    alder: Client, chief: User, uma: User, client: Browser
) -> None:
    client.force_login(uma)
    page = text_of(client.get(ADDRESS))
    assert "Nobody has said yet how a complaint can be made." in page
    assert "Keep these answers" not in page
    assert client.post(ADDRESS, {}).status_code == 403
    client.force_login(chief)
    sent = {item.key: "yes" if item.points > 0 else "no" for item in CHECKLIST}
    assert client.post(ADDRESS, {**sent, "email": ""}).status_code == 422
    assert not WaysIn.objects.exists()
    page = text_of(client.post(ADDRESS, sent, follow=True))
    assert "The door stands open to 100 of 100 points." in page
