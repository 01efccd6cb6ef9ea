"""Assembling a report from its sections."""

from dataclasses import dataclass

import pytest

from riskcore.profiles.build import FAILED, LEFT_OUT
from riskcore.reports.assemble import assemble, charts_of, print_html
from riskcore.reports.charts import Point, bars
from riskcore.reports.sections import SECTIONS, Attachment, Audience, Section
from riskcore.units import COUNT
from tests.factories.snapshots import (
    made_up_body,
    made_up_factors,
    only_built_in_sections,
    recommended,
    unsaved_snapshot,
)

TEMPLATE = "riskcore/reports/_nothing_here.html"


@dataclass(frozen=True)
class Content:
    finding: str
    chart: object = None
    more: tuple = ()
    attachments: tuple[Attachment, ...] = ()


@pytest.fixture(autouse=True)
def _only_our_sections():
    with only_built_in_sections():
        yield


def section(key="losses", order=100, gather=lambda context: Content("Found."), **details):
    return Section(
        key=key,
        title=details.pop("title", "Loss experience"),
        order=order,
        audiences=details.pop("audiences", frozenset(Audience)),
        template=details.pop("template", "riskcore/reports/_advice_table.html"),
        gather=gather,
    )


def assembled(audience=Audience.COUNCIL, **details):
    with made_up_factors():
        return assemble(
            snapshot=unsaved_snapshot(),
            audience=audience,
            recommendations=recommended(),
            author="Ana Ortiz",
            number="CW-2026-alder-falls-001",
            synthetic=True,
            **details,
        )


def chart(id_="claims"):
    points = [Point("2026", 4)]
    return bars(
        id=id_, title="Four claims", subtitle="", points=points, unit=COUNT, source="Loss run"
    )


def test_sections_are_numbered_and_appendices_lettered():
    with SECTIONS.registered_temporarily(section()):
        report = assembled()
    numbers = {item.key: item.number for item in report.sections}
    assert numbers["losses"] == "1"
    assert [numbers["data_appendix"], numbers["colophon"]] == ["A", "B"]
    assert [item.key for item in report.front] == ["summary"]


def test_a_section_for_the_insurer_is_not_in_the_council_copy():
    internal = section(key="internal", audiences=frozenset({Audience.INSURER}))
    with SECTIONS.registered_temporarily(internal):
        council, insurer = assembled(), assembled(audience=Audience.INSURER)
    assert "internal" not in [item.key for item in council.sections]
    assert "internal" in [item.key for item in insurer.sections]


def broken(context):
    raise KeyError("exhibit")


@pytest.mark.parametrize(
    "faulty",
    [section(gather=broken), section(template=TEMPLATE), section(gather=lambda context: None)],
    ids=["gather", "template", "nothing gathered"],
)
def test_a_failing_section_says_so_in_its_place_and_hides_no_other(faulty, caplog):
    with SECTIONS.registered_temporarily(faulty):
        report = assembled()
    assert "Not drawn." in next(item.html for item in report.sections if item.key == "losses")
    assert report.problems == (
        "The section “Loss experience” could not be drawn; the log of the worker says why. "
        "The report cannot be issued until it is.",
    )
    assert "Section losses of report CW-2026-alder-falls-001 failed." in caplog.text
    assert "Review every use of force" in print_html(report)


def test_charts_of_earlier_sections_reach_the_appendix():
    with SECTIONS.registered_temporarily(section(gather=lambda context: Content("F.", chart()))):
        report = assembled()
    appendix = next(item for item in report.sections if item.key == "data_appendix")
    assert "Four claims" in appendix.html
    assert appendix.charts == ()


def test_charts_are_found_in_fields_and_in_tuples_of_fields():
    one, two = chart("one"), chart("two")
    assert charts_of(Content("F.", one, (two, "not a chart"))) == (one, two)


def test_attachments_of_all_sections_are_collected():
    extra = Attachment(name="claims.csv", description="Claims", content=b"x")
    content = Content("F.", attachments=(extra,))
    with SECTIONS.registered_temporarily(section(gather=lambda context: content)):
        names = [attachment.name for attachment in assembled().attachments]
    assert names == ["claims.csv", "figures.csv", "charts.csv", "data.json"]


def test_progress_is_told_section_by_section():
    told = []
    assembled(on_progress=lambda done, total, note: told.append((done, total, note)))
    total = len(told)
    assert told[0] == (0, total, f"Drawing 1 of {total} sections")
    assert told[-1][0] == total - 1


def test_the_document_escapes_what_people_wrote():
    html = print_html(assembled())
    assert "&lt;b&gt;and&lt;/b&gt;" in html
    assert "<b>and</b>" not in html


def test_the_document_is_the_same_every_time():
    assert print_html(assembled()) == print_html(assembled())


def test_small_counts_are_hidden_from_everyone_on_paper():
    html = print_html(assembled(audience=Audience.INSURER))
    assert "fewer than 10 were counted" in html
    assert "0.56" not in html


def test_synthetic_data_is_called_so_on_the_cover():
    assert "Synthetic data: no real client, claim or person" in print_html(assembled())


def with_exhibits(exhibits):
    with made_up_factors():
        return assemble(
            snapshot=unsaved_snapshot({**made_up_body(), "exhibits": exhibits}),
            audience=Audience.COUNCIL,
            recommendations=(),
            author="Ana Ortiz",
            number="CW-2026-alder-falls-001",
            synthetic=True,
        )


def test_an_exhibit_with_nothing_to_say_of_the_client_is_absent():
    report = with_exhibits({"a": {"unavailable": LEFT_OUT}, "b": {"rows": []}})
    assert report.snapshot["exhibits"] == {"b": {"rows": []}}
    assert report.problems == ()


def test_an_exhibit_that_failed_blocks_issue():
    report = with_exhibits({"a": {"unavailable": FAILED}})
    assert report.problems == (
        "The table “a” is not in the snapshot, because the measure failed. Mend that and ask again.",
    )
