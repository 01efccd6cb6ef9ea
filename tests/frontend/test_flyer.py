from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from outreach.material.links import link_of
from outreach.material.models import ScanDay
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.jobs import runner
from riskcore.jobs.models import Job
from tests.factories.outreach import record, service
from tests.frontend.pages import text_of

pytestmark = pytest.mark.django_db


def test_a_flyer_is_asked_for_watched_and_saved(alder: Client, lee: User, client: Browser) -> None:
    service(lee, alder)
    initiative = record(lee, alder, strategy="S2")
    client.force_login(lee)
    address = reverse("flyer_ask", args=[alder.code, initiative.pk])
    assert client.get(address).status_code == 200
    answer: Any = client.post(address, {"layout": "letter", "language": "en"})
    job = Job.objects.get()
    assert answer["Location"] == reverse("flyer_job", args=[alder.code, job.pk])
    runner.run(str(job.pk))
    assert "The flyer is drawn." in text_of(client.get(answer["Location"]))
    part = client.get(answer["Location"], headers={"HX-Request": "true"})
    assert b"<h1" not in part.content
    saved = client.get(reverse("flyer_file", args=[alder.code, job.pk]) + "?save")
    assert saved.content.startswith(b"%PDF")
    assert "attachment" in saved["Content-Disposition"]
    refused = client.post(address, {"layout": "letter", "language": "es"})
    assert refused.status_code == 422
    assert "Spanish" in text_of(refused)


def test_a_printed_address_leads_anybody_to_the_services_and_counts(
    alder: Client, lee: User, client: Browser
) -> None:
    service(lee, alder)
    link = link_of(by=lee, initiative_id=record(lee, alder).pk)
    anybody = Browser()
    answer = anybody.get(reverse("short_link", args=[link.token]))
    assert "Welfare check" in text_of(answer)
    assert answer["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer
    assert ScanDay.objects.get().scans == 1
    assert anybody.get(reverse("short_link", args=["nothing"])).status_code == 404
    client.force_login(lee)
    listed = text_of(client.get(reverse("client_links_followed", args=[alder.code])))
    assert "1 link" in listed


def test_another_clients_flyer_is_not_found(
    alder: Client, birch: Client, lee: User, house: User, client: Browser
) -> None:
    far = record(house, birch)
    client.force_login(lee)
    assert client.get(reverse("flyer_ask", args=[alder.code, far.pk])).status_code == 404
    assert (
        client.get(
            reverse("flyer_job", args=[alder.code, "00000000-0000-0000-0000-000000000000"])
        ).status_code
        == 404
    )
