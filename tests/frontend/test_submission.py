"""The submission in the browser: sections saved as one goes, differences, attestations, the verdict."""

from datetime import date

import pytest
from django.test import Client as Browser
from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.submissions.actions import save_answers
from riskcore.submissions.models import Answer, Submission
from riskcore.submissions.queries import read
from tests.factories.policies import term
from tests.factories.submissions import answer_all, attested, insured, opened, submitted
from tests.frontend.pages import text_of


@pytest.fixture
def row(alder: Client, uma: User) -> Submission:
    insured(alder)
    return opened(alder, uma)


def at(name: str, row: Submission, section: int = 0) -> str:
    address = reverse(name, args=[row.client.code, row.pk])
    return f"{address}?section={section}" if section else address


def test_a_section_saves_what_can_be_read_and_keeps_the_rest_with_its_fault(
    row: Submission, rita: User, client: Browser
) -> None:
    client.force_login(rita)
    answer = client.post(at("submission_section", row, 1), {"ENT-4": "14000", "ENT-6": "much"})
    page = text_of(answer)
    assert answer.status_code == 422
    assert "Everything else was saved." in page
    assert "'much' is not an amount in dollars" in page
    assert Answer.objects.get().code == "ENT-4"


def test_a_saved_section_leads_on_and_the_last_one_back(
    row: Submission, rita: User, client: Browser
) -> None:
    client.force_login(rita)
    first = client.post(at("submission_section", row, 1), {"ENT-4": "14000", "source": "Census"})
    assert first["Location"].endswith("?section=2")
    assert Answer.objects.get().source == "Census"
    count = len(read(by=rita, number=row.pk).parts)
    last = client.post(at("submission_section", row, count), {"POL-3": "no"})
    assert last["Location"] == at("submission", row)


def test_an_answer_that_brings_a_question_stays_on_its_section(
    row: Submission, rita: User, client: Browser
) -> None:
    client.force_login(rita)
    answer = client.post(at("submission_section", row, 2), {"OPS-4": "yes"})
    assert answer["Location"].endswith("?section=2")
    assert "By whom, when and why" in text_of(client.get(answer["Location"]))


def test_carried_answers_are_confirmed_one_by_one_or_all_at_once(
    alder: Client, uma: User, rita: User, chief: User, client: Browser
) -> None:
    for year in (2024, 2025):
        term(alder, date(year, 10, 1), line="POL", number="P-POL")
    submitted(opened(alder, uma, date(2025, 10, 1)), manager=rita, head=chief)
    row = opened(alder, uma)
    client.force_login(rita)
    page = text_of(client.get(at("submission_section", row, 1)))
    assert "Still so, unchanged" in page
    client.post(
        at("submission_section", row, 1), {"ENT-4": "12", "confirm-ENT-4": "on", "ENT-13": "13"}
    )
    lines = {line.question.code: line.change for line in read(by=rita, number=row.pk).lines}
    assert (lines["ENT-4"], lines["ENT-13"], lines["ENT-14"]) == ("confirmed", "changed", "carried")
    client.post(at("submission_section", row, 1), {"confirm-all": "1"})
    assert read(by=rita, number=row.pk).parts[0].words == "done"
    client.force_login(uma)
    page = text_of(client.get(at("submission_difference", row)))
    assert "Against the term from 1 Oct 2025: 1 answer changed" in page
    assert "Full-time employees" in page
    assert "Part-time and seasonal" not in page
    every = text_of(client.get(at("submission_difference", row) + "?all"))
    assert "confirmed unchanged" in every


def test_two_people_attest_and_submit_and_the_underwriter_returns_with_a_question(
    row: Submission, rita: User, chief: User, uma: User, client: Browser
) -> None:
    client.force_login(rita)
    assert "Attest as" not in text_of(client.get(at("submission", row)))
    answer_all(row, rita)
    assert "Attest as risk manager" in text_of(client.get(at("submission", row)))
    assert client.post(at("submission_move", row), {"verb": "attest-manager"}).status_code == 302
    assert "Submit to the underwriter" not in text_of(client.get(at("submission", row)))
    client.force_login(chief)
    client.post(at("submission_move", row), {"verb": "attest-department"})
    row.refresh_from_db()
    asked = {"verb": "submit", "version": str(row.version)}
    assert client.post(at("submission_move", row), asked).status_code == 302
    row.refresh_from_db()
    assert row.status == "submitted"
    client.force_login(uma)
    page = text_of(client.get(at("submission", row)))
    assert "Accept or return" in page
    back = {"verb": "return", "version": str(row.version), "reason": "Unclear.", "asks": "nonsense"}
    assert client.post(at("submission_move", row), back).status_code == 422
    back["asks"] = "POL-3: since when?\n\nENT-4 : with the annex?"
    assert client.post(at("submission_move", row), back).status_code == 302
    client.force_login(rita)
    assert "The underwriter asks: with the annex?" in text_of(
        client.get(at("submission_section", row, 1))
    )
    row.refresh_from_db()
    assert "Returned: Unclear." in text_of(client.get(at("submission", row)))


def test_the_underwriter_accepts(
    row: Submission, rita: User, chief: User, uma: User, client: Browser
) -> None:
    row = submitted(row, manager=rita, head=chief)
    client.force_login(uma)
    verdict = {"verb": "accept", "version": str(row.version)}
    assert client.post(at("submission_move", row), verdict).status_code == 302
    assert client.post(at("submission_move", row), verdict).status_code == 409
    assert client.post(at("submission_move", row), {"verb": "accept"}).status_code == 422
    unknown = {"verb": "burn", "version": "1"}
    assert client.post(at("submission_move", row), unknown).status_code == 404


def test_what_refers_is_for_the_underwriter_only(
    row: Submission, rita: User, uma: User, client: Browser
) -> None:
    save_answers(by=rita, number=row.pk, answers={"POL-3": "yes"})
    for person, seen in ((rita, False), (uma, True)):
        client.force_login(person)
        page = text_of(client.get(at("submission", row)))
        assert ("What an underwriter should see" in page) is seen


def test_a_changed_answer_shows_that_an_attestation_no_longer_counts(
    row: Submission, rita: User, chief: User, client: Browser
) -> None:
    answer_all(row, rita)
    attested(row, manager=rita, head=chief)
    save_answers(by=rita, number=row.pk, answers={"ENT-4": "99"})
    client.force_login(rita)
    assert "so it no longer counts" in text_of(client.get(at("submission", row)))


def test_a_submission_is_found_under_its_own_client_only(
    row: Submission, birch: Client, uma: User, cal: User, house: User, client: Browser
) -> None:
    for name in ("submission", "submission_difference"):
        wrong = reverse(name, args=[birch.code, row.pk])
        client.force_login(cal)
        assert client.get(wrong).status_code == 404
        assert client.get(at(name, row)).status_code == 404
    client.force_login(uma)
    assert client.get(at("submission_section", row, 1)).status_code == 403
    assert client.post(at("submission_section", row, 1), {"ENT-4": "1"}).status_code == 403
