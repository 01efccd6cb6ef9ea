"""The report's section on what calls were about and how many contacts were positive."""

from dataclasses import dataclass
from typing import Any

from riskcore.reports.sections import SECTIONS, Audience, Section, SectionContext, Term
from riskcore.units import NBSP, write_number

PUBLISHED = (
    "In three places with timed data (2020), 35 % of call time was neither crime nor traffic and 15 % "
    "was traffic; to say that up to half of police work is service counts both."
).replace(" %", f"{NBSP}%")
TERMS = (
    Term(
        term="Service calls",
        meaning="Calls for help without a crime, and calls on welfare and health, as the department "
        "itself placed its types of call. Departments place them "
        "differently and are not to be compared.",
        source="Limits: Cochran 1977, section 3.12, each month a cluster.",
    ),
    Term(
        term="Positive contact",
        meaning="A logged contact that enforces nothing and answers no call. Only what was logged is "
        "counted, so a department is compared with its own earlier quarters and with nobody else.",
        source="Limits: Wilson 1927.",
    ),
)


@dataclass(frozen=True, kw_only=True)
class ServicesContent:
    """Everything the section prints."""

    finding: str
    published: str
    kinds: tuple[tuple[str, str], ...]
    contacts: str
    quarters: tuple[tuple[str, str, str, str], ...]
    terms: tuple[Term, ...] = TERMS


def gather(context: SectionContext) -> ServicesContent:
    """The section from the snapshot's exhibits alone."""
    exhibits = context.snapshot.get("exhibits", {})
    mix = exhibits.get("service_mix")
    quarters = [row for row in exhibits.get("positive_contacts") or () if row["share"]]
    return ServicesContent(
        finding=_finding(mix),
        published=PUBLISHED if mix and mix["service"] else "",
        kinds=tuple(
            (row["label"].capitalize(), _percent(row["share"]))
            for row in (mix or {}).get("kinds", ())
        ),
        contacts=_contacts(quarters),
        quarters=tuple(
            (
                row["label"],
                write_number(int(row["all"])),
                _percent(row["share"]["value"]),
                f"{_percent(row['share']['low'])}–{_percent(row['share']['high'])}",
            )
            for row in quarters
        ),
    )


def _finding(mix: dict[str, Any] | None) -> str:
    if not mix or not mix["service"]:
        why = (mix or {}).get("why") or "no calls by type are recorded for these 12 months"
        return f"What share of call time was service cannot be computed, because {why}."
    of = "call time" if mix["basis"] == "minutes" else "calls"
    service, traffic = mix["service"], mix["with_traffic"]
    return (
        f"Service calls took {_percent(service['value'])} of {of} in 12 months "
        f"({_percent(service['low'])} to {_percent(service['high'])} with 95{NBSP}% confidence); with "
        f"traffic it is {_percent(traffic['value'])}."
    )


def _contacts(quarters: list[dict[str, Any]]) -> str:
    if not quarters:
        return "No contacts by kind are recorded."
    first, last = quarters[0], quarters[-1]
    said = f"In {last['label']}, {_percent(last['share']['value'])} of the logged contacts were positive"
    if first is last:
        return f"{said}."
    return f"{said}; in {first['label']} it was {_percent(first['share']['value'])}."


def _percent(share: Any) -> str:
    return f"{write_number(100 * float(share), 1)}{NBSP}%"


SECTIONS.register(
    Section(
        key="services",
        title="Services and contacts",
        order=310,
        audiences=frozenset(Audience),
        template="outreach/reports/services.html",
        gather=gather,
    )
)
