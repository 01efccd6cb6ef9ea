"""``manage.py advise``."""

import json

import pytest
from django.core.management import CommandError, call_command

from riskcore.canonical import sha256
from riskcore.jobs import runner
from riskcore.jobs.models import Job
from riskcore.management.commands import advise
from riskcore.reports import job_kinds
from riskcore.reports.rendering import Rendered, RenderFailed
from riskcore.reports.sections import SECTIONS
from tests.riskcore.reports.engine import needs_engine
from tests.riskcore.reports.test_assemble import broken, section

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker_at_hand(monkeypatch):
    """A worker that does the job as soon as it is waited for."""

    def wait_for(job_id, *, timeout, on_progress):
        runner.run(job_id)
        job = Job.objects.get(pk=job_id)
        on_progress(job)
        return job

    monkeypatch.setattr(advise, "wait_for", wait_for)


def run(tmp_path, *arguments, code="alder-falls"):
    out = tmp_path / "report.pdf"
    call_command("advise", code, "--as-of", "2026-09-30", "--out", str(out), *arguments)
    return out


@needs_engine
def test_it_writes_the_pdf_and_prints_what_it_is(alder, worker_at_hand, tmp_path, capsys):
    out = run(tmp_path, "--json")
    facts = json.loads(capsys.readouterr().out)
    assert out.read_bytes().startswith(b"%PDF-1.7")
    assert facts["sha256"] == sha256(out.read_bytes())
    assert facts["number"].endswith("alder-falls-001")
    assert facts["pages"] >= 5
    assert facts["status"] == "draft"
    assert facts["problems"] == []


def test_it_acts_for_a_person(alder, ana, ben, worker_at_hand, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(
        job_kinds,
        "render",
        lambda html, **details: Rendered(content=b"x", pages=3, engine="", complaints=()),
    )
    run(tmp_path, "--as", "ana")
    assert "3 pages, SHA-256" in capsys.readouterr().out
    with pytest.raises(CommandError, match="You may not prepare a report"):
        run(tmp_path, "--as", "ben")


def test_an_unknown_client_is_told_in_one_sentence(house, tmp_path):
    with pytest.raises(CommandError, match="there is none with that code"):
        run(tmp_path, code="nowhere")


def test_a_failed_drawing_is_told_and_writes_nothing(alder, worker_at_hand, tmp_path, monkeypatch):
    def too_slow(html, **details):
        raise RenderFailed("render.too_slow", "It took too long.")

    monkeypatch.setattr(job_kinds, "render", too_slow)
    with pytest.raises(CommandError, match="It took too long"):
        run(tmp_path)
    assert not (tmp_path / "report.pdf").exists()


def test_a_place_that_cannot_be_written_is_named(alder, worker_at_hand, tmp_path, monkeypatch):
    monkeypatch.setattr(
        job_kinds,
        "render",
        lambda html, **details: Rendered(content=b"x", pages=3, engine="", complaints=()),
    )
    with pytest.raises(CommandError, match="could not be written"):
        run(tmp_path / "missing")


def test_a_report_with_a_gap_is_written_and_still_ends_in_failure(
    alder, worker_at_hand, tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr(
        job_kinds,
        "render",
        lambda html, **details: Rendered(content=b"x", pages=3, engine="", complaints=()),
    )
    with (
        SECTIONS.registered_temporarily(section(key="gap", gather=broken)),
        pytest.raises(CommandError, match="could not be drawn"),
    ):
        run(tmp_path, "--json")
    facts = json.loads(capsys.readouterr().out)
    assert facts["status"] == "failed"
    assert (tmp_path / "report.pdf").exists()
