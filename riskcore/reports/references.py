"""Where every number of a report comes from: the file ``data.json`` inside the PDF. Pure.

A section is watched while it gathers, so that what it names under its text is what it did read. The
file holds that and no more: what no section of these readers draws on is not in it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from riskcore.canonical import canonical_json, sha256
from riskcore.reports.charts import Chart
from riskcore.reports.readings import Figure
from riskcore.reports.sections import TEMPLATE_VERSION, Attachment, SectionContext

NAME = "data.json"
FORMAT = "commonward-report-data-1"
WHOLE_FIRST = ("readings", "exhibits")


@dataclass(frozen=True, kw_only=True)
class Referred:
    """A section of the report with the places in ``data.json`` its numbers come from (JSON pointers,
    RFC 6901), in alphabetical order."""

    key: str
    number: str
    title: str
    pointers: tuple[str, ...]


class _Table(dict[str, Any]):
    """A dict that tells what of it is read: the entry, or "" for all of them."""

    told: Callable[[str], None] = staticmethod(lambda key: None)

    def __getitem__(self, key: str) -> Any:
        self.told(key)
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        return self[key] if key in self else default  # noqa: SIM401  # get() asks this

    def __iter__(self) -> Iterator[str]:
        self.told("")
        return super().__iter__()

    def keys(self) -> Any:
        self.told("")
        return super().keys()

    def values(self) -> Any:
        self.told("")
        return super().values()

    def items(self) -> Any:
        self.told("")
        return super().items()


class _Rows(tuple[Any, ...]):
    """A tuple that tells when it is read or counted."""

    told: Callable[[str], None] = staticmethod(lambda key: None)

    def __iter__(self) -> Iterator[Any]:
        self.told("")
        return super().__iter__()

    def __getitem__(self, index: Any) -> Any:
        self.told("")
        return super().__getitem__(index)

    def __len__(self) -> int:
        self.told("")
        return super().__len__()


def pointer(*parts: str) -> str:
    """A JSON pointer to an entry.

    >>> pointer("exhibits", "losses/by year")
    '/exhibits/losses~1by year'
    """
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in parts)


def watched(context: SectionContext) -> tuple[SectionContext, set[str]]:
    """The same context, and a set that fills with pointers to what is read of it."""
    seen: set[str] = set()

    def telling(name: str) -> Callable[[str], None]:
        return lambda key: seen.add(pointer(name, key) if key else pointer(name))

    def rows(name: str, values: Sequence[Any]) -> _Rows:
        found = _Rows(values)
        found.told = telling(name)
        return found

    tables = {}
    for name in WHOLE_FIRST:
        tables[name] = _Table(context.snapshot.get(name, {}))
        tables[name].told = telling(name)
    last = context.last_advice
    return replace(
        context,
        snapshot={**context.snapshot, **tables},
        recommendations=rows("recommendations", context.recommendations),
        editions=rows("editions", context.editions),
        last_advice=replace(last, followed=rows("last_advice", last.followed)) if last else None,
    ), seen


def told_once(seen: set[str]) -> tuple[str, ...]:
    """The pointers in order; where a whole table was read, its entries are not named as well."""
    wholes = {pointer(name) for name in WHOLE_FIRST} & seen
    return tuple(sorted(one for one in seen if one in wholes or f"/{_top(one)}" not in wholes))


def printed(pointers: Sequence[str], figures: Sequence[Figure]) -> tuple[str, ...]:
    """The pointers as a section prints them: a reading as the number of its figure, "F3", first."""
    refs = {pointer("readings", figure.key): figure.ref for figure in figures}
    numbered = [ref for place, ref in refs.items() if place in pointers]
    return (*numbered, *(place for place in pointers if place not in refs))


def data_file(
    context: SectionContext,
    *,
    sections: Sequence[Referred],
    figures: Sequence[Figure],
    charts: Sequence[Chart],
    files: Sequence[Attachment],
) -> Attachment:
    """The attachment: readings with their source rows, exhibits, charts, advice, and who drew on what.

    The same report gives the same bytes. Amounts are text as in the snapshot; figures are numbered
    F1, F2 and charts C1, C2 in ``references``; ``files`` gives the SHA-256 of the other attachments.
    """
    body = context.snapshot
    used = {one for section in sections for one in section.pointers}
    content = {
        "format": FORMAT,
        "report": {
            "number": context.number,
            "audience": context.audience,
            "as_of": context.as_of,
            "window": body["window"],
            "client": body["client"],
            "author": context.author,
            "synthetic": context.synthetic,
        },
        "versions": {"plan": body["plan"], "template": TEMPLATE_VERSION},
        "snapshot": context.snapshot_id,
        "references": [
            *(_figure(figure) for figure in figures),
            *(_chart(chart, number) for number, chart in enumerate(charts, start=1)),
        ],
        "sections": [asdict(section) for section in sections],
        "readings": {
            key: {name: part for name, part in reading.items() if name != "smallest"}
            for key, reading in body["readings"].items()
        },
        "exhibits": {
            key: table
            for key, table in body["exhibits"].items()
            if {pointer("exhibits"), pointer("exhibits", key)} & used
        },
        "charts": {chart.id: _drawn(chart) for chart in charts},
        "recommendations": [asdict(item) for item in context.recommendations],
        "editions": [asdict(item) for item in context.editions],
        "last_advice": asdict(context.last_advice) if context.last_advice else None,
        "last_levels": dict(context.last_levels),
        "files": {file.name: sha256(file.content) for file in files},
    }
    return Attachment(
        name=NAME,
        description="Every number of this report with its source rows, versions and snapshot.",
        content=canonical_json(content).encode(),
    )


def _top(one: str) -> str:
    return one.split("/")[1]


def _figure(figure: Figure) -> dict[str, str]:
    return {
        "ref": figure.ref,
        "label": figure.label,
        "printed": figure.value,
        "pointer": pointer("readings", figure.key),
    }


def _chart(chart: Chart, number: int) -> dict[str, str]:
    return {
        "ref": f"C{number}",
        "label": chart.title,
        "printed": chart.description,
        "pointer": pointer("charts", chart.id),
    }


def _drawn(chart: Chart) -> dict[str, Any]:
    return {
        "title": chart.title,
        "measure": chart.subtitle,
        "source": chart.source,
        "columns": chart.columns,
        "rows": chart.rows,
    }
