"""A complaint walks from intake to close in the browser; nobody outside the department sees it."""

from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client as Browser

from accountability.cases.models import Attachment, Case
from accountability.complaints.models import Allegation
from frontend.cases import heading
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.accountability import AllegationFactory, ComplaintFactory
from tests.frontend.pages import text_of

pytestmark = pytest.mark.django_db
BASE = "/clients/alder-falls/"


def browser(person: User) -> Browser:
    made = Browser()
    made.force_login(person)
    return made


def taken_in(by: User) -> Case:
    sent = {
        "number": "26-001",
        "words": "Rude language",
        "officer": "4711",
        "received_on": "2026-03-02",
        "received_precision": "day",
        "occurred_precision": "day",
        "channel": "PHONE",
        "complainant_type": "PUBLIC_AFFECTED",
        "on_duty": "yes",
    }
    answer = browser(by).post(f"{BASE}cases/new/", sent)
    assert answer.status_code == 302, text_of(answer)
    return Case.objects.get()


def do(person: User, case: Case, kind: str, name: str, **sent: object) -> None:
    answer = browser(person).post(f"{BASE}cases/{case.pk}/{kind}/", {"act": name, **sent})
    assert answer.status_code == 302, text_of(answer)


def test_from_intake_to_close(
    lee: User, ivy: User, chief: User, settings: object, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    case = taken_in(lee)
    assert case.complaint.on_duty is True
    about = Allegation.objects.get().pk
    assert "1 case is open" in text_of(browser(ivy).get(f"{BASE}cases/"))
    do(ivy, case, "move", "acknowledge", note="Letter sent")
    do(chief, case, "move", "classify", seriousness="minor")
    do(chief, case, "move", "assign", assignee_id=ivy.pk)
    assert "26-001" in text_of(browser(ivy).get(f"{BASE}cases/?box=mine"))
    statement = BytesIO(b"What the witness said.\n")
    statement.name = "statement.txt"
    do(ivy, case, "act", "file", file=statement, privilege="compelled")
    do(ivy, case, "act", "toll", reason="waiver", starts_on="2026-03-05")
    do(ivy, case, "act", "finding", allegation_id=about, stage="recommended", code="SUS")
    do(ivy, case, "move", "report")
    do(chief, case, "move", "approve")
    page = text_of(browser(chief).get(f"{BASE}cases/{case.pk}/"))
    assert "it lacks: a final finding for “Rude language”" in page
    do(chief, case, "act", "finding", allegation_id=about, stage="final", code="SUS")
    do(chief, case, "move", "decide")
    do(chief, case, "act", "discipline", allegation_id=about, stage="imposed", code="D50", days=2)
    do(chief, case, "move", "settle_discipline")
    do(chief, case, "move", "settle_appeal", note="None was filed")
    do(chief, case, "move", "close")
    page = text_of(browser(ivy).get(f"{BASE}cases/{case.pk}/"))
    assert "Closed, complainant told" in page
    assert "Discipline imposed: suspension without pay, 2 days." in page
    answer = browser(ivy).get(f"{BASE}case-files/{Attachment.objects.get().pk}/")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content) == b"What the witness said.\n"


def test_a_refusal_is_said_on_the_form(lee: User, ivy: User) -> None:
    case = taken_in(lee)
    answer = browser(ivy).post(
        f"{BASE}cases/{case.pk}/move/", {"act": "acknowledge", "happened_on": "2020-01-01"}
    )
    assert answer.status_code == 422
    assert "the step before it is of" in text_of(answer)
    answer = browser(ivy).post(
        f"{BASE}cases/{case.pk}/move/", {"act": "classify", "seriousness": "minor"}
    )
    assert answer.status_code == 409
    assert "that can be done only while it is classify" in text_of(answer)
    for address in ("move/", "act/"):
        assert (
            browser(ivy).post(f"{BASE}cases/{case.pk}/{address}", {"act": "vanish"}).status_code
            == 404
        )


def test_a_lieutenant_takes_in_and_sees_no_case(lee: User, ivy: User) -> None:
    del ivy
    case = taken_in(lee)
    answer = browser(lee).get(f"{BASE}cases/new/")
    assert "Take in a complaint" in text_of(answer)
    assert browser(lee).get(f"{BASE}cases/{case.pk}/").status_code == 403
    assert browser(lee).post(f"{BASE}cases/new/", {"number": ""}).status_code == 422


@pytest.mark.parametrize("name", ["uma", "ana", "ben", "dee", "cal", "rita"])
def test_nobody_outside_the_department_learns_anything(
    lee: User, ivy: User, name: str, request: pytest.FixtureRequest
) -> None:
    case = taken_in(lee)
    person = request.getfixturevalue(name)
    for address in (
        "cases/",
        "cases/?box=overdue",
        f"cases/{case.pk}/",
        "cases/999/",
        "case-files/1/",
    ):
        answer = browser(person).get(BASE + address)
        assert answer.status_code in (403, 404)
        assert "26-001" not in text_of(answer)
        assert "Rude" not in text_of(answer)


def test_what_waits_is_said_in_a_sentence() -> None:
    assert heading({"open": 0, "overdue": 0, "unassigned": 0}) == "No case is open."
    assert heading({"open": 1, "overdue": 0, "unassigned": 1}) == (
        "1 case is open; none is past its due date, 1 is assigned to nobody."
    )


def test_a_case_is_opened_for_a_complaint_of_a_file(
    alder: Client, birch: Client, ivy: User, chief: User, rita: User
) -> None:
    mine, foreign = (
        AllegationFactory(complaint=ComplaintFactory(client=client)).complaint
        for client in (alder, birch)
    )
    listed = text_of(browser(chief).get(f"{BASE}complaints/"))
    assert "Open a case" in listed
    assert "Open a case" not in text_of(browser(rita).get(f"{BASE}complaints/"))
    assert browser(rita).post(f"{BASE}complaints/{mine.pk}/case/").status_code == 403
    assert browser(ivy).post(f"{BASE}complaints/{foreign.pk}/case/").status_code == 404
    answer = browser(ivy).post(f"{BASE}complaints/{mine.pk}/case/")
    case = Case.objects.get()
    assert answer["Location"] == f"{BASE}cases/{case.pk}/"
    assert f"{BASE}cases/{case.pk}/" in browser(chief).get(f"{BASE}complaints/").content.decode()
    assert browser(ivy).post(f"{BASE}complaints/{mine.pk}/case/").status_code == 409
