"""The section on critical tasks says what the grid says, from the snapshot alone."""

import json
from datetime import date
from typing import Any

from django.template.loader import render_to_string

from riskcore.access.models import User
from riskcore.assessments.measures import grids
from riskcore.canonical import canonical_json
from riskcore.clients.models import Client
from riskcore.factors.registry import Window
from riskcore.reports.critical_tasks_section import CriticalTasks
from riskcore.reports.sections import SECTIONS, Audience, SectionContext
from tests.factories.assessments import completed
from tests.riskcore.losses.test_factors import scope

AS_OF = date(2026, 9, 30)


def drawn(client: Client) -> CriticalTasks:
    found: dict[str, Any] = {}
    if table := grids(scope(client), Window(as_of=AS_OF)).get(client.pk):
        found["assessments"] = table
    snapshot = json.loads(canonical_json({"exhibits": found, "readings": {}}))
    context = SectionContext(
        as_of=AS_OF,
        snapshot_id="0" * 64,
        snapshot=snapshot,
        audience=Audience.COUNCIL,
        synthetic=True,
    )
    content = SECTIONS.get("critical_tasks").gather(context)
    assert isinstance(content, CriticalTasks)
    return content


def html_of(content: CriticalTasks) -> str:
    section = SECTIONS.get("critical_tasks")
    return render_to_string(section.template, {"content": content, "section": section})


def test_a_client_never_assessed_says_so(alder: Client) -> None:
    content = drawn(alder)
    assert content.finding == "No assessment of critical tasks has been completed."
    assert html_of(content).strip() == ""


def test_the_grid_what_is_weak_what_fell_and_the_other_side(
    alder: Client, ana: User, rita: User
) -> None:
    completed(alder, ana, on=date(2025, 9, 1), force__policy=2)
    completed(alder, rita, side="self", on=date(2026, 8, 1), force__policy=4)
    completed(alder, ana, force__policy=0, hiring__review=1, property__legal=4)
    content = drawn(alder)
    assert content.finding == (
        "On 1\xa0Sep\xa02026 the critical tasks scored 2.9 of 4 on average; 2 of 72 cells scored 0 or "
        "1, in 2 tasks."
    )
    [one] = content.assessed
    assert one.words == (
        "Against the assessment of 1\xa0Sep\xa02025: 1 cell higher, 2 lower, 69 the same."
    )
    assert one.moved == (
        "Response to resistance, policy: 2 before, 0 now",
        "Hiring and keeping, review and revision: 3 before, 1 now",
    )
    assert one.self_note == (
        "In its own assessment of 1\xa0Aug\xa02026 the client scores 2 cells higher than the advisor, "
        "1 lower, 69 alike."
    )
    assert one.chart.title == "Response to resistance scores lowest, 2.5 of 4 on average"
    assert len(one.chart.rows) == 12
    html = html_of(content)
    assert "Cells that scored 0 or 1" in html
    assert "Ten samples of ten." in html


def test_every_cell_is_in_the_attachment(alder: Client, ana: User) -> None:
    row = completed(alder, ana)
    [attachment] = drawn(alder).attachments
    assert attachment.name == f"assessment-{row.number}.csv"
    assert len(attachment.content.decode("utf-8-sig").splitlines()) == 73


def test_no_weak_cell_prints_no_table(alder: Client, ana: User) -> None:
    completed(alder, ana)
    content = drawn(alder)
    assert content.finding.endswith("; no cell scored 0 or 1.")
    assert "Cells that scored 0 or 1" not in html_of(content)
