"""The sections every report has: summary, recommendations, data appendix, colophon."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from riskcore.recommendations.states import OWED, REPORTED, SETTLED
from riskcore.reports.charts import Chart
from riskcore.reports.extracts import write_csv
from riskcore.reports.overall import Overall, rate
from riskcore.reports.overall_section import sentence
from riskcore.reports.readings import Figure, figures
from riskcore.reports.sections import (
    SECTIONS,
    TEMPLATE_VERSION,
    Attachment,
    Audience,
    Edition,
    Recommended,
    Section,
    SectionContext,
    Term,
)
from riskcore.units import write_date, write_number

CLASSES = ("critical", "important", "advisory")
SHAPES = {"critical": "■", "important": "▲", "advisory": "△"}
OPEN_RESERVES = "losses.open_reserves"
NOT_IN_LISTING = frozenset({"plain", "beside", "is_money", "weight", "gap", "order"})
STATUS_WORDS = {
    "issued": "open",
    "acknowledged": "open, answered",
    "in_progress": "under way",
    "client_reports_complete": "reported done, to be verified",
    "verified_closed": "closed, verified",
    "alternative_accepted": "closed, an alternative accepted",
    "risk_accepted": "closed, the risk accepted",
}
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
ALONE, BESIDE, CLEAR = 1, 2, 4  # weights of a figure: without peers, within them, clearly worse
CLEARLY = "by more than chance could explain"
PERHAPS = "though chance alone could explain it"
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
    """Of one class. new, repeat: of those open, what the last report did not and did ask for."""

    name: str
    shape: str
    open: int
    new: int
    repeat: int
    late: int
    reported: int
    closed: int


@dataclass(frozen=True, kw_only=True)
class Summary:
    finding: str
    overall: Overall
    overall_sentence: str
    last_number: str
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
    words: tuple[Term, ...]
    behind: tuple[Chart, ...]
    attachments: tuple[Attachment, ...]


@dataclass(frozen=True, kw_only=True)
class EditionLine:
    """One line of the version history, its days in words."""

    version: int
    number: str
    as_of: str
    issued_on: str
    changed: str


@dataclass(frozen=True, kw_only=True)
class Colophon:
    finding: str
    number: str
    snapshot_id: str
    as_of: str
    plan: str
    template: str
    synthetic: bool
    version: int
    editions: tuple[EditionLine, ...]


def advice(item: Recommended) -> Advice:
    days = item.days_overdue
    late = f"{days} day{'' if days == 1 else 's'} late" if days else ""
    return Advice(
        item=item,
        shape=SHAPES.get(item.classification, ""),
        due=write_date(item.due_on) if item.due_on else "at the next visit",
        status=late or STATUS_WORDS.get(item.status, item.status.replace("_", " ")),
    )


def _urgency(item: Recommended) -> tuple[Any, ...]:
    """Class, then what is late, then what is due soonest."""
    rank = CLASSES.index(item.classification) if item.classification in CLASSES else len(CLASSES)
    return (rank, -item.days_overdue, item.due_on is None, item.due_on or 0, item.number)


def _count(name: str, items: list[Recommended], asked: Collection[str] = ()) -> ClassCount:
    still_open = [item for item in items if item.status in OWED]
    repeat = sum(item.number in asked for item in still_open)
    return ClassCount(
        name=name,
        shape=SHAPES.get(name, ""),
        open=len(still_open),
        new=len(still_open) - repeat,
        repeat=repeat,
        late=sum(item.days_overdue > 0 for item in items),
        reported=sum(item.status == REPORTED for item in items),
        closed=sum(item.status in SETTLED for item in items),
    )


def gather_summary(context: SectionContext) -> Summary:
    found = figures(context.snapshot)
    chosen = exposures_that_matter(found)
    items = list(context.recommendations)
    last = context.last_advice
    asked = {item.number for item in last.followed} if last else set()
    total = _count("all", items, asked)
    overall = rate(context, before=context.last_levels)
    first = sorted((item for item in items if item.status in OWED), key=_urgency)
    return Summary(
        finding=f"{_leading_sentence(chosen)} {_open_sentence(total)}",
        overall=overall,
        overall_sentence=sentence(overall),
        last_number=last.number if last else "",
        exposures=chosen,
        counts=tuple(
            _count(name, [item for item in items if item.classification == name], asked)
            for name in CLASSES
        ),
        total=total,
        first=tuple(advice(item) for item in first[:FIRST]),
        missing=sum(not figure.value for figure in found),
    )


def exposures_that_matter(found: Sequence[Figure]) -> tuple[Figure, ...]:
    """How often it happens, what it costs, and the watch indicator furthest from its peers' band.

    Where a client lacks one of them, what asks most among the other figures takes its place.
    """
    told = [figure for figure in found if figure.value]
    rating = [figure for figure in told if figure.use == "rating"]
    costs = [figure for figure in told if figure.is_money]
    leading = (
        [figure for figure in rating if not figure.is_money][:1],
        sorted((figure for figure in costs if figure in rating or _held(figure)), key=_attention)[
            :1
        ],
        sorted((figure for figure in told if figure.use == "watch"), key=_distance)[:1],
    )
    chosen = [figure for role in leading for figure in role]
    others = [
        figure
        for figure in told
        if figure not in chosen and (figure.use != "context" or _held(figure))
    ]
    chosen += sorted(others, key=_attention)[: EXPOSURES - len(chosen)]
    return tuple(chosen)


def _held(figure: Figure) -> bool:
    return figure.key == OPEN_RESERVES


def _attention(figure: Figure) -> tuple[Any, ...]:
    return (-figure.weight, not figure.interval, figure.order)


def _distance(figure: Figure) -> tuple[Any, ...]:
    return (-figure.gap, *_attention(figure))


def _leading_sentence(chosen: Sequence[Figure]) -> str:
    """Which of the leading figures stand out on the side of more risk, in a sentence."""
    if not chosen:
        return "No figure could be computed for this period."
    most = max(figure.weight for figure in chosen)
    if most == ALONE:
        return chosen[0].plain or f"{chosen[0].label}: {chosen[0].value}."
    if most == BESIDE:
        return "None of the leading figures is on the worse side of what similar clients see."
    outside = [figure for figure in chosen if figure.weight == most]
    names = _listed([_quoted(figure.label) for figure in outside])
    told = f"Outside what most similar clients see: {names}"
    if not all(figure.interval for figure in outside):
        return f"{told}."
    return f"{told}, {CLEARLY if most == CLEAR else PERHAPS}."


def _open_sentence(total: ClassCount) -> str:
    if not total.open:
        return "No recommendation is open."
    if total.open == 1:
        return f"One recommendation is open{', and it is late' if total.late else ''}."
    late = "none is late"
    if total.late:
        late = f"{_number(total.late)} {'is' if total.late == 1 else 'are'} late"
    return f"{_number(total.open).capitalize()} recommendations are open; {late}."


def _quoted(label: str) -> str:
    """A label inside a sentence: in quotation marks where a comma would tear the sentence."""
    return f"“{label}”" if "," in label else label[0].lower() + label[1:]


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else write_number(count)


def gather_recommendations(context: SectionContext) -> Recommendations:
    entries = [advice(item) for item in sorted(context.recommendations, key=_urgency)]
    still_open = tuple(entry for entry in entries if entry.item.status in OWED)
    finding = _open_sentence(_count("all", [entry.item for entry in still_open]))
    if any(entry.item.classification == "critical" for entry in still_open):
        finding += " A critical one needs a plan within 30 days."
    return Recommendations(
        finding=finding,
        open=still_open,
        reported=tuple(entry for entry in entries if entry.item.status == REPORTED),
        closed=tuple(entry for entry in entries if entry.item.status in SETTLED),
    )


def gather_data_appendix(context: SectionContext) -> DataAppendix:
    found = figures(context.snapshot)
    known = sum(bool(figure.value) for figure in found)
    return DataAppendix(
        finding=f"{known} of {len(found)} figures could be computed; each is defined here.",
        figures=found,
        words=tuple(sorted(context.terms, key=lambda word: word.term.casefold())),
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
    names = [name for name in asdict(found[0]) if name not in NOT_IN_LISTING] if found else []
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
        version=context.editions[-1].version if context.editions else 1,
        editions=tuple(_edition(edition) for edition in context.editions),
    )


def _edition(edition: Edition) -> EditionLine:
    return EditionLine(
        version=edition.version,
        number=edition.number,
        as_of=write_date(date.fromisoformat(edition.as_of)),
        issued_on=write_date(date.fromisoformat(edition.issued_on)) if edition.issued_on else "",
        changed=edition.changed,
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
        order=410,
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
