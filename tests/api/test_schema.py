"""The OpenAPI document holds every endpoint, and every list has an order that cannot repeat a row."""

import json
import re

import pytest
from django.urls import reverse
from drf_spectacular.generators import SchemaGenerator
from rest_framework.test import APIClient

from api.views import RowList
from riskcore.access.models import User
from tests.architecture.test_guarded_urls import API

LISTS = [
    route.callback.view_class  # type: ignore[attr-defined]  # class-based, as all of them are
    for _, route in API
    if issubclass(route.callback.view_class, RowList)  # type: ignore[attr-defined]
]

ADDRESSES = {"/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", pattern): route for pattern, route in API}
CONDITIONAL = {
    address
    for address, route in ADDRESSES.items()
    if getattr(route.callback.view_class, "conditional", False)  # type: ignore[attr-defined]  # as above
}


def test_every_endpoint_is_in_the_document(ana: User) -> None:
    api = APIClient()
    api.force_login(ana)
    document = json.loads(
        api.get(reverse("api_schema"), headers={"Accept": "application/json"}).content
    )
    assert set(ADDRESSES) - {reverse("api_schema")} == set(document["paths"])
    for address, path in document["paths"].items():
        for operation in path.values():
            assert {"400", "401", "403", "default"} <= set(operation["responses"])
            assert operation["description"]
            assert operation["summary"]
            assert operation["tags"]
            if "{" in address:
                assert operation["responses"]["404"] == refusal("404")
    for each in document["components"]["responses"].values():
        problem = each["content"]["application/problem+json"]
        assert problem["schema"]["$ref"] == "#/components/schemas/Problem"


def refusal(status: str) -> dict[str, str]:
    return {"$ref": f"#/components/responses/Problem_{status}"}


def test_what_creates_takes_a_key_and_what_changes_a_version_names_it(db: None) -> None:
    document = SchemaGenerator().get_schema(request=None, public=True)
    for address, path in document["paths"].items():
        for method, operation in path.items():
            if method == "get":
                continue
            headers = {
                each["name"] for each in operation.get("parameters", []) if each["in"] == "header"
            }
            if {"201", "202"} & set(operation["responses"]):
                assert "Idempotency-Key" in headers, address
            moves = address in CONDITIONAL
            assert ("If-Match" in headers) == moves, address
            assert ("428" in operation["responses"]) == moves


def test_every_operation_has_a_name_of_its_own(db: None) -> None:
    document = SchemaGenerator().get_schema(request=None, public=True)
    names = [
        operation["operationId"]
        for path in document["paths"].values()
        for operation in path.values()
    ]
    assert len(names) == len(set(names))


def test_the_document_is_written_without_a_warning(
    db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    SchemaGenerator().get_schema(request=None, public=True)
    assert "arning" not in capsys.readouterr().err


def test_filters_and_paging_are_documented(db: None) -> None:
    document = SchemaGenerator().get_schema(request=None, public=True)
    names = {each["name"] for each in document["paths"]["/api/v1/clients/"]["get"]["parameters"]}
    assert names == {"kind", "state", "text", "limit", "cursor"}


@pytest.mark.parametrize("view", LISTS)
def test_every_list_has_rows_and_an_order_that_ends_in_a_unique_column(
    view: type[RowList],
) -> None:
    assert view.row.paths()
    assert view.ordering[-1].removeprefix("-") == "id"
