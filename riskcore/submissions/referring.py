"""What submissions answer to the questions whose answers somebody with more authority should see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from riskcore.submissions.bank import Bank, Question, refers, write_answer
from riskcore.submissions.banks_on_file import bank
from riskcore.submissions.models import Submission
from riskcore.submissions.queries import latest
from riskcore.submissions.reading import Given

# Two people have attested what these say; before that it is nobody's word yet.
ATTESTED = ("submitted", "accepted")


@dataclass(frozen=True, kw_only=True)
class Answered:
    """One answer to a question that can refer. value: as it is kept; refers: whether this answer fires
    the question's rule; as_of: the day it speaks of."""

    rule: str
    code: str
    text: str
    value: Any
    written: str
    refers: bool
    as_of: date

    @property
    def sentence(self) -> str:
        return f"{self.text} {self.written} ({self.code})."


@dataclass(frozen=True, kw_only=True)
class Told:
    """One client's attested submission. answers: those given to questions that can refer, in the bank's
    order; a question that was not asked, or not answered, is not among them."""

    submission: int
    starts_on: date
    answers: tuple[Answered, ...]


def told(terms: Mapping[int, date | None], *, on: date) -> dict[int, Told]:
    """By client id what its attested submission says; no entry for a client without one.

    terms: client id -> the day the term starts, None for the latest that has started by ``on``. Two
    queries beside one for each bank that is not the built-in one; asks for nobody's permission.
    """
    rows = Submission.objects.filter(client__in=list(terms), status__in=ATTESTED)
    chosen: dict[int, Submission] = {}
    for row in rows.order_by("starts_on", "id"):
        term = terms[row.client_id]
        if row.starts_on == term or (term is None and row.starts_on <= on):
            chosen[row.client_id] = row
    given = latest([row.pk for row in chosen.values()])
    banks = {key: bank(key) for key in {row.bank for row in chosen.values()}}
    return {
        client_id: Told(
            submission=row.pk,
            starts_on=row.starts_on,
            answers=_answers(banks[row.bank], given.get(row.pk, {}), row.starts_on),
        )
        for client_id, row in chosen.items()
    }


def _answers(of_bank: Bank, given: Mapping[str, Given], on: date) -> tuple[Answered, ...]:
    return tuple(
        _answered(one, given[one.code], on)
        for one in of_bank.questions
        if one.referral_rule and one.code in given and given[one.code].value is not None
    )


def _answered(question: Question, answer: Given, on: date) -> Answered:
    return Answered(
        rule=question.referral_rule,
        code=question.code,
        text=question.text,
        value=answer.value,
        written=write_answer(question, answer.value),
        refers=refers(question.referral_if, answer.value, on),
        as_of=answer.as_of,
    )
