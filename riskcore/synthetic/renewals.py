"""Renewals of the synthetic book: submissions of two terms at different stages, and steps marked.

Only the first clients of a book get any: they are for looking at, not for measuring speed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from riskcore.access.models import User
from riskcore.audit.actions import record_invented
from riskcore.bulkload import insert_rows
from riskcore.clients.models import ClientKind
from riskcore.renewals.models import RenewalAct
from riskcore.renewals.timeline import DONE, WAIVED
from riskcore.submissions.actions import DUE_DAYS_BEFORE
from riskcore.submissions.bank import Bank, Question
from riskcore.submissions.banks_on_file import built_in
from riskcore.submissions.models import Answer, Ask, Attestation, Capacity, Origin, Submission
from riskcore.submissions.verdicts import STATEMENT
from riskcore.synthetic.assumptions import assumed
from riskcore.synthetic.registry import PARTS, BookContext, Member, Part
from riskcore.synthetic.sizes import lines, months_later, noon, terms

# What the submission of the coming term has come to, client by client, and the steps marked so far.
STAGES = ("returned", "accepted", "submitted", "open", "", "accepted")
STEPS_MARKED = {
    "accepted": ("exposures", "loss_control", "notice", "quote", "proposal", "open_items", "bind"),
    "submitted": ("exposures", "loss_control", "notice"),
    "returned": ("exposures", "notice"),
    "open": ("exposures",),
    "": (),
}
ROWS = {
    "OPS-1": ("water and sewer", "entity", "connections", "4200"),
    "OPS-3": ("all", "as now", "1 Oct", "1,000,000", "25,000", "115,000", "as now", "as now"),
    "OPS-11": ("none", "–", "0", "0"),
    "LEL-1": ("police department", "municipal", "city limits"),
    "LEL-50": ("2025", "1480", "41200", "96", "11", "0", "23", "1"),
    "EPL-1": ("full time", "310", "304", "297"),
}
# What a large member answers so that a rule of referral has something to say.
LARGE = 60
REFERRED = {"LEL-P3": "2023-03-15", "POL-3": True}
# Months before a term in which its submission is answered, and in which it is opened.
ANSWERED_BEFORE, OPENED_BEFORE = 1, 2
TEXT = "As in the last application; see the attached schedule."
ASKED = {
    "LEL-14": "The force policy was revised in March; is off-duty work still approved each time?",
    "EPL-7": "Your loss run shows two charges this year. Please count again.",
}


@dataclass(frozen=True, kw_only=True)
class Answerer:
    """Who answers for a member, and what: the generator draws what the member's size does not say."""

    member: Member
    by: User
    generator: np.random.Generator

    def value(self, question: Question) -> Any:
        """A plausible answer in the form in which answers are kept."""
        if question.code in self.sizes:
            return str(self.sizes[question.code])
        if question.code == "LEL-30":
            return self.member.client.kind == ClientKind.COUNTY
        if question.code in REFERRED and self.member.officers > LARGE:
            return REFERRED[question.code]
        kind = question.answer_type
        if kind == "yes_no":
            return not question.referral_if.endswith("yes")
        if kind == "choice":
            return question.choices[int(self.generator.integers(len(question.choices)))]
        if kind == "date":
            return date(2025, 1 + int(self.generator.integers(12)), 15).isoformat()
        if kind == "table":
            return [self._row(question)]
        if kind == "money":
            return f"{self.member.population * int(self.generator.integers(900, 2400))}.00"
        if kind == "number":
            low, high = (60, 101) if question.unit == "%" else (0, 25)
            return str(int(self.generator.integers(low, high)))
        return TEXT

    def _row(self, question: Question) -> list[str]:
        """One row of a table: words for its first column, figures for the rest."""
        if question.code in ROWS:
            return list(ROWS[question.code])
        figures = [str(int(self.generator.integers(1, 90))) for _ in question.choices[1:]]
        return ["2025" if question.choices[0] == "year" else "all", *figures]

    @property
    def sizes(self) -> Mapping[str, int]:
        """What the size of the member says, in people."""
        officers = round(self.member.officers)
        return {
            "ENT-4": self.member.population,
            "LEL-2": min(3, officers),
            "LEL-3": round(officers * 0.18),
            "LEL-4": round(officers * 0.75),
            "LEL-6": round(officers * 0.07),
            "LEL-10": min(2, officers // 20),
            "LEL-21": 40,
            "LEL-22": 14,
        }


def build(context: BookContext) -> dict[str, int]:
    """Write the submissions of the last and the coming term, and the marks; returns counts by noun."""
    generator = context.generator("renewals")
    members = context.members[: int(assumed("renewals.clients"))]
    context.report("renewals", 0, len(members))
    people = dict.fromkeys(("chief", "risk-manager", "underwriter"), context.by)
    people |= {user.username: user for user in User.objects.filter(username__in=people)}
    submissions = marks = answers = 0
    for place, member in enumerate(members):
        starts, later = terms(context.plan, place)[-1].end, months_later(place)
        stage = STAGES[place % len(STAGES)] if later <= ANSWERED_BEFORE else ""
        if later == OPENED_BEFORE:
            stage = "open"
        by = people["risk-manager"] if place == 0 else context.by
        answerer = Answerer(member=member, by=by, generator=generator)
        if stage or later:
            before = _last_term(answerer, starts.replace(year=starts.year - 1))
            answers += _fill(before, answerer, {}, share=1.0)
            submissions += 1
        if stage:
            row = _this_term(answerer, starts, stage, before)
            held = dict(before.answers.values_list("code", "value"))
            answers += _fill(row, answerer, held, share=0.6 if stage == "open" else 1.0)
            _finish(row, stage, people if place == 0 else {})
            submissions += 1
        marks += _mark(context, member, starts, stage, people["underwriter"])
    return {"submissions": submissions, "answers": answers, "renewal steps": marks}


def _last_term(answerer: Answerer, starts_on: date) -> Submission:
    return _write(answerer, starts_on, "accepted", None)


def _this_term(answerer: Answerer, starts_on: date, stage: str, before: Submission) -> Submission:
    return _write(answerer, starts_on, stage, before)


def _write(
    answerer: Answerer, starts_on: date, status: str, before: Submission | None
) -> Submission:
    client = answerer.member.client
    opened = starts_on - timedelta(days=118)
    moved = opened if status == "open" else starts_on - timedelta(days=45)
    row = Submission.objects.create(
        client=client,
        starts_on=starts_on,
        lines=sorted(lines(answerer.member)),
        bank=built_in().key,
        due_on=starts_on - timedelta(days=DUE_DAYS_BEFORE),
        expiring=before,
        status=status,
        status_reason="Two answers do not agree with what is on record." * (status == "returned"),
        opened_by=answerer.by,
        opened_at=noon(opened),
        moved_at=noon(moved),
    )
    record_invented(
        at=noon(opened),
        by=answerer.by,
        verb="submission.open",
        subject=row,
        client=client,
        starts_on=starts_on,
        lines=row.lines,
    )
    return row


def _fill(row: Submission, answerer: Answerer, held: Mapping[str, Any], *, share: float) -> int:
    """Answer: most stay as they were and are confirmed, some change; with a share below one the rest
    stays carried over."""
    bank, day = built_in(), row.starts_on - timedelta(days=80)
    said: dict[str, Any] = {}
    rows = []
    for question in _asked(bank, row, said):
        before, drawn = held.get(question.code), answerer.generator.random()
        changes = before is None or drawn < assumed("renewals.changed")
        value = answerer.value(question) if changes else before
        origin = Origin.GIVEN if value != before else Origin.CONFIRMED
        if drawn > share and before is not None:
            value, origin = before, Origin.CARRIED
        said[question.code] = value
        rows.append((row.pk, question.code, value, origin, day, "", answerer.by.pk, noon(day)))
    columns = ["submission", "code", "value", "origin", "as_of", "source", "answered_by"]
    return insert_rows(Answer, [*columns, "recorded_at"], rows)


def _asked(bank: Bank, row: Submission, said: Mapping[str, Any]) -> Iterator[Question]:
    """Each question once its condition is known: a condition always looks back."""
    for question in bank.questions:
        asked = bank.asked(lines=row.lines, on=row.starts_on, answers=said)
        if question in asked:
            yield question


def _finish(row: Submission, stage: str, people: Mapping[str, User]) -> None:
    last = row.answers.order_by("-id").values_list("pk", flat=True)[0]
    day = noon(row.starts_on - timedelta(days=62))
    pairs = ((Capacity.DEPARTMENT, "chief"), (Capacity.MANAGER, "risk-manager"))
    if stage in {"submitted", "accepted", "returned"}:
        for capacity, name in pairs:
            Attestation.objects.create(
                submission=row,
                capacity=capacity,
                statement=STATEMENT,
                last_answer=last,
                attested_by=people.get(name, row.opened_by),
                attested_at=day,
            )
    if stage == "returned":
        for code, text in ASKED.items():
            if row.answers.filter(code=code).exists():
                Ask.objects.create(
                    submission=row,
                    code=code,
                    text=text,
                    last_answer=last,
                    asked_by=people.get("underwriter", row.opened_by),
                    asked_at=row.moved_at,
                )


def _mark(context: BookContext, member: Member, expires_on: date, stage: str, by: User) -> int:
    rows = [
        (
            member.client.pk, expires_on, step, WAIVED if step == "proposal" else DONE,
            "Sent in writing instead." if step == "proposal" else "", by.pk,
            noon(context.plan.ends_on - timedelta(days=20)),
        )
        for step in STEPS_MARKED[stage]
    ]  # fmt: skip
    columns = ["client", "expires_on", "step", "verb", "note", "acted_by", "recorded_at"]
    return insert_rows(RenewalAct, columns, rows)


PARTS.register(Part(key="renewals", label="Renewals and submissions", order=70, build=build))
