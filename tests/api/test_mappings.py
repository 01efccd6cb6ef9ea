"""Saved mappings over HTTP."""

from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.api.furnished import LOSSES, caller

NEW = {"kind": "loss-run", "name": "House style", "text": LOSSES}


def test_a_mapping_is_kept_listed_and_read(alder: Client, ana: User) -> None:
    address = reverse("api_client_mappings", args=[alder.code])
    made = caller(ana).post(address, NEW)
    assert (made.status_code, made.json()["name"]) == (201, "house-style")
    assert caller(ana).get(made["Location"]).json() == made.json()
    listed = caller(ana).get(address).json()
    assert (listed["total"], listed["results"]) == (1, [made.json()])
    assert caller(ana).get(f"{address}?kind=policies").json()["total"] == 0


def test_a_mapping_that_cannot_be_read_is_refused_with_the_key(alder: Client, ana: User) -> None:
    address = reverse("api_client_mappings", args=[alder.code])
    answer = caller(ana).post(address, {**NEW, "text": LOSSES + "\n[colour]\nx = 1\n"})
    assert answer.status_code == 422
    assert "colour" in answer.json()["detail"]


def test_others_may_not_keep_one_and_do_not_see_it(
    alder: Client, ana: User, chief: User, cal: User
) -> None:
    address = reverse("api_client_mappings", args=[alder.code])
    made = caller(ana).post(address, NEW)
    assert caller(chief).post(address, NEW).status_code == 403
    assert caller(chief).get(address).json()["total"] == 0
    assert caller(chief).get(made["Location"]).status_code == 404
    assert caller(cal).post(address, NEW).status_code == 404
