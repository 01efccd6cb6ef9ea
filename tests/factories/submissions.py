"""Submissions in any state, each reached by living through it."""

from datetime import date

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.submissions import actions, verdicts
from riskcore.submissions.bank import Question
from riskcore.submissions.models import Submission
from riskcore.submissions.queries import read
from tests.factories.policies import term

STARTS = date(2026, 10, 1)
SAMPLE = {
    "number": "12",
    "money": "1000.00",
    "yes_no": "no",
    "date": "2025-06-01",
    "text": "As before.",
}


def insured(client: Client, *, line: str = "POL") -> None:
    """A term of one line that expires on STARTS."""
    term(client, STARTS.replace(year=2025), line=line, number=f"P-{line}")


def opened(client: Client, by: User, starts_on: date = STARTS) -> Submission:
    return actions.open_submission(by=by, client_code=client.code, starts_on=starts_on)


def plausible(question: Question) -> str:
    """Something that may be typed as the answer to a question."""
    if question.answer_type == "choice":
        return question.choices[-1]
    if question.answer_type == "table":
        return " | ".join("1" for _ in question.choices)
    return SAMPLE[question.answer_type]


def answer_all(row: Submission, by: User) -> None:
    """Answer until nothing is asked any more that is not answered."""
    while missing := {
        line.question.code: plausible(line.question)
        for line in read(by=by, number=row.pk).lines
        if line.value is None and line.question.required
    }:
        saved = actions.save_answers(by=by, number=row.pk, answers=missing)
        assert not saved.problems


def attested(row: Submission, *, manager: User, head: User) -> None:
    verdicts.attest(by=manager, number=row.pk, capacity="manager")
    verdicts.attest(by=head, number=row.pk, capacity="department")


def submitted(row: Submission, *, manager: User, head: User) -> Submission:
    answer_all(row, manager)
    attested(row, manager=manager, head=head)
    row.refresh_from_db()
    return verdicts.submit(by=manager, number=row.pk, version=row.version)
