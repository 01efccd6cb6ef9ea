"""Reports over HTTP: asked for, watched, read, issued and verified."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.jobs import runner
from riskcore.reports.models import Report
from tests.api.furnished import AS_OF, caller


@pytest.fixture
def asked(alder: Client, ana: User, quick_engine: None) -> Any:
    address = reverse("api_client_reports", args=[alder.code])
    return caller(ana).post(address, {"as_of": str(AS_OF)})


@pytest.fixture
def drawn(asked: Any) -> str:
    runner.run(asked.json()["job"])
    return str(asked.json()["id"])


def ask(user: User, verb: str, report: str, **body: str) -> Any:
    return caller(user).post(reverse(f"api_report_{verb}", args=[report]), body)


def test_a_report_is_asked_for_drawn_read_issued_and_verified(
    alder: Client, ana: User, uma: User, rita: User, asked: Any
) -> None:
    report = asked.json()["id"]
    one, pdf = (reverse(f"api_{name}", args=[report]) for name in ("report", "report_pdf"))
    assert (asked.status_code, asked.json()["status"]) == (202, "requested")
    assert asked["Location"] == reverse("api_job", args=[asked.json()["job"]])
    assert caller(ana).get(pdf).json()["code"] == "report.not_drawn"
    assert ask(uma, "issue", report).status_code == 409
    runner.run(asked.json()["job"])
    assert caller(ana).get(asked["Location"]).json()["result"] == one
    assert caller(ana).get(one).json()["can_send"] is True
    assert caller(rita).get(one).status_code == caller(rita).get(pdf).status_code == 404
    assert ask(ana, "send", report).json()["status"] == "in_review"
    assert ask(ana, "issue", report).json()["code"] == "report.second_person"
    issued = ask(uma, "issue", report).json()
    assert (issued["status"], len(issued["sha256"])) == ("issued", 64)
    answer = caller(rita).get(pdf)
    assert answer["Content-Disposition"] == f'attachment; filename="{issued["number"]}.pdf"'
    assert b"Alder Falls" in answer.content
    assert AuditEvent.objects.filter(verb="report.read", actor=rita).exists()
    assert ask(rita, "verify", report).json()["is_intact"] is True


def test_bytes_that_changed_are_found_and_not_sent(ana: User, drawn: str, settings: Any) -> None:
    name = Report.objects.get(pk=drawn).pdf.name
    (Path(settings.MEDIA_ROOT) / str(name)).write_bytes(b"forged")
    assert ask(ana, "verify", drawn).json()["is_intact"] is False
    pdf = caller(ana).get(reverse("api_report_pdf", args=[drawn]))
    assert (pdf.status_code, pdf.json()["code"]) == (409, "report.file_changed")


def test_the_list_shows_drafts_to_the_insurer_only(
    alder: Client, uma: User, rita: User, drawn: str
) -> None:
    address = reverse("api_client_reports", args=[alder.code])
    assert [row["id"] for row in caller(uma).get(address).json()["results"]] == [drawn]
    assert caller(rita).get(address).json() == {"total": 0, "next": None, "results": []}


@pytest.mark.parametrize("body", [{}, {"as_of": "x"}, {"as_of": "2026-09-30", "audience": "press"}])
def test_what_does_not_fit_is_refused(alder: Client, ana: User, body: dict[str, str]) -> None:
    address = reverse("api_client_reports", args=[alder.code])
    assert caller(ana).post(address, body).status_code == 400


def test_only_those_who_may_prepare_and_issue(
    alder: Client, uma: User, rita: User, cal: User, drawn: str
) -> None:
    address = reverse("api_client_reports", args=[alder.code])
    assert caller(rita).post(address, {"as_of": str(AS_OF)}).status_code == 403
    assert caller(cal).post(address, {"as_of": str(AS_OF)}).status_code == 404
    assert ask(rita, "issue", drawn).status_code == 404
    assert ask(uma, "issue", drawn).status_code == 409
    for verb in ("send", "issue", "verify"):
        assert ask(cal, verb, drawn).status_code == 404


def test_the_data_of_a_report_are_the_profile_of_its_day(
    alder: Client, ana: User, rita: User, drawn: str
) -> None:
    answer = caller(ana).get(reverse("api_report_data", args=[drawn]))
    found = json.loads(answer.content)
    assert (answer["Content-Type"], found["format"]) == (
        "application/json",
        "commonward-report-data-1",
    )
    assert found["snapshot"] == Report.objects.get(pk=drawn).snapshot_id
    live = (
        caller(ana).get(reverse("api_client_profile", args=[alder.code]) + f"?as_of={AS_OF}").json()
    )
    assert set(found["readings"]) == set(live["readings"])
    for key, reading in found["readings"].items():
        if "fewer than" not in reading["unavailable"]:
            for name in ("value", "numerator", "denominator", "interval", "grade", "source"):
                assert reading[name] == live["readings"][key][name], (key, name)
    assert AuditEvent.objects.filter(verb="report.read", actor=ana).exists()
    assert caller(rita).get(reverse("api_report_data", args=[drawn])).status_code == 404


def test_data_that_would_be_another_today_are_refused(ana: User, drawn: str) -> None:
    row = Report.objects.get(pk=drawn)
    row.made_with["data_sha256"] = "0" * 64
    row.save(update_fields=["made_with"])
    address = reverse("api_report_data", args=[drawn])
    assert caller(ana).get(address).json()["code"] == "report.data_changed"
    row.made_with["data_sha256"] = ""
    row.save(update_fields=["made_with"])
    assert caller(ana).get(address).json()["code"] == "report.without_data"


def test_data_of_a_report_not_drawn_are_not_there(ana: User, asked: Any) -> None:
    address = reverse("api_report_data", args=[asked.json()["id"]])
    assert caller(ana).get(address).json()["code"] == "report.not_drawn"
