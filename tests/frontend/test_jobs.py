"""The page of one job."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from riskcore.access.models import User
from riskcore.jobs import runner
from riskcore.jobs.models import Job, JobStatus
from riskcore.reports.models import Report


@pytest.fixture
def job(requested: Report) -> Job:
    assert requested.job is not None
    return requested.job


def test_a_job_is_watched_and_cancelled_and_tried_again(
    job: Job, ana: User, client: Browser
) -> None:
    client.force_login(ana)
    address = reverse("job", args=[job.pk])
    page = client.get(address).content.decode()
    assert "Waiting for a worker" in page
    assert reverse("job_cancel", args=[job.pk]) in page
    assert client.post(reverse("job_cancel", args=[job.pk]))["Location"] == address
    job.refresh_from_db()
    assert job.status == JobStatus.CANCELLED
    assert reverse("job_retry", args=[job.pk]) in client.get(address).content.decode()
    client.post(reverse("job_retry", args=[job.pk]))
    job.refresh_from_db()
    assert job.status == JobStatus.QUEUED


def test_asked_within_the_page_it_answers_with_its_progress_and_ends_with_the_whole(
    job: Job, ana: User, quick_engine: object, client: Browser
) -> None:
    client.force_login(ana)
    address = reverse("job", args=[job.pk])
    part = client.get(address, headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert "HX-Refresh" not in part
    runner.run(str(job.pk))
    assert client.get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert "Done" in client.get(address).content.decode()


def test_who_did_not_ask_watches_only_and_a_stranger_finds_nothing(
    job: Job, uma: User, dee: User, cal: User, client: Browser
) -> None:
    address, cancel = (reverse(name, args=[job.pk]) for name in ("job", "job_cancel"))
    client.force_login(uma)
    assert cancel not in client.get(address).content.decode()
    assert client.post(cancel).status_code == 403
    client.force_login(dee)
    assert cancel in client.get(address).content.decode()
    client.force_login(cal)
    assert client.get(address).status_code == 404
    assert client.post(cancel).status_code == 404


def test_a_job_that_has_ended_cannot_be_cancelled(
    job: Job, ana: User, quick_engine: object, client: Browser
) -> None:
    runner.run(str(job.pk))
    client.force_login(ana)
    assert client.post(reverse("job_cancel", args=[job.pk])).status_code == 409
