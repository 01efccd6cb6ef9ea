"""The section that opens the body: what became of the advice in the last report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from riskcore.recommendations.states import CLOSED, OWED, SETTLED
from riskcore.reports.sections import SECTIONS, Audience, Followed, Section, SectionContext
from riskcore.units import write_date, write_number

SHAPES = {"critical": "■", "important": "▲", "advisory": "△"}
CLASSES = tuple(SHAPES)
ENDED = {
    "alternative_accepted": "closed, an alternative accepted",
    "risk_accepted": "closed, the risk accepted",
    "withdrawn": "withdrawn by the advisor",
    "superseded": "withdrawn, another took its place",
}
NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True, kw_only=True)
class Fate:
    """One line: what was asked for, and what became of it. is_late: owed, and past its day."""

    item: Followed
    shape: str
    due: str
    became: str
    is_late: bool


@dataclass(frozen=True, kw_only=True)
class LastAdviceTold:
    finding: str
    fates: tuple[Fate, ...]
    number: str
    as_of: str
    issued_on: str
    new: int


def gather(context: SectionContext) -> LastAdviceTold:
    last = context.last_advice
    if last is None:
        return LastAdviceTold(
            finding=(
                "No report of an earlier day was issued to these readers, so there is no earlier "
                "advice to answer for."
            ),
            fates=(),
            number="",
            as_of="",
            issued_on="",
            new=0,
        )
    return LastAdviceTold(
        finding=_finding(last.followed, last.new),
        fates=tuple(_fate(item) for item in sorted(last.followed, key=_urgency)),
        number=last.number,
        as_of=write_date(date.fromisoformat(last.as_of)),
        issued_on=write_date(date.fromisoformat(last.issued_on)),
        new=last.new,
    )


def _urgency(item: Followed) -> tuple[object, ...]:
    """What is owed first, by class, the latest first; then what is done."""
    rank = CLASSES.index(item.classification) if item.classification in CLASSES else len(CLASSES)
    is_owed = item.status in OWED
    return (
        not is_owed,
        item.status != "client_reports_complete",
        rank,
        -item.days_overdue,
        item.number,
    )


def _fate(item: Followed) -> Fate:
    return Fate(
        item=item,
        shape=SHAPES.get(item.classification, ""),
        due=write_date(date.fromisoformat(item.due_on)) if item.due_on else "at the next visit",
        became=_became(item),
        is_late=item.days_overdue > 0,
    )


def _became(item: Followed) -> str:
    again = "opened again" if item.was_closed else ""
    if item.status == "verified_closed":
        day = f" on {write_date(date.fromisoformat(item.closed_on))}" if item.closed_on else ""
        return f"closed, verified{day}"
    if item.status in ENDED:
        return ENDED[item.status]
    if item.status == "client_reports_complete":
        return "reported done, to be verified"
    days = item.days_overdue
    late = f"{days} day{'' if days == 1 else 's'} late" if days else "not yet due"
    begun = "under way" if item.status == "in_progress" else "still open"
    return f"{again or begun}, {late}"


def _finding(followed: Sequence[Followed], new: int) -> str:
    """ "Of five recommendations in the last report, two are closed and three are still open, ..." """
    since = f" {_number(new).capitalize()} {'is' if new == 1 else 'are'} new since." if new else ""
    if not followed:
        return f"The last report left no recommendation open.{since}"
    statuses = [item.status for item in followed]
    late = sum(item.days_overdue > 0 for item in followed)
    owed = sum(status in OWED for status in statuses)
    settled = sum(status in SETTLED for status in statuses)
    taken_back = sum(status in CLOSED - SETTLED for status in statuses)
    told = [
        _are(settled, "closed"),
        _are(statuses.count("client_reports_complete"), "reported done"),
        _are(taken_back, "withdrawn"),
        _are(owed, "still open") + (f" ({_number(late)} late)" if late else ""),
    ]
    parts = [part for part in told if part]
    total = len(followed)
    noun = "recommendation" if total == 1 else "recommendations"
    joined = " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
    return f"Of {_number(total)} {noun} the last report left open, {joined}.{since}"


def _are(count: int, what: str) -> str:
    return f"{_number(count)} {'is' if count == 1 else 'are'} {what}" if count else ""


def _number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else write_number(count)


def register() -> None:
    SECTIONS.register(
        Section(
            key="last_advice",
            title="What became of the last advice",
            order=100,
            audiences=frozenset(Audience),
            template="riskcore/reports/last_advice.html",
            gather=gather,
        )
    )
