"""What the house's own sections gather."""

from dataclasses import replace
from datetime import date

import pytest

from riskcore.profiles.suppression import body_as_read_by
from riskcore.reports import built_in
from riskcore.reports.charts import Point, bars
from riskcore.reports.readings import figures
from riskcore.reports.sections import Audience, SectionContext, Term
from riskcore.units import COUNT
from tests.factories.snapshots import AS_OF, made_up_body, made_up_factors, recommended


@pytest.fixture
def context():
    with made_up_factors():
        yield SectionContext(
            as_of=AS_OF,
            snapshot_id="f" * 64,
            snapshot=body_as_read_by(made_up_body(), open_to=()),
            audience=Audience.COUNCIL,
            synthetic=True,
            number="CW-2026-alder-falls-001",
            recommendations=recommended(),
        )


def test_the_summary_names_the_three_exposures_that_ask_most(context):
    summary = built_in.gather_summary(context)
    labels = [figure.label for figure in summary.exposures]
    assert labels == ["Claim frequency", "Incurred, limited to $250,000", "Complaint rate"]
    assert summary.finding == (
        "Outside what most similar clients see: claim frequency, by more than chance could explain. "
        "Three recommendations are open; one is late."
    )
    assert summary.missing == 2


@pytest.mark.parametrize(
    ("items", "sentence"),
    [
        (recommended()[:1], "One recommendation is open, and it is late."),
        (recommended()[1:2], "One recommendation is open."),
        (recommended()[1:3], "Two recommendations are open; none is late."),
        ((), "No recommendation is open."),
    ],
)
def test_what_is_open_is_said_in_a_sentence(context, items, sentence):
    asked = replace(context, recommendations=items)
    assert built_in.gather_summary(asked).finding.endswith(f". {sentence}")


def test_without_a_watch_indicator_another_figure_takes_its_place(context):
    body = context.snapshot
    readings = {
        k: v for k, v in body["readings"].items() if k in {"test.frequency", "test.retired"}
    }
    found = figures({**body, "readings": readings})
    chosen = built_in.exposures_that_matter(found)
    assert [figure.label for figure in chosen] == ["Claim frequency", "A figure of an older plan"]


def test_the_summary_counts_recommendations_by_class(context):
    summary = built_in.gather_summary(context)
    counts = {c.name: (c.open, c.late, c.reported, c.closed) for c in summary.counts}
    assert counts == {
        "critical": (2, 1, 0, 0),
        "important": (1, 0, 1, 0),
        "advisory": (0, 0, 0, 1),
    }
    assert (summary.total.open, summary.total.closed) == (3, 1)


def test_what_is_late_and_critical_comes_first(context):
    first = built_in.gather_summary(context).first
    assert [entry.item.number for entry in first] == [
        "alder-falls-2026-001",
        "alder-falls-2026-002",
        "alder-falls-2026-003",
    ]
    assert first[0].status == "30 days late"


def test_a_client_without_figures_or_recommendations_still_has_a_summary():
    empty = SectionContext(
        as_of=date(2026, 9, 30),
        snapshot_id="f" * 64,
        snapshot={**made_up_body(), "readings": {}},
        audience=Audience.COUNCIL,
        synthetic=False,
    )
    assert built_in.gather_summary(empty).finding == (
        "No figure could be computed for this period. No recommendation is open."
    )
    assert built_in.gather_recommendations(empty).finding == "No recommendation is open."
    assert built_in.gather_data_appendix(empty).figures == ()


def test_recommendations_are_grouped_by_where_they_stand(context):
    content = built_in.gather_recommendations(context)
    assert (len(content.open), len(content.reported), len(content.closed)) == (3, 1, 1)
    assert content.closed[0].due == "at the next visit"


def test_the_appendix_holds_every_figure_and_every_chart(context):
    points = [Point("2026", 4)]
    chart = bars(id="a", title="Four", subtitle="", points=points, unit=COUNT, source="")
    words = (
        Term(term="Peers", meaning="Similar clients."),
        Term(term="Interval", meaning="Chance."),
    )
    content = built_in.gather_data_appendix(replace(context, charts=(chart,), terms=words))
    assert [word.term for word in content.words] == ["Interval", "Peers"]
    assert len(content.figures) == 6
    assert content.behind == (chart,)
    by_name = {attachment.name: attachment.content.decode() for attachment in content.attachments}
    assert "Claim frequency" in by_name["figures.csv"]
    assert "Four" in by_name["charts.csv"]


def test_small_counts_are_in_no_listing(context):
    content = built_in.gather_data_appendix(context)
    force = next(figure for figure in content.figures if figure.key == "test.force")
    assert (force.value, force.numerator, force.is_hidden) == ("", "–", True)
    assert b"0.56" not in content.attachments[0].content


def test_the_colophon_names_snapshot_plan_and_template(context):
    content = built_in.gather_colophon(context)
    assert (content.snapshot_id, content.plan, content.template) == (
        "f" * 64,
        "profile-2026.1",
        "report-2026.2",
    )
