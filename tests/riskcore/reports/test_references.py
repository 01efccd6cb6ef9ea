"""Every number of a report, looked up in the file inside it."""

import json
from dataclasses import dataclass
from typing import Any

import pytest

from riskcore.reports.assemble import Assembled, assemble
from riskcore.reports.charts import Point, bars
from riskcore.reports.references import NAME, pointer, told_once, watched
from riskcore.reports.sections import SECTIONS, Audience, LastAdvice, Section, SectionContext
from riskcore.units import COUNT
from tests.factories.snapshots import (
    AS_OF,
    made_up_body,
    made_up_factors,
    only_built_in_sections,
    recommended,
    unsaved_snapshot,
)


@dataclass(frozen=True)
class Content:
    finding: str
    chart: object = None


def context(**more: Any) -> SectionContext:
    return SectionContext(
        as_of=AS_OF,
        snapshot_id="f" * 64,
        snapshot={**made_up_body(), "exhibits": {"a": [1], "b/c": 2}},
        audience=Audience.COUNCIL,
        synthetic=True,
        recommendations=recommended(),
        **more,
    )


def section(gather: Any, **details: Any) -> Section:
    return Section(
        key="probe",
        title="Probe",
        order=100,
        audiences=details.get("audiences", frozenset(Audience)),
        template="riskcore/reports/_advice_table.html",
        gather=gather,
    )


def report(*sections: Section, exhibits: dict[str, Any] | None = None) -> Assembled:
    with only_built_in_sections(), made_up_factors():
        for one in sections:
            SECTIONS.register(one)
        return assemble(
            snapshot=unsaved_snapshot({**made_up_body(), "exhibits": exhibits or {}}),
            audience=Audience.COUNCIL,
            recommendations=recommended(),
            author="Ana Ortiz",
            number="CW-2026-alder-falls-001",
            synthetic=True,
        )


def data_of(made: Assembled) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(made.data.content)
    return found


def at(found: Any, place: str) -> Any:
    """What a JSON pointer leads to."""
    for part in place.split("/")[1:]:
        found = found[part.replace("~1", "/").replace("~0", "~")]
    return found


def test_what_a_section_reads_is_told_and_nothing_else() -> None:
    given, seen = watched(context())
    given.snapshot["readings"].get("test.frequency")
    given.snapshot["readings"].get("not there")
    assert given.snapshot["exhibits"]["b/c"] == 2
    assert "a" in given.snapshot["exhibits"]
    assert told_once(seen) == ("/exhibits/b~1c", "/readings/test.frequency")


@pytest.mark.parametrize("way", [list, dict.keys, dict.values, dict.items])
def test_whoever_goes_through_a_table_has_read_it_whole(way: Any) -> None:
    given, seen = watched(context())
    table = given.snapshot["exhibits"]
    table["a"]
    getattr(table, way.__name__)() if way is not list else list(table)
    assert told_once(seen) == ("/exhibits",)


@pytest.mark.parametrize("way", [list, len, lambda rows: rows[0]])
def test_advice_that_is_read_or_counted_is_told(way: Any) -> None:
    last = LastAdvice(number="x", as_of="", issued_on="", followed=(1,), new=0)  # type: ignore[arg-type]
    given, seen = watched(context(last_advice=last))
    way(given.recommendations)
    assert given.last_advice is not None
    way(given.last_advice.followed)
    assert told_once(seen) == ("/last_advice", "/recommendations")


def test_a_pointer_escapes_what_would_part_it() -> None:
    assert pointer("exhibits", "a/b~c") == "/exhibits/a~1b~0c"


def test_every_section_names_under_its_text_where_its_numbers_are() -> None:
    probe = section(lambda given: Content(str(given.snapshot["exhibits"]["a"])))
    made = report(probe, exhibits={"a": [1], "b": [2]})
    drawn = next(item for item in made.sections if item.key == "probe")
    assert drawn.pointers == ("/exhibits/a",)
    assert "In data.json: <code>/exhibits/a</code>" in drawn.html


def test_a_reading_is_printed_as_the_number_of_its_figure() -> None:
    def gather(given: SectionContext) -> Content:
        return Content(given.snapshot["readings"]["test.complaints"]["label"])

    drawn = next(item for item in report(section(gather)).sections if item.key == "probe")
    assert drawn.pointers == ("/readings/test.complaints",)
    assert "In data.json: <code>F3</code>" in drawn.html


def test_what_no_section_of_these_readers_draws_on_is_not_in_the_file() -> None:
    probe = section(lambda given: Content(str(given.snapshot["exhibits"]["a"])))
    assert data_of(report(probe, exhibits={"a": [1], "secret": [2]}))["exhibits"] == {"a": [1]}


def test_every_place_named_is_there() -> None:
    drawn = bars(
        id="probe-claims",
        title="Four claims",
        subtitle="",
        points=[Point("2026", 4)],
        unit=COUNT,
        source="Loss run",
    )
    made = report(section(lambda given: Content("F.", drawn)))
    found = data_of(made)
    named = [one["pointer"] for one in found["references"]]
    named += [place for one in found["sections"] for place in one["pointers"]]
    assert "/charts/probe-claims" in named
    assert all(at(found, place) is not None for place in named)


def test_figures_are_numbered_alike_in_print_and_in_the_file() -> None:
    made = report()
    appendix = next(item for item in made.sections if item.key == "data_appendix")
    for one in data_of(made)["references"]:
        assert f"{one['ref']}</span></th>" in appendix.html
        assert one["printed"] in appendix.html or not one["printed"]


def test_counts_that_could_point_at_persons_are_not_in_the_file() -> None:
    reading = data_of(report())["readings"]["test.force"]
    assert (reading["value"], reading["numerator"], "smallest" in reading) == (None, None, False)


def test_the_same_report_gives_the_same_bytes_and_names_the_other_files() -> None:
    one, two = report(), report()
    assert one.data == two.data
    assert set(data_of(one)["files"]) == {item.name for item in one.attachments} - {NAME}
