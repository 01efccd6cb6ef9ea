"""Complaints over HTTP: rows for the department, bands for the insurer, findings appended."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from accountability.complaints.models import Allegation, Complaint
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.api.furnished import caller
from tests.factories.accountability import AllegationFactory, ComplaintFactory

NEW = {
    "number": "C-1",
    "received_on": "2026-05-01",
    "allegations": [{"words": "Rude words", "officer": "Badge 17"}],
}


def address(client: Client, name: str = "complaints") -> str:
    return reverse(f"api_client_{name}", args=[client.code])


def decide(user: User, allegation: int, **body: str) -> Any:
    return caller(user).post(reverse("api_allegation_findings", args=[allegation]), body)


def test_a_complaint_is_recorded_by_who_may_not_read_it_and_read_by_who_may(
    alder: Client, lee: User, chief: User
) -> None:
    made = caller(lee).post(address(alder), NEW)
    assert (made.status_code, set(made.json())) == (201, {"id", "number"})
    assert caller(lee).get(address(alder)).status_code == 403
    [row] = caller(chief).get(address(alder)).json()["results"]
    assert (row["number"], row["allegations"][0]["finding_name"]) == ("C-1", "no finding yet")
    assert "17" not in row["allegations"][0]["officer"][:2] + row["allegations"][0]["as_recorded"]


def test_a_finding_is_appended_and_the_later_one_stands(alder: Client, chief: User) -> None:
    caller(chief).post(address(alder), NEW)
    allegation = Allegation.objects.get().pk
    assert decide(chief, allegation, merits="SUS", stage="after_appeal").status_code == 422
    first = decide(chief, allegation, merits="SUS", decided_on="2026-06-01")
    assert (first.status_code, first.json()["allegation"]) == (201, allegation)
    decide(chief, allegation, merits="NSU", stage="after_appeal")
    [row] = caller(chief).get(address(alder) + "?finding=NSU").json()["results"]
    assert row["allegations"][0]["stage"] == "after_appeal"
    assert decide(chief, allegation).status_code == 422
    assert decide(chief, allegation, merits="GUILTY").status_code == 400


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_pages_by_cursor_give_every_complaint_once(alder: Client, chief: User, limit: int) -> None:
    day = date(2026, 1, 1)
    for number in range(5):
        ComplaintFactory(client=alder, received_on=day + timedelta(days=number // 2))
    following: str | None = f"{address(alder)}?limit={limit}"
    seen: list[int] = []
    while following:
        page = caller(chief).get(following).json()
        assert page["total"] == 5
        seen += [row["id"] for row in page["results"]]
        following = page["next"]
    assert sorted(seen) == sorted(Complaint.objects.values_list("pk", flat=True))
    assert len(seen) == 5


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?since=2026-01-01&until=2026-12-31", 200),
        ("?since=2026-01-01", 400),
        ("?since=2026-02-01&until=2026-01-01", 400),
        ("?category=GOSSIP", 400),
        ("?limit=501", 400),
        ("?cursor=nonsense", 422),
    ],
)
def test_the_list_is_narrowed_by_what_it_declares(
    alder: Client, chief: User, query: str, status: int
) -> None:
    assert caller(chief).get(address(alder) + query).status_code == status


def test_the_insurer_reads_bands_and_never_rows(alder: Client, uma: User, cal: User) -> None:
    for _ in range(3):
        AllegationFactory(complaint=ComplaintFactory(client=alder), category_as_recorded="Hit")
    summary = address(alder, "complaint_summary") + "?as_of=2026-09-30"
    body = caller(uma).get(summary).json()
    assert (body["complaints"], body["band"]) == (None, "fewer than 10")
    assert (body["starts_on"], body["ends_on"]) == ("2021-10-01", "2026-09-30")
    assert "Hit" not in str(body)
    for name in ("complaints", "unmapped_words"):
        assert caller(uma).get(address(alder, name)).status_code == 403
    for name in ("complaints", "unmapped_words", "complaint_summary"):
        assert caller(cal).get(address(alder, name)).status_code == 404


def test_who_may_not_record_is_refused_and_others_find_nothing(
    alder: Client, uma: User, lee: User, chief: User, cal: User
) -> None:
    assert caller(uma).post(address(alder), NEW).status_code == 403
    assert caller(cal).post(address(alder), NEW).status_code == 404
    caller(chief).post(address(alder), NEW)
    for user in (uma, lee, cal):
        assert decide(user, Allegation.objects.get().pk, merits="SUS").status_code == 404


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"number": ""}, 400),
        ({"allegations": [{"words": "x", "name": "y"}]}, 400),
        ({"allegations": "x"}, 400),
        ({"received_on": "2150-01-01"}, 422),
        ({"channel": "PIGEON"}, 400),
        ({"internal": "perhaps"}, 400),
    ],
)
def test_what_does_not_fit_is_refused(
    alder: Client, chief: User, changes: dict[str, Any], status: int
) -> None:
    assert caller(chief).post(address(alder), {**NEW, **changes}).status_code == status
    assert not Complaint.objects.exists()


def test_counts_beside_every_value_and_the_list_under_the_same_choice(
    alder: Client, chief: User, uma: User, cal: User
) -> None:
    for category in ("DISCOURT", "DISCOURT", "STOP"):
        complaint = ComplaintFactory(client=alder, channel="PHONE")
        AllegationFactory(complaint=complaint, category=category)
    counts = address(alder, "complaint_facets")
    body = caller(chief).get(counts + "?channel=PHONE&category=STOP").json()
    assert body["total"] == 1
    values = {facet["key"]: facet["values"] for facet in body["facets"]}
    assert [(value["code"], value["count"]) for value in values["category"]] == [
        ("DISCOURT", 2),
        ("STOP", 1),
    ]
    listed = caller(chief).get(address(alder) + "?channel=PHONE&category=DISCOURT&state=open")
    assert listed.json()["total"] == 2
    assert caller(chief).get(counts + "?cursor=1").status_code == 400
    assert caller(chief).get(counts + "?state=shut").status_code == 400
    assert caller(uma).get(counts).status_code == 403
    assert caller(cal).get(counts).status_code == 404
