"""The sections every report has: summary, recommendations, data appendix, colophon."""

from dataclasses import asdict, dataclass
from typing import Any

from riskcore.reports.charts import Chart
from riskcore.reports.extracts import write_csv
from riskcore.reports.readings import Figure, figures
from riskcore.reports.sections import (
    SECTIONS,
    TEMPLATE_VERSION,
    Attachment,
    Audience,
    Recommended,
    Section,
    SectionContext,
)
from riskcore.units import write_date

CLASSES = ("critical", "important", "advisory")
SHAPES = {"critical": "■", "important": "▲", "advisory": "△"}
OPEN = "issued"
EXPOSURES = FIRST = 3
EVERYONE = frozenset(Audience)


@dataclass(frozen=True, kw_only=True)
class Advice:
    """A recommendation with the words that stand in its margin."""

    item: Recommended
    shape: str
    due: str
    status: str

    @property
    def is_late(self) -> bool:
        return self.item.days_overdue > 0


@dataclass(frozen=True, kw_only=True)
class ClassCount:
    name: str
    shape: str
    open: int
    late: int
    reported: int
    closed: int


@dataclass(frozen=True, kw_only=True)
class Summary:
    finding: str
    exposures: tuple[Figure, ...]
    counts: tuple[ClassCount, ...]
    total: ClassCount
    first: tuple[Advice, ...]
    missing: int


@dataclass(frozen=True, kw_only=True)
class Recommendations:
    finding: str
    open: tuple[Advice, ...]
    reported: tuple[Advice, ...]
    closed: tuple[Advice, ...]


@dataclass(frozen=True, kw_only=True)
class DataAppendix:
    finding: str
    figures: tuple[Figure, ...]
    behind: tuple[Chart, ...]
    attachments: tuple[Attachment, ...]


@dataclass(frozen=True, kw_only=True)
class Colophon:
    finding: str
    number: str
    snapshot_id: str
    as_of: str
    plan: str
    template: str
    synthetic: bool


def advice(item: Recommended) -> Advice:
    words = {
        "issued": "open",
        "client_reports_complete": "reported done, to be verified",
        "verified_closed": "closed, verified",
    }
    late = f"{item.days_overdue} days late" if item.days_overdue else ""
    return Advice(
        item=item,
        shape=SHAPES.get(item.classification, ""),
        due=write_date(item.due_on) if item.due_on else "at the next visit",
        status=late or words.get(item.status, item.status.replace("_", " ")),
    )


def _urgency(item: Recommended) -> tuple[Any, ...]:
    """Class, then what is late, then what is due soonest."""
    rank = CLASSES.index(item.classification) if item.classification in CLASSES else len(CLASSES)
    return (rank, -item.days_overdue, item.due_on is None, item.due_on or 0, item.number)


def _count(name: str, items: list[Recommended]) -> ClassCount:
    return ClassCount(
        name=name,
        shape=SHAPES.get(name, ""),
        open=sum(item.status == OPEN for item in items),
        late=sum(item.days_overdue > 0 for item in items),
        reported=sum(item.status == "client_reports_complete" for item in items),
        closed=sum(item.status == "verified_closed" for item in items),
    )


def gather_summary(context: SectionContext) -> Summary:
    found = figures(context.snapshot)
    told = [figure for figure in found if figure.value and figure.use != "context"]
    chosen = sorted(told, key=lambda figure: (-figure.weight, not figure.interval, figure.order))
    items = list(context.recommendations)
    total = _count("all", items)
    first = sorted((item for item in items if item.status == OPEN), key=_urgency)
    return Summary(
        finding=_summary_sentence(chosen[:1], total),
        exposures=tuple(chosen[:EXPOSURES]),
        counts=tuple(
            _count(name, [item for item in items if item.classification == name])
            for name in CLASSES
        ),
        total=total,
        first=tuple(advice(item) for item in first[:FIRST]),
        missing=sum(not figure.value for figure in found),
    )


def _summary_sentence(leading: list[Figure], total: ClassCount) -> str:
    words = [f"{figure.label}: {figure.value}, {figure.standing}" for figure in leading]
    told = words[0] if words else "No figure could be computed for this period"
    if not total.open:
        return f"{told}; no recommendation is open."
    late = f", {total.late} of them late" if total.late else ", none of them late"
    noun = "recommendation is" if total.open == 1 else "recommendations are"
    return f"{told}; {total.open} {noun} open{late}."


def gather_recommendations(context: SectionContext) -> Recommendations:
    by_status: dict[str, list[Advice]] = {}
    for item in sorted(context.recommendations, key=_urgency):
        by_status.setdefault(item.status, []).append(advice(item))
    still_open = tuple(by_status.get(OPEN, ()))
    critical = sum(entry.item.classification == "critical" for entry in still_open)
    late = sum(entry.is_late for entry in still_open)
    if still_open:
        finding = (
            f"{len(still_open)} open: {critical} critical, {late} late. "
            "Critical ones need a plan within 30 days."
        )
    else:
        finding = "No recommendation is open."
    return Recommendations(
        finding=finding,
        open=still_open,
        reported=tuple(by_status.get("client_reports_complete", ())),
        closed=tuple(by_status.get("verified_closed", ())),
    )


def gather_data_appendix(context: SectionContext) -> DataAppendix:
    found = figures(context.snapshot)
    known = sum(bool(figure.value) for figure in found)
    return DataAppendix(
        finding=f"{known} of {len(found)} figures could be computed; each is defined here.",
        figures=found,
        behind=context.charts,
        attachments=(
            Attachment(
                name="figures.csv",
                description="Every figure of this report with its parts and source.",
                content=_figures_csv(found),
            ),
            Attachment(
                name="charts.csv",
                description="The figures behind every chart.",
                content=_charts_csv(context.charts),
            ),
        ),
    )


def _figures_csv(found: tuple[Figure, ...]) -> bytes:
    names = [name for name in asdict(found[0]) if name not in {"weight", "order"}] if found else []
    return write_csv([names, *([getattr(figure, name) for name in names] for figure in found)])


def _charts_csv(charts: tuple[Chart, ...]) -> bytes:
    rows = [["Chart", "Measure", "Source"]]
    for chart in charts:
        rows += [[chart.title, chart.subtitle, chart.source], list(chart.columns)]
        rows += [*(list(row) for row in chart.rows), []]
    return write_csv(rows)


def gather_colophon(context: SectionContext) -> Colophon:
    return Colophon(
        finding="This copy can be checked against the record it was made from.",
        number=context.number,
        snapshot_id=context.snapshot_id,
        as_of=write_date(context.as_of),
        plan=context.snapshot["plan"]["key"],
        template=TEMPLATE_VERSION,
        synthetic=context.synthetic,
    )


SECTIONS.register(
    Section(
        key="summary",
        title="Summary",
        order=10,
        audiences=EVERYONE,
        template="riskcore/reports/summary.html",
        gather=gather_summary,
    )
)
SECTIONS.register(
    Section(
        key="recommendations",
        title="Recommendations",
        order=400,
        audiences=EVERYONE,
        template="riskcore/reports/recommendations.html",
        gather=gather_recommendations,
    )
)
SECTIONS.register(
    Section(
        key="data_appendix",
        title="Definitions and figures",
        order=900,
        audiences=EVERYONE,
        template="riskcore/reports/data_appendix.html",
        gather=gather_data_appendix,
    )
)
SECTIONS.register(
    Section(
        key="colophon",
        title="This copy",
        order=990,
        audiences=EVERYONE,
        template="riskcore/reports/colophon.html",
        gather=gather_colophon,
    )
)
