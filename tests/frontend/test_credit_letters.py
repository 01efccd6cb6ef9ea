from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from outreach.credit.models import CreditLetter
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.jobs import runner
from riskcore.jobs.models import Job
from tests.factories import credit as factory
from tests.frontend.pages import text_of

pytestmark = pytest.mark.django_db


def test_a_letter_is_drawn_by_the_insurer_and_opened_by_the_department(
    alder: Client, lee: User, ana: User, chief: User, client: Browser
) -> None:
    factory.counted(alder, chief)
    factory.four(lee, ana, alder)
    client.force_login(ana)
    page = reverse("client_credit", args=[alder.code])
    assert "Draw the letter" in text_of(client.get(page))
    answer: Any = client.post(reverse("credit_letter_ask", args=[alder.code]), {"as_of": ""})
    job = Job.objects.get()
    assert answer["Location"] == reverse("credit_letter_job", args=[alder.code, job.pk])
    assert client.get(answer["Location"]).status_code == 200
    runner.run(str(job.pk))
    paper = reverse("credit_letter", args=[alder.code, CreditLetter.objects.get().pk])
    done = client.get(answer["Location"])
    assert "It is drawn" in text_of(done)
    assert paper in done.content.decode()
    client.force_login(lee)
    ours = client.get(page)
    assert "Draw the letter" not in text_of(ours)
    assert paper in ours.content.decode()
    assert client.get(paper).content.startswith(b"%PDF")
    assert "attachment" in client.get(f"{paper}?save")["Content-Disposition"]


def test_what_cannot_be_drawn_is_refused_in_words(
    alder: Client, birch: Client, ana: User, cal: User, lee: User, client: Browser
) -> None:
    address = reverse("credit_letter_ask", args=[alder.code])
    client.force_login(ana)
    refused = client.post(address)
    assert (refused.status_code, "no residents" in text_of(refused)) == (422, True)
    assert client.post(address, {"as_of": "1066-10-14"}).status_code == 422
    assert client.post(address, {"as_of": "soon"}).status_code == 422
    theirs = factory.letter(birch, cal)
    for code in (alder.code, birch.code):
        assert client.get(reverse("credit_letter", args=[code, theirs.pk])).status_code == 404
    assert client.get(reverse("credit_letter", args=[alder.code, "none"])).status_code == 404
    client.force_login(lee)
    assert client.post(address).status_code == 403
