"""What a report is made of: sections, each of which gathers its facts once for page and PDF."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

from riskcore.registry import Registry
from riskcore.reports.charts import Chart

TEMPLATE_VERSION = "report-2026.2"


class Audience(Enum):
    """Who reads it. COUNCIL copies go to the client; INSURER copies stay with the carrier."""

    COUNCIL = "council"
    INSURER = "insurer"


@dataclass(frozen=True, kw_only=True)
class Recommended:
    """One recommendation as it stood when the report was asked for; frozen with the report."""

    number: str
    classification: str
    title: str
    condition: str
    consequence: str
    action: str
    due_on: date | None
    status: str
    days_overdue: int
    criterion: str = ""
    cause: str = ""


@dataclass(frozen=True, kw_only=True)
class Edition:
    """One version of a report for its readers. Days as ISO; issued_on: "" while it is not issued."""

    version: int
    number: str
    as_of: str
    issued_on: str
    changed: str


@dataclass(frozen=True, kw_only=True)
class Followed:
    """What the last report asked for, and how it stood when this one was asked for.

    due_on, closed_on: ISO or None. was_closed: closed then, and opened again since.
    """

    number: str
    classification: str
    title: str
    due_on: str | None
    status: str
    was_closed: bool
    closed_on: str | None
    days_overdue: int


@dataclass(frozen=True, kw_only=True)
class LastAdvice:
    """The last report of an earlier day, what became of its advice, and how much is new since."""

    number: str
    as_of: str
    issued_on: str
    followed: tuple[Followed, ...]
    new: int


@dataclass(frozen=True, kw_only=True)
class Term:
    """A word a section uses in a sense of its own; printed once, in the appendix."""

    term: str
    meaning: str
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class SectionContext:
    """What a section may draw on: one snapshot, and nothing else. A section asks no database.

    snapshot: the parsed body of the profile snapshot: {"client": {code, name, kind, state, carrier},
    "as_of", "plan", "window": {"from", "to"}, "readings": {factor key: {label, unit, use, value,
    numerator, denominator, interval, peers, date_basis, grade, source, unavailable, note}},
    "exhibits": {exhibit key: what its ``gather`` gave, absent where it gave nothing for this
    client}}. Decimals are text in it.
    charts, terms: those of the sections before this one, for the appendix. number, author,
    recommendations: what the report was asked for with. editions: all versions up to this one, which
    is the last. last_advice: None where no report of an earlier day was issued. last_levels: how that
    report is rated by the plan of this one.
    """

    as_of: date
    snapshot_id: str
    snapshot: dict[str, Any]
    audience: Audience
    synthetic: bool
    number: str = ""
    author: str = ""
    recommendations: tuple[Recommended, ...] = ()
    editions: tuple[Edition, ...] = ()
    last_advice: LastAdvice | None = None
    last_levels: Mapping[str, int | None] = field(default_factory=dict)
    charts: tuple[Chart, ...] = ()
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file carried inside the PDF: the rows behind a table or a chart."""

    name: str
    description: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Section:
    """One section of a report.

    gather(context) -> a frozen dataclass with everything the template prints, a ``finding`` sentence
    among it, and optionally ``attachments`` (a tuple of Attachment) and ``terms`` (a tuple of Term).
    Charts are fields that hold a ``Chart`` or a tuple of them; their ids must be unique in the report,
    so begin with the key.

    template: draws what stands under the heading and the finding sentence, which the house prints;
    it is given ``content`` (what gather gave) and ``section``; sub-headings begin at h3; a chart is
    ``{% include "riskcore/reports/_chart.html" with chart=content.chart %}``. Tables: class
    "figures", text columns first, cells of numbers with class "number"; a table of up to a dozen rows
    stands with its heading and note in ``<div class="kept">``, which no page break divides.

    order: front matter 0-99, losses 100-199, accountability 200-299, outreach 300-399,
    recommendations 400-499, appendices 900-999.
    """

    key: str
    title: str
    order: int
    audiences: frozenset[Audience]
    template: str
    gather: Callable[[SectionContext], Any]


SECTIONS: Registry[Section] = Registry("report section")
