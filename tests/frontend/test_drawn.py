"""A paper that a job draws: told in words, and found only under its own client and kind."""

from datetime import date
from typing import Any

from django.test import Client as Browser
from django.urls import reverse

from frontend.drawn import pages_of
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.jobs.models import Job
from riskcore.reports import loss_run_pdf


def test_pages_are_counted_in_words() -> None:
    assert pages_of(Job(result={"pages": 1})) == "It is drawn: 1 page."
    assert pages_of(Job(result={"pages": 3})) == "It is drawn: 3 pages."


def test_a_paper_of_another_kind_is_not_found(alder: Client, uma: User, client: Browser) -> None:
    job = loss_run_pdf.ask(by=uma, client_code=alder.code, valued_on=date(2026, 6, 30))
    client.force_login(uma)
    status: Any = client.get(reverse("loss_run_job", args=[alder.code, job.pk])).status_code
    assert status == 200
    other = client.get(reverse("worksheet_job", args=[alder.code, job.pk]))
    assert other.status_code == 404
