"""No section template asks for a name it is not given: not in any branch, with and without figures."""

import json
from datetime import date
from typing import Any, get_type_hints

import pytest
from django.db import transaction
from django.template import engines
from django.template.loader import render_to_string
from pytest_django import DjangoDbBlocker

from riskcore.access.scoping import system_user
from riskcore.profiles.actions import snapshot
from riskcore.profiles.suppression import body_as_read_by
from riskcore.reports.assemble import Assembled, assemble, print_html
from riskcore.reports.sections import SECTIONS, Audience, Section, SectionContext
from riskcore.synthetic.actions import build_book
from riskcore.synthetic.queries import showcase
from riskcore.synthetic.registry import Plan
from tests.architecture.template_names import ANYTHING, problems_of, unknown_names
from tests.factories.snapshots import recommended

AS_OF = date(2026, 9, 30)
# Set only by some of those who include it; absent means no.
OPTIONAL = {"with_caption"}
EMPTY = {
    "client": {
        "code": "alder-falls",
        "name": "Alder Falls",
        "kind": "municipality",
        "state": "TX",
        "carrier": "Carrier A",
    },
    "as_of": "2026-09-30",
    "plan": {"key": "profile-2026.1", "years": 5},
    "window": {"from": "2021-10-01", "to": "2026-09-30"},
    "readings": {},
    "exhibits": {},
}


@pytest.fixture(scope="module")
def bodies(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> dict[str, Any]:
    """Snapshots of the synthetic showcase client, and of a client of whom nothing is recorded."""
    with django_db_blocker.unblock(), transaction.atomic():
        house = system_user()
        build_book(by=house, plan=Plan(clients=6), report=lambda *_: None)
        full = snapshot(by=house, client_code=showcase(), as_of=AS_OF)
        bare = snapshot(by=house, client_code=showcase(), as_of=date(1990, 1, 1))
        transaction.set_rollback(True)
    return {"full": full, "bare": bare}


def context(body: dict[str, Any], **more: Any) -> SectionContext:
    return SectionContext(
        as_of=AS_OF,
        snapshot_id="f" * 64,
        snapshot=body,
        audience=Audience.COUNCIL,
        synthetic=True,
        number="CW-2026-alder-falls-001",
        **more,
    )


def drawn(section: Section, given: SectionContext) -> str:
    content = section.gather(given)
    return render_to_string(
        "riskcore/reports/_section.html",
        {
            "section": section,
            "number": "1",
            "content": content,
            "pointers": ("/readings",),
            "problem": "",
        },
    )


@pytest.mark.parametrize("key", SECTIONS.keys())
def test_every_name_in_a_section_template_is_a_field_of_what_is_gathered(key: str) -> None:
    section = SECTIONS.get(key)
    content = get_type_hints(section.gather)["return"]
    known = {"content": content, "section": Section, **dict.fromkeys(OPTIONAL, ANYTHING)}
    assert problems_of(section.template, known) == []


def test_every_name_in_the_frame_is_a_field_of_what_was_assembled() -> None:
    known = {"report": Assembled, "is_draft": bool}
    assert problems_of("riskcore/reports/report.html", known) == []


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["full", "bare"])
@pytest.mark.parametrize("key", SECTIONS.keys())
def test_a_section_of_a_real_snapshot_asks_for_nothing_it_is_not_given(
    bodies: dict[str, Any], key: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = body_as_read_by(json.loads(bodies[kind].body), open_to=())
    body["exhibits"] = {
        name: table
        for name, table in body["exhibits"].items()
        if not (isinstance(table, dict) and "unavailable" in table)
    }
    given = context(body, recommendations=recommended() if kind == "full" else ())
    with unknown_names(monkeypatch) as missed:
        html = drawn(SECTIONS.get(key), given)
    assert set(missed) <= OPTIONAL
    assert "finding" in html


@pytest.mark.parametrize("key", sorted(set(SECTIONS.keys()) - {"loss_experience"}))
def test_a_section_without_any_reading_asks_for_nothing_it_is_not_given(
    key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with unknown_names(monkeypatch) as missed:
        assert drawn(SECTIONS.get(key), context(EMPTY))
    assert set(missed) <= OPTIONAL


@pytest.mark.django_db
def test_the_whole_document_asks_for_nothing_it_is_not_given(
    bodies: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with unknown_names(monkeypatch) as missed:
        report = assemble(
            snapshot=bodies["full"],
            audience=Audience.COUNCIL,
            recommendations=recommended(),
            author="Ana Ortiz",
            number="CW-2026-alder-falls-001",
            synthetic=True,
        )
        print_html(report)
    assert report.problems == ()
    assert set(missed) <= OPTIONAL


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("{{ data.finding }}", ["data.finding"]),
        ("{% if content.missingg %}x{% endif %}", ["content.missingg"]),
        ("{% for row in content.figures %}{{ row.labell }}{% endfor %}", []),
        ("{% if content.finding and not content.nothing %}x{% endif %}", ["content.nothing"]),
    ],
)
def test_the_net_holds(text: str, names: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    content = SECTIONS.get("summary").gather(context(EMPTY))
    template = engines["django"].from_string(text)
    with unknown_names(monkeypatch) as missed:
        template.render({"content": content})
    assert missed[:1] == names or (not names and missed == ["content.figures"])
