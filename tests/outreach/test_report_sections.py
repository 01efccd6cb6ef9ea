import json
import re
from dataclasses import asdict
from datetime import date
from typing import Any

import pytest
from django.template.loader import render_to_string

from outreach import report_sections
from outreach.report_sections import OutreachSection
from riskcore.access.models import User
from riskcore.canonical import canonical_json
from riskcore.clients.models import Client
from riskcore.exposures import ExposureBase
from riskcore.factors.registry import EXHIBITS, FACTORS, Peer, Scope, Window
from riskcore.reports.sections import SECTIONS, Audience, SectionContext
from tests.factories.outreach import SurveyFactory, accepted, record
from tests.factories.riskcore import ExposureFactory

BANNED = ("reduced", "prevented", "thanks to", "impact", "effective", "proven")
AS_OF = date(2026, 9, 30)


def context(snapshot: dict[str, Any]) -> SectionContext:
    return SectionContext(
        as_of=AS_OF,
        snapshot_id="s",
        snapshot=snapshot,
        audience=Audience.COUNCIL,
        synthetic=True,
    )


def snapshot_of(client: Client) -> dict[str, Any]:
    """A snapshot as a profile freezes it: measured, written as canonical JSON, read again."""
    scope = Scope(peers=(Peer(id=client.pk, code=client.code, kind="", state=""),))
    window = Window(as_of=AS_OF)
    body = {
        "readings": {
            factor.key: asdict(factor.measure(scope, window)[client.pk])
            for factor in FACTORS
            if factor.key.startswith("outreach_")
        },
        "exhibits": {
            exhibit.key: exhibit.gather(scope, window)[client.pk]
            for exhibit in EXHIBITS
            if exhibit.key.startswith("outreach_")
        },
    }
    parsed: dict[str, Any] = json.loads(canonical_json(body))
    return parsed


def draw(snapshot: dict[str, Any]) -> tuple[OutreachSection, str]:
    section = SECTIONS.get("outreach")
    data = section.gather(context(snapshot))
    return data, render_to_string(section.template, {"content": data})


def assert_no_cause_is_claimed(html: str) -> None:
    words = re.sub(r"<[^>]+>", " ", html).casefold()
    assert not [word for word in BANNED if re.search(rf"\b{word}\b", words)]


@pytest.fixture
def busy(lee: User, ana: User, alder: Client) -> Client:
    accepted(lee, ana, alder, title="=Coffee <b>")
    record(lee, alder, strategy="S3", people_reached=None, impressions=9_000, title="Post")
    ExposureFactory(client=alder, base=ExposureBase.POPULATION, quantity=20_000)
    SurveyFactory(client=alder)
    SurveyFactory(client=alder, frame="attendees", answers=12)
    return alder


@pytest.mark.django_db
def test_the_section_opens_on_its_finding(busy: Client) -> None:
    data, html = draw(snapshot_of(busy))
    assert "1 of the four strategies had" in data.finding
    assert "accepted 1 of the 2 initiatives" in data.share
    assert "1.5 people were counted per 1,000 residents" in data.people
    assert "1 of 1 accepted" in html
    assert_no_cause_is_claimed(f"{data.finding} {html}")


@pytest.mark.django_db
def test_titles_of_departments_cannot_break_the_page_or_a_spreadsheet(busy: Client) -> None:
    data, html = draw(snapshot_of(busy))
    assert "<b>" not in html
    [attachment] = data.attachments
    assert b"'=Coffee" in attachment.content


@pytest.mark.django_db
def test_attendees_and_residents_never_share_a_table(busy: Client) -> None:
    data, html = draw(snapshot_of(busy))
    assert [survey.label for survey in data.surveys] == ["people who attended", "residents"]
    tables = re.findall(r"<table.*?</table>", html, flags=re.DOTALL)
    assert not [table for table in tables if "residents" in table and "attended" in table]
    assert "too few answers" in html


@pytest.mark.django_db
def test_nothing_on_record_is_said_and_drawn_as_nothing(alder: Client) -> None:
    data, html = draw(snapshot_of(alder))
    assert data.finding.startswith(
        "Outreach across the four strategies cannot be computed, because"
    )
    assert "<table" not in html
    assert data.attachments == ()
    assert_no_cause_is_claimed(html)


def test_a_snapshot_from_before_outreach_was_measured_still_draws() -> None:
    data, html = draw({"readings": {}, "exhibits": {}})
    assert data.finding.endswith("because no outreach is on record.")
    assert_no_cause_is_claimed(html)


@pytest.mark.parametrize(("covered", "words"), [(0, "none of"), (2, "2 of"), (4, "each of")])
def test_the_finding_says_how_many(covered: int, words: str) -> None:
    reading = {"value": covered, "note": "", "unavailable": ""}
    finding = report_sections.gather(
        context({"readings": {"outreach_strategies": reading}, "exhibits": {}})
    ).finding
    assert words in finding
    assert_no_cause_is_claimed(finding)
