"""Which records a rule has run out for, and what stands in its way: pure, on values.

A record is kept its rule's months from the day its clock starts, counted by calendar; a hold keeps it
whatever any rule says. Where several rules fit, the one that names the category goes before the one
that does not, then the one that names the disposition, then the longer one: a doubt keeps a record.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

SUSTAINED, CLEARED = ("SUS", "SUS_OTHER"), ("EXO", "UNF")
INCONCLUSIVE = ("NSU", "POLICY")
OPEN = ("", "PND", "UNK")
ANY = "any"


@dataclass(frozen=True, kw_only=True)
class RuleGiven:
    """One rule in force. category "" and disposition "any" fit all. remedy: "seal" or "purge"."""

    key: str
    version: int
    category: str
    disposition: str
    keep_months: int
    remedy: str


@dataclass(frozen=True, kw_only=True)
class RecordGiven:
    """One complaint: the codes of its allegations, the class of each, and the day its clock starts; None
    while an allegation is open or nothing is dated."""

    id: int
    categories: tuple[str, ...]
    dispositions: tuple[str, ...]
    starts_on: date | None
    held: bool
    sealed: bool


@dataclass(frozen=True, kw_only=True)
class Due:
    """A record whose time is over, by which rule; held: a hold keeps it."""

    id: int
    rule: str
    version: int
    remedy: str
    since: date
    held: bool


def disposition_of(code: str) -> str:
    """The class of a finding's code: "open" for none.

    >>> disposition_of("SUS"), disposition_of("MED"), disposition_of("")
    ('sustained', 'no_finding', 'open')
    """
    for name, codes in (
        ("open", OPEN),
        ("sustained", SUSTAINED),
        ("cleared", CLEARED),
        ("not_sustained", INCONCLUSIVE),
    ):
        if code in codes:
            return name
    return "no_finding"


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later, or that month's last day.

    months: >= 0.

    >>> months_after(date(2024, 1, 31), 1)
    datetime.date(2024, 2, 29)
    """
    place = day.year * 12 + day.month - 1 + months
    year, month = divmod(place, 12)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = (following - date(year, month + 1, 1)).days
    return date(year, month + 1, min(day.day, last))


def rule_for(record: RecordGiven, rules: Iterable[RuleGiven]) -> RuleGiven | None:
    """The rule that keeps this record; None where none fits, and the record stays.

    A complaint with several allegations is kept as long as the one that is kept longest; one that no
    rule fits keeps all.
    """
    found: list[RuleGiven] = []
    listed = list(rules)
    for category, disposition in zip(record.categories, record.dispositions, strict=True):
        fitting = [
            rule
            for rule in listed
            if rule.category in ("", category) and rule.disposition in (ANY, disposition)
        ]
        if not fitting or disposition == "open":
            return None
        found.append(max(fitting, key=_narrowness))
    return max(found, key=lambda rule: (rule.keep_months, rule.remedy == "seal"), default=None)


def _narrowness(rule: RuleGiven) -> tuple[bool, bool, int]:
    return rule.category != "", rule.disposition != ANY, rule.keep_months


def due(records: Sequence[RecordGiven], rules: Sequence[RuleGiven], *, as_of: date) -> list[Due]:
    """The records whose time is over on a day, held ones among them and marked.

    A sealed record is not due to be sealed again. In the order of ``records``.
    """
    over = []
    for record in records:
        rule = rule_for(record, rules)
        if rule is None or record.starts_on is None:
            continue
        since = months_after(record.starts_on, rule.keep_months)
        if since > as_of or (record.sealed and rule.remedy == "seal"):
            continue
        over.append(
            Due(
                id=record.id,
                rule=rule.key,
                version=rule.version,
                remedy=rule.remedy,
                since=since,
                held=record.held,
            )
        )
    return over
