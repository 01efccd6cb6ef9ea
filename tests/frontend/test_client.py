"""The client page, its tabs and its rail."""

from django.template.loader import render_to_string
from django.test import Client as Browser
from django.urls import reverse

from riskcore.access.models import User
from riskcore.audit.actions import look, record
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.jobs.models import Job, JobStatus


def page(browser: Browser, user: User, name: str, client: Client) -> str:
    browser.force_login(user)
    return browser.get(reverse(name, args=[client.code])).content.decode()


def test_a_department_sees_who_looked_and_an_insurer_does_not(
    alder: Client, ana: User, uma: User, chief: User, client: Browser
) -> None:
    look(by=ana, code=alder.code)
    assert "Who looked" in page(client, chief, "client", alder)
    assert "Ana" in page(client, chief, "client", alder)
    assert "Who looked" not in page(client, uma, "client", alder)


def test_looking_twice_in_a_day_is_recorded_once(alder: Client, ana: User, client: Browser) -> None:
    page(client, ana, "client", alder)
    page(client, ana, "client_timeline", alder)
    assert AuditEvent.objects.filter(verb="client.viewed", actor=ana).count() == 1


def test_the_timeline_shows_all_acts_to_those_who_may_read_the_record(
    alder: Client, ana: User, ben: User, uma: User, client: Browser
) -> None:
    record(by=ana, verb="visit.planned", subject=alder, client=alder, place="Station 4")
    assert "visit planned" in page(client, ben, "client_timeline", alder)
    assert "place Station 4" in page(client, ana, "client_timeline", alder)
    assert "visit planned" not in page(client, uma, "client_timeline", alder)


def test_facts_are_text_and_never_markup(alder: Client, ana: User, client: Browser) -> None:
    record(by=ana, verb="note.made", subject=alder, client=alder, note="<script>1</script>")
    assert "<script>1" not in page(client, ana, "client_timeline", alder)


def test_a_job_under_way_asks_again_each_second_and_an_ended_one_does_not() -> None:
    job = Job(
        status=JobStatus.RUNNING, progress_done=14, progress_total=23, progress_note="Drawing"
    )
    running = render_to_string("frontend/_progress.html", {"job": job, "progress_url": "/x/"})
    assert 'hx-get="/x/"' in running
    assert 'max="23" value="14"' in running
    job.status = JobStatus.FAILED
    job.error_message = "The file ended early."
    ended = render_to_string("frontend/_progress.html", {"job": job, "progress_url": "/x/"})
    assert "hx-get" not in ended
    assert "The file ended early." in ended
