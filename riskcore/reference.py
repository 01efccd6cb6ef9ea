"""docs/reference written from the tables in code, so that the pages cannot drift from it.

Another package adds a page of its own with ``PAGES.register`` from ``AppConfig.ready()``.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from riskcore.access.models import Role
from riskcore.access.rules import RULES
from riskcore.factors.registry import EXHIBITS, FACTORS
from riskcore.imports.kinds import FILE_KINDS
from riskcore.jobs.daily import DAILY
from riskcore.jobs.kinds import KINDS
from riskcore.jobs.states import JOB
from riskcore.recommendations.states import RECOMMENDATION
from riskcore.registry import Registry
from riskcore.reports.sections import SECTIONS
from riskcore.reports.states import REPORT
from riskcore.submissions.states import SUBMISSION
from riskcore.synthetic.registry import PARTS
from riskcore.underwriting.measures import MEASURES
from riskcore.underwriting.plan import PLAN as REFERRAL_PLAN
from riskcore.underwriting.states import (
    CONTINGENCY_LIFE,
    ISSUE_LIFE,
    REFERRAL_LIFE,
    REVIEW_LIFE,
)

NOTICE = "Written by `make reference`; edit the code, not this page."
COMMENTS = {"md": f"<!-- {NOTICE} -->", "yaml": f"# {NOTICE}"}


@dataclass(frozen=True)
class Page:
    """One file of docs/reference. key: its name; write() -> its text."""

    key: str
    write: Callable[[], str]

    @property
    def text(self) -> str:
        """The whole file, with the notice that nobody writes it by hand."""
        return f"{COMMENTS[self.key.rsplit('.', 1)[-1]]}\n\n{self.write().rstrip()}\n"


LIFECYCLES = (
    JOB,
    RECOMMENDATION,
    REPORT,
    SUBMISSION,
    REVIEW_LIFE,
    ISSUE_LIFE,
    REFERRAL_LIFE,
    CONTINGENCY_LIFE,
)
PAGES: Registry[Page] = Registry("reference page")


def pages() -> dict[str, str]:
    """File name -> text of every reference page."""
    return {page.key: page.text for page in PAGES}


def _table(headers: list[str], rows: Iterable[Iterable[object]]) -> str:
    def line(cells: Iterable[object]) -> str:
        return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"

    return "\n".join([line(headers), line("---" for _ in headers), *map(line, rows)])


def permissions() -> str:
    roles = list(Role)
    rows = (
        [f"`{rule.key}`", rule.ability, *("yes" if role in rule.roles else "" for role in roles)]
        for rule in RULES
    )
    return (
        "# Permissions\n\nWho may do what, in an organisation that stands behind the client.\n\n"
        + (_table(["permission", "may", *(role.label for role in roles)], rows))
    )


def risk_factors() -> str:
    rows = (
        [
            f"`{factor.key}`",
            factor.label,
            factor.unit.label or factor.unit.key,
            factor.use.value,
            factor.direction.value,
            factor.definition,
            factor.source,
        ]
        for factor in FACTORS
    )
    return (
        "# Risk factors\n\nWhat a profile measures. Only factors for rating may move a price.\n\n"
        + _table(["key", "label", "unit", "use", "direction", "definition", "source"], rows)
    )


def exhibits() -> str:
    rows = ([f"`{exhibit.key}`", exhibit.label] for exhibit in EXHIBITS)
    return "# Exhibits\n\nTables that go with a profile.\n\n" + _table(
        ["key", "what it shows"], rows
    )


def file_kinds() -> str:
    parts = ["# File kinds\n\nWhat may be imported. The mapping format is in mapping-format.md."]
    for kind in FILE_KINDS:
        fields = (
            [
                f"`{field.key}`",
                field.label,
                field.type.value,
                "required" if field.required else "",
                ", ".join(field.codes) or ", ".join(field.synonyms[:6]),
            ]
            for field in kind.fields
        )
        valued = " A valuation date is required." if kind.needs_valuation else ""
        parts.append(
            f"## `{kind.key}`: {kind.label}\n\nA row is {kind.row_means or 'one fact'}.{valued} "
            f"Permission: `{kind.permission}`.\n\n"
            + _table(["field", "meaning", "type", "", "codes or usual headers"], fields)
        )
    return "\n\n".join(parts)


def job_kinds() -> str:
    rows = ([f"`{kind.key}`", kind.label, kind.max_attempts] for kind in KINDS)
    page = "# Job kinds\n\nWork done by workers.\n\n" + _table(
        ["key", "what it does", "attempts"], rows
    )
    if not len(DAILY):
        return page
    daily = ([f"`{entry.key}`", entry.label, f"`{entry.kind}`"] for entry in DAILY)
    asked = "\n\nThe scheduler asks for these once a day.\n\n"
    return page + asked + _table(["key", "what is done", "job kind"], daily)


def report_sections() -> str:
    rows = (
        [
            f"`{section.key}`",
            section.title,
            section.order,
            ", ".join(sorted(audience.value for audience in section.audiences)),
        ]
        for section in SECTIONS
    )
    return "# Report sections\n\nWhat a report is assembled from, in order.\n\n" + _table(
        ["key", "title", "order", "audiences"], rows
    )


def synthetic_parts() -> str:
    rows = ([f"`{part.key}`", part.label, part.order] for part in PARTS)
    return "# Parts of the synthetic book\n\n" + _table(["key", "what it makes", "order"], rows)


def referral_rules() -> str:
    rules = (
        [
            f"`{rule.key}`",
            rule.label,
            rule.bound_words,
            rule.blocking.label,
            f"`{rule.measure}`",
            rule.source,
        ]
        for rule in REFERRAL_PLAN.rules
    )
    measures = ([f"`{measure.key}`", measure.label] for measure in MEASURES)
    head = ["key", "what it finds", "fires", "stands in the way of", "measure", "source"]
    return (
        f"# Referral rules\n\nThe rules of `{REFERRAL_PLAN.key}`, which hold where no plan says "
        "otherwise. A rule whose measure is not among those below is told as one that cannot be "
        f"checked.\n\n{_table(head, rules)}\n\n## Measures\n\n"
        + _table(["key", "what it looks at"], measures)
    )


def lifecycles() -> str:
    parts = ["# Lifecycles"]
    for lifecycle in LIFECYCLES:
        states = _table(["state", "meaning"], lifecycle.states.items())
        parts.append(
            f"## {lifecycle.name.capitalize()}\n\n{states}\n\n```mermaid\n{lifecycle.mermaid()}\n```"
        )
    return "\n\n".join(parts)


for _page in (
    Page("permissions.md", permissions),
    Page("risk-factors.md", risk_factors),
    Page("exhibits.md", exhibits),
    Page("file-kinds.md", file_kinds),
    Page("job-kinds.md", job_kinds),
    Page("report-sections.md", report_sections),
    Page("synthetic-parts.md", synthetic_parts),
    Page("lifecycles.md", lifecycles),
    Page("referral-rules.md", referral_rules),
):
    PAGES.register(_page)
