"""The losses of a client: the run as of a day, its parts, its downloads and each claim."""

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.jobs import runner
from riskcore.jobs.models import Job, JobStatus
from riskcore.losses.actions import state_no_losses
from riskcore.reports import loss_run_pdf
from tests.factories.losses import load
from tests.frontend.pages import text_of

MARCH, JUNE = date(2026, 3, 31), date(2026, 6, 30)
HTMX = pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "part"])


@pytest.fixture
def book(alder: Client, ana: User, uma: User, client: Browser) -> str:
    """The address of Alder Falls' losses, Uma signed in: three claims of two valuations."""
    first = {"number": "A1", "occurred_on": date(2026, 1, 1), "indemnity_reserve": 1_000}
    load(alder, ana, MARCH, first)
    load(
        alder, ana, JUNE,
        {**first, "indemnity_paid": "300000.25"},
        {"number": "A2", "suffix": "01", "occurred_on": date(2024, 1, 1), "status": "closed",
         "expense_paid": 70, "cause": "<b>Taser</b>"},
        {"number": "24/7 B", "line": "POL", "occurred_on": date(2026, 2, 1), "litigated": True},
    )  # fmt: skip
    client.force_login(uma)
    return reverse("client_losses", args=[alder.code])


@HTMX
def test_the_latest_valuation_is_shown_unless_another_day_is_asked_for(
    book: str, client: Browser, headers: dict[str, str]
) -> None:
    latest = text_of(client.get(book, headers=headers))
    assert "as of 30 Jun 2026" in latest
    assert "3 claims have cost $301 k, $1 k of it still in reserve on 2 open." in latest
    assert "$301,070.25" in latest
    before = text_of(client.get(book + "?valued_on=2026-03-31", headers=headers))
    assert "as of 31 Mar 2026" in before
    assert "1 claim has cost $1 k" in before


@HTMX
@pytest.mark.parametrize(
    ("query", "caption", "absent"),
    [
        ("?status=closed", "1 of 3 claims, closed, valued 30 Jun 2026", "24/7 B"),
        ("?line=POL", "1 of 1 claims, POL, valued 30 Jun 2026", "A2-01"),
        ("?year=2023/24", "1 of 3 claims, policy year 2023/24, valued", "24/7 B"),
        ("?status=reopened", "0 of 3 claims, re-opened", "24/7 B"),
        ("?line=nonsense&valued_on=June&page=x", "3 of 3 claims, valued 30 Jun 2026", "nonsense"),
    ],
)
def test_the_caption_says_which_part_is_shown(
    book: str, client: Browser, headers: Any, query: str, caption: str, absent: str
) -> None:
    page = text_of(client.get(book + query, headers=headers))
    assert caption in page
    assert absent not in page


def test_every_figure_leads_to_its_rows(book: str, client: Browser, alder: Client) -> None:
    page = client.get(book).content.decode()
    for address in (
        reverse("claim", args=[alder.code, "24/7 B"]),
        reverse("claim", args=[alder.code, "A2"]) + "?suffix=01",
        "status=closed",
        "year=2023%2F24&amp;line=LEL",
    ):
        assert address in page


@pytest.mark.parametrize(
    ("order", "first"), [("-incurred", "A1"), ("occurred_on", "A2-01"), ("nonsense", "24/7 B")]
)
def test_claims_are_listed_in_the_order_asked_for(
    book: str, client: Browser, order: str, first: str
) -> None:
    text = client.get(f"{book}?order={order}").content.decode().split('id="claims"')[1]
    places = {name: text.index(f">{name}</a>") for name in ("A1", "A2-01", "24/7 B")}
    assert min(places, key=lambda name: places[name]) == first


def test_words_of_files_are_text_and_never_markup(
    book: str, client: Browser, alder: Client
) -> None:
    page = client.get(reverse("claim", args=[alder.code, "A2"]) + "?suffix=01").content.decode()
    assert "&lt;b&gt;Taser" in page


def test_large_losses_are_named_with_their_threshold(book: str, client: Browser) -> None:
    assert "1 claim at or above $250,000 incurred" in text_of(client.get(book))


def test_periods_without_a_claim_are_said_aloud(
    book: str, client: Browser, alder: Client, ana: User
) -> None:
    assert "nobody has stated that there were no losses" in text_of(client.get(book))
    state_no_losses(
        by=ana, client_code=alder.code, line="LEL", starts_on=date(2021, 7, 1),
        ends_on=date(2022, 7, 1), valued_on=JUNE,
    )  # fmt: skip
    assert "30 Jun 2022: stated as of 30 Jun 2026" in text_of(client.get(book))


def test_a_client_without_claims_is_told_what_to_do(
    alder: Client, uma: User, client: Browser
) -> None:
    client.force_login(uma)
    page = text_of(client.get(reverse("client_losses", args=[alder.code])))
    assert "No claim is recorded as of this day. Import a loss run" in page


def test_csv_and_json_are_the_part_that_is_shown(book: str, client: Browser, alder: Client) -> None:
    answer = client.get(reverse("loss_run_csv", args=[alder.code]) + "?status=closed")
    rows = answer.content.decode("utf-8-sig").splitlines()
    assert rows[0].startswith("number,suffix,line")
    assert rows[1].startswith("A2,01,LEL")
    assert "24/7" not in answer.content.decode()
    assert 'filename="loss-run-alder-falls-2026-06-30.csv"' in answer["Content-Disposition"]
    run = json.loads(client.get(reverse("loss_run_json", args=[alder.code]) + "?line=POL").content)
    assert [claim["number"] for claim in run["claims"]] == ["24/7 B"]


@HTMX
def test_the_paper_is_drawn_by_a_worker_and_then_opened_or_saved(
    book: str, client: Browser, alder: Client, headers: dict[str, str], settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    asked = client.post(
        reverse("loss_run_pdf", args=[alder.code]), {"valued_on": "2026-06-30"}, headers=headers
    )
    job = Job.objects.get()
    address = reverse("loss_run_job", args=[alder.code, job.pk])
    assert asked["HX-Redirect" if headers else "Location"] == address
    assert "Waiting for a worker" in text_of(client.get(address, headers=headers))
    file = reverse("loss_run_file", args=[alder.code, job.pk])
    assert client.get(file).status_code == 404
    assert runner.run(job.pk) == JobStatus.DONE
    assert "It is drawn: " in text_of(client.get(address, headers=headers))
    assert client.get(file)["Content-Disposition"].startswith("inline")
    assert client.get(file + "?save")["Content-Disposition"].startswith("attachment")


@HTMX
@pytest.mark.parametrize(("who", "status"), [("cal", 404), ("lee", 403), ("chief", 403)])
def test_who_may_not_see_losses_sees_none_of_it(
    book: str, client: Browser, alder: Client, uma: User, request: Any, who: str, status: int,
    headers: dict[str, str],
) -> None:  # fmt: skip
    job = loss_run_pdf.ask(by=uma, client_code=alder.code, valued_on=JUNE)
    client.force_login(request.getfixturevalue(who))
    addresses = [
        book,
        *(reverse(name, args=[alder.code]) for name in ("loss_run_csv", "loss_run_json")),
        reverse("claim", args=[alder.code, "A1"]),
        reverse("loss_run_job", args=[alder.code, job.pk]),
        reverse("loss_run_file", args=[alder.code, job.pk]),
    ]
    for address in addresses:
        answer = client.get(address, headers=headers)
        assert answer.status_code == status, address
        assert "A1" not in text_of(answer)
    posted = client.post(reverse("loss_run_pdf", args=[alder.code]), headers=headers)
    assert posted.status_code == status
    if status == 403:
        overview = client.get(reverse("client", args=[alder.code])).content.decode()
        assert book not in overview


def test_a_job_of_another_kind_is_no_loss_run(
    book: str, client: Browser, alder: Client, uma: User
) -> None:
    job = Job.objects.create(kind="import.commit", client=alder, requested_by=uma)
    for name in ("loss_run_job", "loss_run_file"):
        assert client.get(reverse(name, args=[alder.code, job.pk])).status_code == 404


@HTMX
def test_a_claim_shows_its_ledger_with_the_running_balance(
    book: str, client: Browser, alder: Client, headers: dict[str, str]
) -> None:
    page = text_of(client.get(reverse("claim", args=[alder.code, "A1"]), headers=headers))
    assert "2 movements of money" in page
    assert "$301,000.25 incurred, $300,000.25 of it paid and $1,000.00 in reserve" in page
    slashed = client.get(reverse("claim", args=[alder.code, "24/7 B"]), headers=headers)
    assert "No money has moved on this claim." in text_of(slashed)
    assert client.get(reverse("claim", args=[alder.code, "Z9"]), headers=headers).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_run(
    book: str, client: Browser, alder: Client, ana: User, django_assert_max_num_queries: Any
) -> None:
    client.get(book)
    load(alder, ana, date(2026, 7, 31), *({"number": f"N{n}"} for n in range(300)))
    with django_assert_max_num_queries(18):
        assert "page 1 of 2" in text_of(client.get(book))
