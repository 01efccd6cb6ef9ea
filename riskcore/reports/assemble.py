"""Putting a report together: every section gathers from one snapshot and is drawn to HTML once.

A section that fails says so in its place, so that the rest can still be read as a draft; such a
draft cannot be issued.
"""

import dataclasses
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from riskcore.profiles.build import LEFT_OUT
from riskcore.profiles.models import ProfileSnapshot
from riskcore.profiles.suppression import body_as_read_by
from riskcore.reports.charts import Chart
from riskcore.reports.readings import figures
from riskcore.reports.references import Referred, data_file, pointer, printed, told_once, watched
from riskcore.reports.sections import (
    SECTIONS,
    Attachment,
    Audience,
    Edition,
    LastAdvice,
    Recommended,
    Section,
    SectionContext,
    Term,
)

logger = logging.getLogger(__name__)

FRONT_MATTER, APPENDICES = 100, 900
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, kw_only=True)
class DrawnSection:
    """One section, finished. number: "1", "A" or "" (front matter). problem: why it failed, or "".

    pointers: what of ``data.json`` its numbers come from.
    """

    key: str
    number: str
    title: str
    order: int
    html: SafeString
    charts: tuple[Chart, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    terms: tuple[Term, ...] = ()
    pointers: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True, kw_only=True)
class Assembled:
    """A report ready to be printed. snapshot: the parsed body, small counts already hidden. data: the
    file that every number can be looked up in."""

    number: str
    author: str
    audience: Audience
    as_of: date
    synthetic: bool
    snapshot_id: str
    snapshot: dict[str, Any]
    front: tuple[DrawnSection, ...]
    sections: tuple[DrawnSection, ...]
    data: Attachment
    gaps: tuple[str, ...] = ()

    @property
    def client(self) -> dict[str, str]:
        return self.snapshot["client"]  # type: ignore[no-any-return]  # shape in SectionContext

    @property
    def period(self) -> tuple[date, date]:
        window = self.snapshot["window"]
        return date.fromisoformat(window["from"]), date.fromisoformat(window["to"])

    @property
    def title(self) -> str:
        return f"Advisory report: {self.client['name']}"

    @property
    def problems(self) -> tuple[str, ...]:
        """One sentence per failed section and per table that the snapshot failed to gather."""
        drawn = (*self.front, *self.sections)
        return (*self.gaps, *(section.problem for section in drawn if section.problem))

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        return (*_attached((*self.front, *self.sections)), self.data)


def assemble(
    *,
    snapshot: ProfileSnapshot,
    audience: Audience,
    recommendations: Sequence[Recommended],
    author: str,
    number: str,
    synthetic: bool,
    editions: Sequence[Edition] = (),
    last_advice: LastAdvice | None = None,
    last_levels: Mapping[str, int | None] | None = None,
    on_progress: Progress = lambda done, total, note: None,
) -> Assembled:
    """All sections for this audience. Paper cannot ask who reads it, so counts that could point at
    persons are hidden from everyone. on_progress(done, total, note) is called before each section.
    """
    body, gaps = printed_body(snapshot)
    context = SectionContext(
        as_of=snapshot.as_of,
        snapshot_id=snapshot.pk,
        snapshot=body,
        audience=audience,
        synthetic=synthetic,
        number=number,
        author=author,
        recommendations=tuple(recommendations),
        editions=tuple(editions),
        last_advice=last_advice,
        last_levels=last_levels or {},
    )
    chosen = [section for section in SECTIONS if audience in section.audiences]
    drawn: list[DrawnSection] = []
    numbers = _numbers(chosen)
    for index, section in enumerate(chosen):
        on_progress(index, len(chosen), f"Drawing {index + 1} of {len(chosen)} sections")
        charts = tuple(chart for earlier in drawn for chart in earlier.charts)
        terms = tuple(term for earlier in drawn for term in earlier.terms)
        context = replace(context, charts=charts, terms=terms)
        drawn.append(_draw(section, numbers[section.key], context))
    return Assembled(
        number=number,
        author=author,
        audience=audience,
        as_of=snapshot.as_of,
        synthetic=synthetic,
        snapshot_id=snapshot.pk,
        snapshot=body,
        front=tuple(section for section in drawn if section.order < FRONT_MATTER),
        sections=tuple(section for section in drawn if section.order >= FRONT_MATTER),
        data=_data(context, drawn),
        gaps=gaps,
    )


def print_html(assembled: Assembled, *, is_draft: bool = False) -> str:
    """The whole document for the PDF; pages include the same ``_report.html`` in their own frame.
    A draft says so across every page and in its foot; nothing else differs."""
    return render_to_string(
        "riskcore/reports/report.html", {"report": assembled, "is_draft": is_draft}
    )


def printed_body(snapshot: ProfileSnapshot) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The snapshot as paper shows it, and a sentence for each table that was not gathered."""
    body = body_as_read_by(json.loads(snapshot.body), open_to=())
    body["exhibits"], gaps = _present(body["exhibits"])
    return body, gaps


def _present(exhibits: dict[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The exhibits that are there, and a sentence for each whose gathering failed. One that has
    nothing to say of this client is simply not there."""
    reasons = {
        key: table["unavailable"]
        for key, table in exhibits.items()
        if isinstance(table, dict) and "unavailable" in table
    }
    gaps = tuple(
        f"The table “{key}” is not in the snapshot, because {reason}. Mend that and ask again."
        for key, reason in sorted(reasons.items())
        if reason != LEFT_OUT
    )
    return {key: table for key, table in exhibits.items() if key not in reasons}, gaps


def _data(context: SectionContext, drawn: Sequence[DrawnSection]) -> Attachment:
    """``data.json`` of the sections drawn."""
    return data_file(
        context,
        sections=[
            Referred(
                key=section.key,
                number=section.number,
                title=section.title,
                pointers=section.pointers,
            )
            for section in drawn
        ],
        figures=figures(context.snapshot),
        charts=[chart for section in drawn for chart in section.charts],
        files=_attached(drawn),
    )


def _attached(drawn: Sequence[DrawnSection]) -> tuple[Attachment, ...]:
    return tuple(attachment for section in drawn for attachment in section.attachments)


def _numbers(sections: Sequence[Section]) -> dict[str, str]:
    body = [section.key for section in sections if FRONT_MATTER <= section.order < APPENDICES]
    appendices = [section.key for section in sections if section.order >= APPENDICES]
    numbers = {section.key: "" for section in sections}
    numbers |= {key: str(index) for index, key in enumerate(body, start=1)}
    return numbers | {key: chr(ord("A") + index) for index, key in enumerate(appendices)}


def _draw(section: Section, number: str, context: SectionContext) -> DrawnSection:
    drawn = DrawnSection(
        key=section.key,
        number=number,
        title=section.title,
        order=section.order,
        html=SafeString(""),
    )
    try:
        open_context, seen = watched(context)
        content = section.gather(open_context)
        charts = tuple(chart for chart in charts_of(content) if chart not in context.charts)
        seen |= {pointer("charts", chart.id) for chart in charts}
        pointers = told_once(seen)
        html = _html(
            section, number, content, pointers=printed(pointers, figures(context.snapshot))
        )
    except Exception:  # one section's fault must not hide the others; it blocks issue
        logger.exception("Section %s of report %s failed.", section.key, context.number)
        problem = (
            f"The section “{section.title}” could not be drawn; the log of the worker says why. "
            "The report cannot be issued until it is."
        )
        return replace(drawn, html=_html(section, number, None, problem=problem), problem=problem)
    attachments = tuple(getattr(content, "attachments", ()))
    terms = tuple(getattr(content, "terms", ()))
    return replace(
        drawn, html=html, charts=charts, attachments=attachments, terms=terms, pointers=pointers
    )


def _html(
    section: Section,
    number: str,
    content: Any,
    *,
    pointers: tuple[str, ...] = (),
    problem: str = "",
) -> SafeString:
    return render_to_string(
        "riskcore/reports/_section.html",
        {
            "section": section,
            "number": number,
            "content": content,
            "pointers": pointers,
            "problem": problem,
        },
    )


def charts_of(content: Any) -> tuple[Chart, ...]:
    """The charts among a section's fields, in order: fields that are one, or a tuple or list of them."""
    found: list[Chart] = []
    for field in dataclasses.fields(content):
        value = getattr(content, field.name)
        values = value if isinstance(value, tuple | list) else (value,)
        found += [item for item in values if isinstance(item, Chart)]
    return tuple(found)
