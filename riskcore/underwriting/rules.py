"""Referral rules as data: what is measured, with what it is compared, and what follows. Pure.

A rule fires once for each finding that its comparison holds for. A measure that cannot speak for a
client says why, and that is a result: nothing passes as clear that nobody looked at.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from riskcore.canonical import canonical_json
from riskcore.underwriting.codes import BlockingPoint, Comparator
from riskcore.units import Unit

Value = Decimal | int | str | None


@dataclass(frozen=True, kw_only=True)
class ReferralRule:
    """One rule of a plan.

    key: stable word, and the type of the issue it raises. measure: key of what it looks at. value: the
    bound, in ``unit``; None where whatever is found counts. sentence: the words a firing is told in,
    with ``{words}`` for the finding, ``{value}`` and ``{bound}``. dimension: what of an authority
    grant an approver is measured by ("" = the grant must name the rule). watch: a watch indicator,
    which starts a conversation and never a price. bound_from: number of the rating plan that gives
    the bound, "" where it is the house's own.
    """

    key: str
    label: str
    measure: str
    comparator: Comparator
    value: Decimal | None
    unit: Unit
    blocking: BlockingPoint
    sentence: str
    source: str
    order: int
    dimension: str = ""
    watch: bool = False
    bound_from: str = ""

    @property
    def bound_words(self) -> str:
        """The comparison in words: "at least $250,000"."""
        if self.value is None:
            return self.comparator.label
        return f"{self.comparator.label} {self.unit.write(self.value)}"


@dataclass(frozen=True, kw_only=True)
class SourceRow:
    """One row behind a finding: its table, its identity there, and what it says."""

    table: str
    id: str
    says: str


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing a measure found of a client. key: "" for the client as a whole, else what tells it from
    the others (a claim's number); values: what was seen, which an approval is bound to."""

    key: str = ""
    value: Decimal | None = None
    words: str = ""
    values: Mapping[str, Value]
    rows: tuple[SourceRow, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Unchecked:
    """Why a measure cannot speak for a client: completes "cannot be checked, because ..."."""

    because: str


Answer = tuple[Finding, ...] | Unchecked


@dataclass(frozen=True, kw_only=True)
class Firing:
    """A rule that fired on a finding. values: what an approval is bound to, the rule's own bound among
    them, in canonical form."""

    rule: ReferralRule
    key: str
    sentence: str
    values: dict[str, Any]
    rows: tuple[dict[str, str], ...]

    @property
    def identity(self) -> tuple[str, str]:
        return self.rule.key, self.key


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What came of all rules for one client."""

    firings: tuple[Firing, ...]
    clear: tuple[ReferralRule, ...]
    unchecked: tuple[tuple[ReferralRule, str], ...]


def apply(rules: tuple[ReferralRule, ...], answers: Mapping[str, Answer]) -> Checked:
    """Every rule against what its measure answered for one client; a measure that is missing among the
    answers leaves its rules unchecked."""
    firings: list[Firing] = []
    clear: list[ReferralRule] = []
    unchecked: list[tuple[ReferralRule, str]] = []
    for rule in rules:
        answer = answers.get(
            rule.measure, Unchecked(because="nothing in this house measures it yet")
        )
        if isinstance(answer, Unchecked):
            unchecked.append((rule, answer.because))
            continue
        fired = [
            _firing(rule, finding)
            for finding in answer
            if rule.comparator.holds(finding.value, rule.value)
        ]
        firings += fired
        if not fired:
            clear.append(rule)
    return Checked(firings=tuple(firings), clear=tuple(clear), unchecked=tuple(unchecked))


def same_values(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two sets of values say the same, whatever their order."""
    return canonical_json(dict(one)) == canonical_json(dict(other))


def _firing(rule: ReferralRule, finding: Finding) -> Firing:
    value = "" if finding.value is None else rule.unit.write(finding.value)
    bound = "" if rule.value is None else rule.unit.write(rule.value)
    seen = {name: _plain(given) for name, given in finding.values.items()}
    behind = finding.rows
    if rule.bound_from:
        says = f"{rule.label}: {rule.bound_words}"
        behind += (SourceRow(table="rating_plans", id=rule.bound_from, says=says),)
    return Firing(
        rule=rule,
        key=finding.key,
        sentence=rule.sentence.format(words=finding.words, value=value, bound=bound),
        values={**seen, "bound": _plain(rule.value)} if rule.value is not None else seen,
        rows=tuple(asdict(row) for row in behind),
    )


def _plain(value: Value) -> str | int | None:
    return str(value) if isinstance(value, Decimal) else value
