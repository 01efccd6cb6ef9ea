"""Assessing in pages: begun, one task at a time, completed; and a weak cell becomes advice."""

from django.test import Client as Browser
from django.urls import reverse

from riskcore.access.models import User
from riskcore.assessments.models import Assessment
from riskcore.clients.models import Client
from riskcore.recommendations.models import Recommendation
from tests.factories.assessments import POLICE, completed, opened, score_all
from tests.frontend.pages import answers_of, text_of

SIX = ("policy", "training", "supervision", "discipline", "review", "legal")


def page(name: str, *args: str) -> str:
    return reverse(name, args=args)


def answers(value: str = "3", evidence: str = "Ten samples.", note: str = "") -> dict[str, str]:
    found = {}
    for layer in SIX:
        found |= {
            f"{layer}-score": value,
            f"{layer}-evidence": evidence,
            f"{layer}-note": note,
            f"{layer}-seen": "0",
        }
    return found


def test_it_is_begun_and_leads_through_the_tasks(alder: Client, ana: User, client: Browser) -> None:
    client.force_login(ana)
    form = {"side": "advisor", "checklist_key": POLICE, "visited_on": "2026-09-01"}
    begun = client.post(page("assessments", alder.code), form)
    row = Assessment.objects.get()
    assert begun["Location"] == page("assessment", alder.code, row.number)
    first = page("assessment_task", alder.code, row.number, "force")
    assert "Least proof: Policy with date of last review" in text_of(client.get(first))
    saved = client.post(first, answers())
    assert saved["Location"] == page("assessment_task", alder.code, row.number, "intervene")
    last = page("assessment_task", alder.code, row.number, "property")
    assert client.post(last, answers())["Location"] == begun["Location"]
    assert "60 of 72 are left." in text_of(client.get(begun["Location"]))


def test_what_is_badly_said_stays_in_the_form_and_the_rest_is_saved(
    alder: Client, ana: User, client: Browser
) -> None:
    row = opened(alder, ana)
    client.force_login(ana)
    address = page("assessment_task", alder.code, row.number, "force")
    sent = answers() | {"policy-evidence": "", "legal-score": "none", "legal-note": ""}
    sent["review-score"] = sent["review-evidence"] = ""
    answer = client.post(address, sent)
    assert answer.status_code == 422
    text = text_of(answer)
    assert "force, policy: a score needs its evidence" in text
    assert "force, legal support: without a score the note must say why" in text
    assert row.scores.count() == 3
    kept = answers_of(answer, "narrow desk")
    assert kept["policy-score"] == "3"


def test_it_is_completed_or_withdrawn_with_a_reason(
    alder: Client, ana: User, rita: User, client: Browser
) -> None:
    row = opened(alder, ana)
    client.force_login(ana)
    finish = page("assessment_finish", alder.code, row.number)
    early = client.post(finish, {"version": "1", "summary": "Sound."})
    assert early.status_code == 422
    assert "72 of 72 cells are neither scored" in text_of(early)
    score_all(row, ana)
    done = client.post(finish, {"version": str(row.version), "summary": "Sound.", "met": "Chief"})
    assert done.status_code == 302
    client.force_login(rita)
    text = text_of(client.get(done["Location"]))
    assert "3.0 of 4 on average over 72 cells." in text
    assert "Finish" not in text
    assert client.get(page("assessment_task", alder.code, row.number, "force")).status_code == 200
    client.force_login(ana)
    other = opened(alder, ana)
    client.post(
        page("assessment_finish", alder.code, other.number),
        {"version": "1", "summary": "Wrong day.", "withdraw": "1"},
    )
    other.refresh_from_db()
    assert (other.status, other.status_reason) == ("withdrawn", "Wrong day.")


def test_the_list_says_whose_and_offers_what_one_may_begin(
    alder: Client, ana: User, rita: User, uma: User, client: Browser
) -> None:
    completed(alder, ana)
    for by, offers in ((ana, True), (rita, True), (uma, False)):
        client.force_login(by)
        text = text_of(client.get(page("assessments", alder.code)))
        assert "advisor's assessment" in text
        assert ("Begin an assessment" in text) is offers
    client.force_login(rita)
    wrong = client.post(
        page("assessments", alder.code),
        {"side": "advisor", "checklist_key": POLICE, "visited_on": "2026-09-01"},
    )
    assert wrong.status_code == 422


def test_a_weak_cell_suggests_a_recommendation_which_remembers_it(
    alder: Client, ana: User, rita: User, client: Browser
) -> None:
    row = completed(alder, ana, force__policy=0)
    client.force_login(ana)
    grid = text_of(client.get(page("assessment", alder.code, row.number)))
    assert "Critical: Response to resistance: put policy in place." in grid
    address = page("recommendation_write", alder.code)
    cell = f"?assessment={row.number}&task=force&layer=policy"
    form = answers_of(client.get(address + cell), "wide-form")
    assert (
        client.get(f"{address}?assessment={row.number}&task=force&layer=legal").status_code == 404
    )
    sent = {
        "classification": "critical",
        "title": "Put a policy in place",
        "condition": "None could be shown.",
        "criterion": "A policy.",
        "action": "Write it.",
        "csrfmiddlewaretoken": form["csrfmiddlewaretoken"],
    }
    assert client.post(address + cell, sent).status_code == 302
    written = Recommendation.objects.get()
    assert (written.assessment, written.task, written.layer) == (row.number, "force", "policy")
    client.force_login(rita)
    theirs = text_of(client.get(page("assessment", alder.code, row.number)))
    assert "Suggested by weak cells" not in theirs


def test_an_assessment_of_another_client_is_not_found_here(
    alder: Client, birch: Client, ana: User, cal: User, client: Browser
) -> None:
    row = completed(birch, cal)
    client.force_login(ana)
    for name, more in (("assessment", ()), ("assessment_task", ("force",))):
        assert client.get(page(name, alder.code, row.number, *more)).status_code == 404
    assert client.post(page("assessment_finish", alder.code, row.number)).status_code == 404
