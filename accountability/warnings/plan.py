"""The rules a department begins with, and how a version of its own is written down. Pure data.

A version is a list of plain values that a row keeps (``accountability.warnings.models``); reading it
back checks every rule again, so that no version can hold what a rule may not look at.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from accountability.warnings.rules import SOURCES, Kind, Rule, check_rule
from riskcore.errors import InvalidInput

PLAN_VERSION = "warnings-1"
ANSWER_DAYS = 30
"""An alert is to be answered within so many days."""
FOLLOW_UP_DAYS = 90
"""What was decided is looked at again after so many days, unless another day is named."""
KEPT_MONTHS = 36
"""The text of an alert is kept so long after it was closed."""
AGREED_LEAST = 2
"""A flag is said to have been right where the officer drew so many complaints afterwards."""

DEFAULT_RULES: tuple[Rule, ...] = (
    Rule(
        key="complaints_12",
        label="Complaints in 12 months",
        kind=Kind.COUNT,
        sources=frozenset({"complaint"}),
        months=12,
        warning=3,
        critical=5,
        why="Three in 12 months is the threshold reviews under New Jersey Attorney General Directive "
        "2018-3 are known for (from general knowledge).",
    ),
    Rule(
        key="complaints_24",
        label="Complaints in 24 months",
        kind=Kind.COUNT,
        sources=frozenset({"complaint"}),
        months=24,
        warning=4,
        critical=6,
        why="A longer window for departments with few complaints. Ours.",
    ),
    Rule(
        key="force_3",
        label="Force in 3 months",
        kind=Kind.COUNT,
        sources=frozenset({"force"}),
        months=3,
        warning=3,
        critical=5,
        why="Three uses of force in 90 days: the earlier rule of Charlotte-Mecklenburg (Data Science "
        "for Social Good).",
    ),
    Rule(
        key="claims_36",
        label="Claims in 36 months",
        kind=Kind.COUNT,
        sources=frozenset({"claim"}),
        months=36,
        warning=2,
        critical=3,
        why="Civil actions are an indicator of New Jersey Attorney General Directive 2018-3; the "
        "threshold is ours.",
    ),
    Rule(
        key="decayed_60",
        label="Decayed count of complaints",
        kind=Kind.DECAYED,
        sources=frozenset({"complaint"}),
        months=60,
        warning=0.05,
        critical=0.02,
        least=1.5,
        half_life_months=24,
        smallest_group=20,
        why="As good as a plain count or slightly better on Chicago's records of 2000 to 2016. Ours.",
    ),
    Rule(
        key="peers_24",
        label="Complaints against peers",
        kind=Kind.PEERS,
        sources=frozenset({"complaint"}),
        months=24,
        warning=0.01,
        critical=0.001,
        least=3,
        smallest_group=15,
        on=False,
        why="Officers of like assignment by their days on duty, after the comparison with officers in "
        "like work of Los Angeles' TEAMS II. Off until a department records service by assignment.",
    ),
)

COMPARISON = Rule(
    key="sustained_60",
    label="For comparison: any sustained complaint in 60 months",
    kind=Kind.COUNT,
    sources=frozenset({"sustained"}),
    months=60,
    warning=1,
    critical=3,
    on=False,
    why="No better than chance on Chicago's records of 2000 to 2016; a self-audit shows it beside the "
    "others, and no rule in force may use it.",
)

_FIELDS = frozenset(
    {
        *("key", "label", "kind", "sources", "months", "warning", "critical", "least"),
        *("half_life_months", "smallest_group", "on", "why"),
    }
)


def written(rules: Sequence[Rule]) -> list[dict[str, Any]]:
    """The rules as plain values."""
    return [
        {
            "key": rule.key,
            "label": rule.label,
            "kind": rule.kind.name.lower(),
            "sources": sorted(rule.sources),
            "months": rule.months,
            "warning": rule.warning,
            "critical": rule.critical,
            "least": rule.least,
            "half_life_months": rule.half_life_months,
            "smallest_group": rule.smallest_group,
            "on": rule.on,
            "why": rule.why,
        }
        for rule in rules
    ]


def read(values: Sequence[Mapping[str, Any]]) -> tuple[Rule, ...]:
    """The rules of a version. Raises InvalidInput for one that a department may not have."""
    rules = tuple(_one(value) for value in values)
    if len({rule.key for rule in rules}) < len(rules) or not rules:
        raise InvalidInput(
            "warnings.rules",
            "A version needs rules, each under a key of its own. Give each key once.",
        )
    return rules


def _one(value: Mapping[str, Any]) -> Rule:
    if unknown := sorted(set(value) - _FIELDS):
        raise InvalidInput(
            "warnings.field",
            f"A rule was given {', '.join(unknown)}; it has {', '.join(sorted(_FIELDS))} and nothing "
            "else. Leave the rest out.",
        )
    try:
        rule = Rule(
            key=str(value["key"]),
            label=str(value["label"]),
            kind=Kind[str(value["kind"]).upper()],
            sources=frozenset(map(str, value["sources"])),
            months=int(value["months"]),
            warning=float(value["warning"]),
            critical=float(value["critical"]),
            least=float(value.get("least", 0)),
            half_life_months=float(value.get("half_life_months", 0)),
            smallest_group=int(value.get("smallest_group", 0)),
            on=bool(value.get("on", True)),
            why=str(value.get("why", "")),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidInput(
            "warnings.rule_malformed",
            f"A rule could not be read ({error}); it needs a key, a label, a kind "
            f"({', '.join(kind.name.lower() for kind in Kind)}), sources ({', '.join(SOURCES)}), "
            "months, a warning and a critical threshold.",
        ) from None
    return check_rule(rule)
