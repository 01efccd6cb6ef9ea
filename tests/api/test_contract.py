"""What holds of every endpoint: it answers as documented, and refuses what it does not know."""

from typing import Any

import pytest
from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft202012Validator
from rest_framework.test import APIClient

from riskcore.access.models import User
from tests.api.bodies import CREATES, VERBS
from tests.api.endpoints import READS, VIEWS, WRITES
from tests.api.furnished import Furnished, caller, loss_file, text_of, upload


def send(api: APIClient, full: Furnished, name: str, body: dict[str, Any], **headers: str) -> Any:
    """One request that writes, as a form where it carries a file."""
    with_file = "file" in body
    if with_file:
        body = {**body, "file": upload("next.csv", loss_file("NEXT"))}
    other = {"api_initiative": api.patch, "api_client_calendar_feed": api.put}
    method = other.get(name, api.post)
    form = "multipart" if with_file else "json"
    address = full.address(name).partition("?")[0]
    return method(address, body, format=form, headers=headers)


def test_every_address_that_writes_is_in_one_of_the_tables() -> None:
    assert {name for name, _ in WRITES} == {*CREATES, *VERBS}


def test_what_is_created_once_is_created_once(
    request: pytest.FixtureRequest, full: Furnished
) -> None:
    for name, (who, body) in CREATES.items():
        api = caller(request.getfixturevalue(who))
        key = {"Idempotency-Key": f"key-{name}"}
        first, again = (send(api, full, name, body, **key) for _ in range(2))
        assert first.status_code in {200, 201, 202}, (name, first.json())
        assert "Idempotent-Replayed" not in first
        assert again["Idempotent-Replayed"] == "true", name
        assert (again.status_code, again.json()) == (first.status_code, first.json()), name
        for header in ("Location", "ETag", "Retry-After"):
            assert again.get(header) == first.get(header), (name, header)
        assert ("Retry-After" in first) == (first.status_code == 202)
        if "Location" in first:
            assert "/api/v1/" in first["Location"]


def test_the_wrong_role_is_refused_with_the_rules_sentence(full: Furnished, ben: User) -> None:
    for name, (_, body) in CREATES.items():
        answer = send(caller(ben), full, name, body)
        reads_pdf_or_profile = {"api_client_loss_run_pdfs": 202, "api_client_snapshots": 201}
        reads_pdf_or_profile |= {"api_client_worksheets": 201, "api_worksheet_pdfs": 202}
        reads_pdf_or_profile["api_review_file_notes"] = 202
        of_rows = (
            "api_alert",
            "api_allegation",
            "api_complaint",
            "api_toll",
            "api_clock_reminder",
            "api_case",
            "api_link_dec",
            "api_assessment_scores",
        )
        hidden = {name: 404 for name in CREATES if name.startswith(of_rows)}
        expected = {**reads_pdf_or_profile, **hidden}.get(name, 403)
        assert answer.status_code == expected, (name, answer.json())
        if expected == 403:
            assert answer.json()["code"] == "access.denied"


def test_an_unknown_member_of_a_body_is_refused_and_changes_nothing(
    request: pytest.FixtureRequest, full: Furnished
) -> None:
    reader = caller(request.getfixturevalue("ana"))
    conditional = ("api_submission", "api_assessment", "api_recommendation")
    tags = {thing: {"If-Match": reader.get(full.address(thing))["ETag"]} for thing in conditional}
    bodies = {**CREATES, **{name: (who, {}) for name, who in VERBS.items()}}
    for name, (who, body) in bodies.items():
        thing = next((one for one in conditional if name.startswith(one)), "api_recommendation")
        headers = tags[thing] if VIEWS[name].conditional else {}
        sent = {**body, "is_staff": True}
        answer = send(caller(request.getfixturevalue(who)), full, name, sent, **headers)
        assert answer.status_code == 400, (name, answer.json())
        assert "/is_staff" in {fault["pointer"] for fault in answer.json()["errors"]}, name


def test_an_unknown_or_doubtful_query_parameter_is_refused(
    full: Furnished, chief: User, dee: User
) -> None:
    for name in READS:
        if name == "api_schema":  # drf-spectacular's own view
            continue
        rows = ("complaint", "unmapped", "case", "compliment", "intake", "inquiry")
        api = caller(chief if any(word in name for word in rows) else dee)
        address = full.address(name)
        for parameter in ("client__name__startswith=A", "is_staff=1", "id=1"):
            answer = api.get(f"{address}{'&' if '?' in address else '?'}{parameter}")
            assert answer.status_code == 400, (name, parameter)
            assert answer["Content-Type"] == "application/problem+json"
    for name in full.queries:
        assert caller(dee).get(full.address(name).partition("?")[0]).status_code == 400
        for day in ("0001-01-01", "9999-12-31", "today", "2026-02-30"):
            answer = caller(dee).get(f"{full.address(name).partition('?')[0]}?valued={day}")
            assert answer.status_code == 400, day


def test_no_name_in_an_address_upsets_the_database(full: Furnished, dee: User) -> None:
    api = caller(dee)
    for place in (
        f"clients/{full.client.code}/claims/%00/",
        f"clients/{full.client.code}/claims/a%2Fb/",
        f"clients/{full.client.code}/claims/%ED%A0%80/",
        f"initiatives/{10**30}/",
        f"evidence/{10**30}/file/",
        "jobs/00000000-0000-0000-0000-000000000000/",
    ):
        answer = api.get(f"/api/v1/{place}")
        assert answer.status_code == 404, place
        assert answer["Content-Type"] == "application/problem+json"


@pytest.fixture
def document(db: None) -> dict[str, Any]:
    made: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    return made


def strict(schema: Any) -> Any:
    """The schema, refusing every member it does not name."""
    if isinstance(schema, list):
        return [strict(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: strict(value) for key, value in schema.items()}
    if inner.get("type") == "object" and "properties" in inner:
        inner.setdefault("additionalProperties", False)
    return inner


def test_every_read_answers_as_documented_and_with_nothing_more(
    document: dict[str, Any], full: Furnished, dee: User, chief: User
) -> None:
    components = strict(document["components"])
    routes = {
        operation["operationId"]: operation
        for operations in document["paths"].values()
        for operation in operations.values()
    }
    checked = 0
    for name in READS:
        if name == "api_schema":
            continue
        ids = [key for key in routes if key == _operation(name)]
        operation = routes[ids[0]]
        for user in (dee, chief):
            answer = caller(user).get(full.address(name))
            text_of(answer)
            if answer.status_code != 200 or answer.get("Content-Type") != "application/json":
                continue
            [content] = operation["responses"]["200"]["content"].values()
            schema = {**strict(content["schema"]), "components": components}
            faults = [
                f"{name}: {fault.json_path}: {fault.message[:200]}"
                for fault in Draft202012Validator(schema).iter_errors(answer.json())
            ]
            assert not faults
            checked += 1
    assert checked > 40


def _operation(name: str) -> str:
    from_view = VIEWS[name].__name__
    words = "".join(f"_{mark.lower()}" if mark.isupper() else mark for mark in from_view)
    return f"get{words}"
