"""How an operation describes itself."""

from typing import Any

import pytest
from drf_spectacular.generators import SchemaGenerator


@pytest.fixture
def document(db: None) -> dict[str, Any]:
    made: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    return made


def operation(document: dict[str, Any], path: str, method: str) -> dict[str, Any]:
    found: dict[str, Any] = document["paths"][f"/api/v1/{path}"][method]
    return found


def test_the_summary_is_the_first_sentence_and_the_tag_the_subject(
    document: dict[str, Any],
) -> None:
    commit = operation(document, "imports/{batch_id}/commit/", "post")
    assert commit["operationId"] == "post_commit_import"
    assert commit["summary"].startswith("Make facts of a previewed file")
    assert "\n" not in commit["summary"]
    assert commit["tags"] == ["imports"]


def test_query_parameters_and_headers_come_from_the_view(document: dict[str, Any]) -> None:
    run = operation(document, "clients/{code}/loss-run/", "get")
    told = {each["name"]: each for each in run["parameters"]}
    assert set(told) == {"code", "valued", "line", "known_at"}
    assert told["valued"]["required"] is True
    create = operation(document, "clients/{code}/reports/", "post")
    assert {each["name"] for each in create["parameters"]} == {"code", "Idempotency-Key"}
    assert set(create["responses"]["202"]["headers"]) == {"Location", "Retry-After"}


def test_files_are_sent_as_forms_and_everything_else_as_json(document: dict[str, Any]) -> None:
    for path, operations in document["paths"].items():
        for each in operations.values():
            if "requestBody" not in each:
                continue
            form = path.endswith(("/imports/", "/evidence/", "/files/", "/documents/"))
            expected = "multipart/form-data" if form else "application/json"
            assert list(each["requestBody"]["content"]) == [expected], path
