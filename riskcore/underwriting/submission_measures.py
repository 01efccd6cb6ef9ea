"""Measures from what a client answered for its term: an answer that the bank refers is a finding.

The bank names a rule for each such question; where the house has a rule of its own for the same thing
(a jail, a decree, a policy's age), that one is asked, under its own name.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from riskcore.submissions.referring import Answered, Told, told
from riskcore.underwriting.measures import MEASURES, Measure, Question
from riskcore.underwriting.plan import OTHER_ANSWER, SUBMISSION_RULES
from riskcore.underwriting.rules import Answer, Finding, SourceRow, Unchecked

# Names in the bank -> the measure they answer, where it is not named alike.
DECREE, NOT_RENEWED, OLD_POLICY = (
    "submission.consent_decree", "submission.nonrenewed", "submission.force_policy_old",
)  # fmt: skip
JAIL = "submission.jail"
NAMED = frozenset({rule.key for rule in SUBMISSION_RULES} - {OTHER_ANSWER})
ELSEWHERE = frozenset({DECREE, NOT_RENEWED, OLD_POLICY, JAIL})
NOTHING = Unchecked(because="no attested submission for the term is on file")
NOT_ASKED = Unchecked(because="the submission does not answer it")
MONTH_DAYS = Decimal("30.4375")


def told_of(question: Question) -> Mapping[int, Told]:
    """What the attested submission of each client's term says, read once; two queries."""
    return question.once(
        "submissions",
        lambda: told({each.client_id: each.term for each in question.subjects}, on=question.as_of),
    )


def answers_to(question: Question, rule: str) -> dict[int, Answer]:
    """The answers that fire a rule of the bank, by client id."""
    known = told_of(question)
    return {pk: _answer(known.get(pk), rule) for pk in question.client_ids}


def other_answers(question: Question) -> dict[int, Answer]:
    """Answers that refer under a rule which no rule of ours is named after."""
    known = told_of(question)
    return {
        pk: tuple(
            _finding(known[pk], each)
            for each in known[pk].answers
            if each.refers and each.rule not in NAMED | ELSEWHERE
        )
        if pk in known
        else NOTHING
        for pk in question.client_ids
    }


def policy_ages(question: Question) -> dict[int, Answer]:
    """Months since each policy that the submission gives a day of was last revised."""
    known = told_of(question)
    return {pk: _ages(known.get(pk), question.as_of) for pk in question.client_ids}


def _answer(known: Told | None, rule: str) -> Answer:
    if known is None:
        return NOTHING
    mine = [each for each in known.answers if each.rule == rule]
    if not mine:
        return NOT_ASKED
    return tuple(_finding(known, each) for each in mine if each.refers)


def _ages(known: Told | None, on: date) -> Answer:
    if known is None:
        return NOTHING
    dated = [each for each in known.answers if each.rule == OLD_POLICY]
    if not dated:
        return NOT_ASKED
    return tuple(_aged(known, each, on) for each in dated)


def _aged(known: Told, each: Answered, on: date) -> Finding:
    revised = date.fromisoformat(str(each.value))
    months = (Decimal((on - revised).days) / MONTH_DAYS).quantize(Decimal("0.1"))
    return Finding(
        key=each.code,
        value=months,
        words=f"{each.sentence[:-1]}: {months} months ago",
        values={"code": each.code, "revised_on": revised.isoformat()},
        rows=_rows(known, each),
    )


def _finding(known: Told, each: Answered) -> Finding:
    return Finding(
        key=each.code,
        words=each.sentence,
        values={"code": each.code, "answer": each.written},
        rows=_rows(known, each),
    )


def _rows(known: Told, each: Answered) -> tuple[SourceRow, ...]:
    says = f"{each.code}: {each.written}, as of {each.as_of}, for the term from {known.starts_on}"
    return (SourceRow(table="submissions", id=str(known.submission), says=says),)


def _measuring(rule: str) -> Callable[[Question], Mapping[int, Answer]]:
    def measure(question: Question) -> Mapping[int, Answer]:
        return answers_to(question, rule)

    return measure


def register() -> None:
    named = [(rule.key, rule.label, rule.key) for rule in SUBMISSION_RULES[:-1]]
    named += [
        ("entity.consent_decree", "Consent decree, as the submission answers", DECREE),
        ("entity.non_renewed_elsewhere", "Cover refused elsewhere, as answered", NOT_RENEWED),
    ]
    for at, (key, label, rule) in enumerate(named):
        MEASURES.register(
            Measure(key=key, label=label, order=400 + 10 * at, measure=_measuring(rule))
        )
    MEASURES.register(
        Measure(
            key=OTHER_ANSWER, label=SUBMISSION_RULES[-1].label, order=600, measure=other_answers
        )
    )
    MEASURES.register(
        Measure(
            key="policies.age",
            label="Months since each policy on force and pursuits was revised, as answered",
            order=610,
            measure=policy_ages,
        )
    )
