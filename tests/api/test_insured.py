"""Policies and exposures over HTTP."""

from datetime import date
from typing import Any

from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.imports import actions
from riskcore.imports.lookups import file_kind
from riskcore.imports.mapping_text import parse
from tests.api.furnished import EXAMPLES, POLICIES, caller
from tests.factories.riskcore import ExposureFactory


def policies(client: Client, by: User) -> str:
    with (EXAMPLES / "policies-harbour.csv").open("rb") as file:
        batch = actions.receive(
            by=by, kind="policies", client_code=client.code, file=file, file_name="p.csv"
        )
    actions.preview(by=by, batch_id=batch.pk, mapping=parse(POLICIES, file_kind("policies")))
    actions.commit(by=by, batch_id=batch.pk)
    return reverse("api_client_policies", args=[client.code])


def test_policy_terms_come_with_parts_and_limits_latest_first(
    alder: Client, ana: User, lee: User, cal: User, django_assert_max_num_queries: Any
) -> None:
    address = policies(alder, ana)
    api = caller(ana)
    api.get(address)
    with django_assert_max_num_queries(10):
        page = api.get(address).json()
    starts = [term["starts_on"] for term in page["results"]]
    assert page["total"] == 3
    assert starts == sorted(starts, reverse=True)
    part = page["results"][-1]["parts"][0]
    assert (part["line"], part["retention"]) == ("LEL", "25000.00")
    assert {"basis": "each wrongful act", "amount": "1000000.00"} in part["limits"]
    assert api.get(f"{address}?known_at=2020-01-01T00:00:00Z").json()["total"] == 0
    assert caller(lee).get(address).status_code == 200
    assert caller(cal).get(address).status_code == 404


def test_exposures_come_by_base_and_year_with_what_is_missing(
    alder: Client, ana: User, cal: User
) -> None:
    for month in (1, 2, 3):
        ExposureFactory(client=alder, month=date(2026, month, 1), quantity=120)
    address = reverse("api_client_exposures", args=[alder.code])
    rows = caller(ana).get(f"{address}?as_of=2026-03-31&years=2").json()["results"]
    assert [(row["base"], row["quantity"], row["months_known"]) for row in rows] == [
        ("officers", "30.00", 3),
        ("officers", None, 0),
    ]
    assert len(rows[1]["missing"]) == 12
    assert caller(ana).get(f"{address}?years=31").status_code == 400
    assert caller(cal).get(address).status_code == 404
