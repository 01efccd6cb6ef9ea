"""The section on loss experience says what the exhibits say, from the snapshot alone."""

import json
from datetime import date
from typing import Any

import pytest
from django.template.loader import render_to_string

from riskcore.access.models import User
from riskcore.canonical import canonical_json
from riskcore.clients.models import Client
from riskcore.exposures import ExposureBase
from riskcore.factors.registry import Window
from riskcore.losses import exhibits
from riskcore.periods import months
from riskcore.reports.loss_section import SECTION, LossExperience, _costliest, gather
from riskcore.reports.sections import SECTIONS, Audience, SectionContext
from tests.factories.losses import load
from tests.factories.riskcore import ExposureFactory
from tests.riskcore.losses.test_factors import scope

AS_OF = date(2026, 9, 30)
WINDOW = Window(as_of=AS_OF, years=5)
PEERS = {"low": 0.5, "high": 2.0, "median": 1.0, "n": 12, "group": "towns"}


def drawn(client: Client, **readings: Any) -> LossExperience:
    tables = {
        exhibit.key: exhibit.gather(scope(client), WINDOW)[client.pk] for exhibit in exhibits.ALL
    }
    snapshot = json.loads(canonical_json({"exhibits": tables, "readings": readings}))
    context = SectionContext(
        as_of=AS_OF,
        snapshot_id="0" * 64,
        snapshot=snapshot,
        audience=Audience.COUNCIL,
        synthetic=True,
    )
    found = SECTIONS.get("loss_experience").gather(context)
    assert isinstance(found, LossExperience)
    return found


def html_of(content: LossExperience) -> str:
    return render_to_string(SECTION.template, {"content": content, "section": SECTION})


@pytest.fixture
def losses(alder: Client, ana: User) -> None:
    for month in months(WINDOW.period):
        ExposureFactory(client=alder, base=ExposureBase.OFFICERS, month=month, quantity=40)
    old = [
        {
            "number": f"A{number}",
            "occurred_on": date(2022, 1, number + 1),
            "cause": "false arrest",
            "indemnity_paid": 20_000,
        }
        for number in range(12)
    ]
    late = {
        "number": "B1",
        "occurred_on": date(2026, 1, 1),
        "cause": "shooting of N. N.",
        "indemnity_reserve": "750000.50",
    }
    load(alder, ana, AS_OF, *old, late)


@pytest.mark.usefixtures("losses")
def test_the_finding_is_a_sentence_with_the_totals(alder: Client) -> None:
    content = drawn(alder)
    assert content.finding.replace("\u00a0", " ") == (
        "As of 30 Sep 2026, 13 claims have cost $990 k in all; $750 k of that is still in reserve, "
        "with 13 open. All of them are dated in the last 5 years."
    )


@pytest.mark.usefixtures("losses")
def test_the_page_holds_the_totals_to_the_cent_and_no_free_text(alder: Client) -> None:
    html = html_of(drawn(alder))
    assert "$990,000.50" in html
    assert "Deadly force on 1 Jan 2026; still open." in html.replace("\u00a0", " ")
    assert "Law-enforcement liability (LEL)" in html
    assert "N. N." not in html


@pytest.mark.usefixtures("losses")
def test_charts_tell_what_the_intervals_allow(alder: Client) -> None:
    content = drawn(
        alder,
        **{
            "losses.frequency": {"peers": PEERS},
            "losses.severity": {"value": None, "unavailable": "no claim has closed"},
        },
    )
    assert content.frequency_chart is not None
    assert content.frequency_chart.title == "Frequency fell from 2021/22 to 2025/26"
    assert "12 peers" in content.frequency_chart.description
    assert content.money_chart is not None
    assert content.money_chart.title.startswith("2025/26 is the costliest year")
    assert content.cause_chart is not None
    assert content.cause_chart.title == "Deadly force has cost the most"
    assert content.severity == "Mean severity cannot be computed, because no claim has closed."


@pytest.mark.usefixtures("losses")
def test_the_rows_behind_the_tables_are_attached(alder: Client) -> None:
    names = {attachment.name: attachment.content for attachment in drawn(alder).attachments}
    assert set(names) == {"losses-by-year.csv", "losses-by-cause.csv"}
    assert b"750000.50" in names["losses-by-cause.csv"]


def test_the_costliest_causes_are_printed_and_the_others_in_one_row() -> None:
    money = {"paid": "1.00", "reserve": "0.00", "recoveries": "0.00", "incurred": "1.00"}
    causes = tuple({"label": f"c{n}", "claims": 2, "open": 1, **money} for n in range(14))
    rows = _costliest(causes)
    assert len(rows) == 10
    assert rows[-1] | {} == {
        "label": "5 other causes",
        "claims": 10,
        "open": 5,
        "paid": "5.00",
        "reserve": "0.00",
        "recoveries": "0.00",
        "incurred": "5.00",
    }
    assert _costliest(causes[:10]) == causes[:10]


def test_without_a_claim_the_section_says_so(alder: Client) -> None:
    content = drawn(alder)
    assert content.finding == "No claim is recorded as of 30\u00a0Sep\u00a02026."
    assert (content.frequency_chart, content.money_chart, content.cause_chart) == (None,) * 3
    assert "nothing to show" in html_of(content)


def test_losses_without_officers_draw_no_frequency(alder: Client, ana: User) -> None:
    load(alder, ana, AS_OF, {"number": "A1", "occurred_on": date(2026, 1, 1), "indemnity_paid": 9})
    content = drawn(alder, **{"losses.severity": {"value": "9.00", "denominator": 1}})
    assert content.frequency_chart is None
    assert "$9 on average (1 claim)" in content.severity
    assert "1 claim has cost $9 in all" in content.finding.replace("\u00a0", " ")


def test_the_section_stands_before_all_but_the_last_advice() -> None:
    assert SECTION.order == 110
    assert SECTION.gather is gather
