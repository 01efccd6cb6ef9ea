"""The loss-control tab: reading, writing, and the steps each role may take."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from frontend.recommendation_steps import VERBS
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.recommendations.models import Recommendation
from riskcore.recommendations.states import OWED, SETTLED
from riskcore.units import write_date
from tests.factories.recommendations import ROUTES, recommendation

HTMX = pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "part"])


def tab(client: Client) -> str:
    return reverse("client_loss_control", args=[client.code])


def step(row: Recommendation, verb: str) -> str:
    return reverse("recommendation_move", args=[row.client.code, row.number, verb])


def test_what_is_late_is_said_in_words(
    alder: Client, ana: User, rita: User, client: Browser
) -> None:
    due = timezone.localdate() + timedelta(days=1)
    row = recommendation(
        client=alder,
        advisor=ana,
        manager=rita,
        status="issued",
        due_on=due,
        classification="critical",
    )
    with time_machine.travel(due + timedelta(days=3)):
        client.force_login(rita)
        page = client.get(tab(alder)).content.decode()
    assert row.title in page
    assert "3 days late" in page
    assert "1 open, 1 of them late (1 critical)." in page


def test_an_empty_list_says_so(alder: Client, rita: User, client: Browser) -> None:
    client.force_login(rita)
    assert "Nothing has been recommended yet." in client.get(tab(alder)).content.decode()


def test_a_draft_is_not_shown_to_the_client(
    alder: Client, ana: User, rita: User, client: Browser
) -> None:
    row = recommendation(client=alder, advisor=ana, manager=rita)
    client.force_login(rita)
    assert row.title not in client.get(tab(alder)).content.decode()
    assert client.get(step(row, "withdraw")).status_code == 404


@pytest.mark.parametrize("status", ROUTES)
def test_only_the_buttons_a_person_may_use_are_shown(
    alder: Client, ana: User, rita: User, uma: User, ben: User, client: Browser, status: str
) -> None:
    row = recommendation(client=alder, advisor=ana, manager=rita, status=status)
    offered = {}
    for user in (ana, rita, uma, ben):
        client.force_login(user)
        page = client.get(tab(alder)).content.decode()
        offered[user.username] = [verb for verb in VERBS if step(row, verb) in page]
    owed = ["accept_alternative", "extend", "supersede", "withdraw"]
    advisor = {
        "draft": ["issue", "withdraw"],
        **{state: list(owed) for state in OWED},
        "client_reports_complete": [
            *("verify", "accept_alternative", "reopen", "supersede", "withdraw"),
        ],
        **{state: ["reopen"] for state in SETTLED},
    }
    manager = {
        "issued": ["reply", "acknowledge", "report_complete"],
        "acknowledged": ["reply", "report_complete"],
        "in_progress": ["reply", "report_complete"],
    }
    if status == "superseded":  # the one that took its place is owed, on the same page
        advisor = manager = {}
    assert offered == {
        "ana": advisor.get(status, []),
        "rita": manager.get(status, []),
        "uma": ["accept_risk"] if status in OWED | {"client_reports_complete"} else [],
        "ben": [],
    }


def test_an_advisor_writes_a_draft(alder: Client, ana: User, client: Browser) -> None:
    client.force_login(ana)
    form = {
        "classification": "critical",
        "title": "Review every use of force",
        "condition": "Eleven of forty had no review.",
        "action": "Name a reviewer per shift.",
    }
    answer = client.post(reverse("recommendation_write", args=[alder.code]), form)
    [row] = Recommendation.objects.all()
    assert answer["Location"] == f"{tab(alder)}#{row.number}"
    assert (row.status, row.due_on is not None) == ("draft", True)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "Mend the fields"),
        ({"due_on": "2020-01-01"}, "which has passed"),
        ({"due_on": "soon"}, "Enter a valid date"),
    ],
)
def test_a_faulty_draft_is_kept_in_the_form_with_its_fault(
    alder: Client, ana: User, client: Browser, wrong: dict[str, str], sentence: str
) -> None:
    client.force_login(ana)
    form = {
        "classification": "critical",
        "title": "Review every use of force",
        "condition": "Eleven of forty had no review.",
        "action": "Name a reviewer per shift.",
    } | wrong
    answer = client.post(reverse("recommendation_write", args=[alder.code]), form)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "Eleven of forty" in answer.content.decode()
    assert not Recommendation.objects.exists()


@HTMX
def test_a_step_is_asked_about_and_then_taken(
    alder: Client, ana: User, rita: User, client: Browser, headers: dict[str, str]
) -> None:
    row = recommendation(client=alder, advisor=ana, manager=rita, status="issued")
    client.force_login(rita)
    asked = client.get(step(row, "report_complete"), headers=headers).content.decode()
    assert 'name="version" value="2"' in asked
    assert ("<html" in asked) is not bool(headers)
    form = {"version": row.version, "note": "Adopted on Monday."}
    answer = client.post(step(row, "report_complete"), form, headers=headers)
    row.refresh_from_db()
    assert (row.status, row.status_reason) == ("client_reports_complete", "Adopted on Monday.")
    if headers:
        assert "Reported complete" in answer.content.decode()
        assert answer["HX-Trigger"] == "recommendation-changed"
    else:
        assert answer["Location"] == f"{tab(alder)}#{row.number}"


@HTMX
def test_a_reason_is_asked_for_where_one_is_needed(
    alder: Client, ana: User, rita: User, client: Browser, headers: dict[str, str]
) -> None:
    row = recommendation(client=alder, advisor=ana, manager=rita, status="issued")
    client.force_login(ana)
    answer = client.post(
        step(row, "withdraw"), {"version": row.version, "reason": " "}, headers=headers
    )
    assert answer.status_code == 422
    assert "Give a reason" in answer.content.decode()
    row.refresh_from_db()
    assert row.status == "issued"


def test_a_stale_page_changes_nothing(
    alder: Client, ana: User, rita: User, client: Browser
) -> None:
    row = recommendation(client=alder, advisor=ana, manager=rita, status="issued")
    client.force_login(ana)
    answer = client.post(step(row, "withdraw"), {"version": 1, "reason": "Superseded."})
    assert answer.status_code == 409
    assert "Somebody changed" in answer.content.decode()


@HTMX
def test_steps_are_for_their_roles_and_their_states(
    alder: Client,
    birch: Client,
    ana: User,
    rita: User,
    uma: User,
    cal: User,
    client: Browser,
    headers: dict[str, str],
) -> None:
    row = recommendation(client=alder, advisor=ana, manager=rita, status="issued")
    expected = {
        (uma, "withdraw"): 403,
        (rita, "withdraw"): 403,
        (ana, "verify"): 409,
        (ana, "applaud"): 404,
        (cal, "withdraw"): 404,
    }
    for (user, verb), status in expected.items():
        client.force_login(user)
        assert client.get(step(row, verb), headers=headers).status_code == status
        data = {"version": row.version, "reason": "Because.", "method": "site"}
        assert client.post(step(row, verb), data, headers=headers).status_code == status
    client.force_login(cal)
    elsewhere = reverse("recommendation_move", args=[birch.code, row.number, "withdraw"])
    assert client.get(elsewhere, headers=headers).status_code == 404


def test_the_due_date_without_a_clock_is_the_next_visit(
    alder: Client, ana: User, rita: User, client: Browser
) -> None:
    recommendation(
        client=alder, advisor=ana, manager=rita, status="issued", classification="advisory"
    )
    client.force_login(ana)
    page = client.get(tab(alder)).content.decode()
    assert "due at the next visit" in page
    assert "1 open, none late." in page
    assert f"{timezone.localdate().year}-001" in page


def test_a_department_answers_and_its_answer_is_kept(
    alder: Client, ana: User, rita: User, client: Browser
) -> None:
    row = recommendation(client=alder, advisor=ana, manager=rita, status="issued")
    client.force_login(rita)
    day = timezone.localdate() + timedelta(days=40)
    said = {"version": row.version, "kind": "planned", "text": "In the spring.", "on": day}
    refused = client.post(step(row, "reply"), said)
    assert refused.status_code == 422
    assert "Say who sees to it" in refused.content.decode()
    assert "In the spring." in refused.content.decode()
    client.post(step(row, "reply"), {**said, "owner": "Training sergeant", "budget": "4000"})
    page = client.get(tab(alder)).content.decode()
    for words in ("Agreed, and planned", "Training sergeant", "$4,000", "under way"):
        assert words in page


def test_more_time_is_granted_and_the_first_date_stays_in_sight(
    alder: Client, ana: User, rita: User, client: Browser
) -> None:
    row = recommendation(client=alder, advisor=ana, manager=rita, status="issued")
    assert row.due_on is not None
    client.force_login(ana)
    later = row.due_on + timedelta(days=30)
    form = {"version": row.version, "due_on": later, "reason": "The council meets in May."}
    client.post(step(row, "extend"), form)
    page = client.get(tab(alder)).content.decode()
    assert f"due {write_date(later)}" in page
    assert f"first due {write_date(row.due_on)}" in page
    assert "The council meets in May." in page
