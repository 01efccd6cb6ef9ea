"""Measures from the terms on record: days without cover, and retro dates that were advanced."""

from collections.abc import Collection, Mapping

from riskcore.coverage import gaps
from riskcore.coverage.queries import standing_findings
from riskcore.underwriting.measures import MEASURES, Measure, Question
from riskcore.underwriting.rules import Answer, Finding, SourceRow, Unchecked

NO_TERMS = Unchecked(because="no policy is recorded")


def open_findings(question: Question) -> Mapping[int, tuple[gaps.Finding, ...]]:
    """What each client's terms leave open, read once; two queries."""
    return question.once(
        "coverage",
        lambda: standing_findings(client_ids=question.client_ids, as_of=question.as_of),
    )


def gap(question: Question) -> Mapping[int, Answer]:
    """Days of a line without cover."""
    return _answers(question, {gaps.GAP})


def retro_advanced(question: Question) -> Mapping[int, Answer]:
    """Retro dates later than those of the term before, which nobody accepted."""
    return _answers(question, {gaps.RETRO_ADVANCED})


def _answers(question: Question, keys: Collection[str]) -> dict[int, Answer]:
    known = open_findings(question)
    return {
        pk: tuple(_finding(one) for one in known[pk] if one.key in keys and one.is_open)
        if known.get(pk) is not None
        else NO_TERMS
        for pk in question.client_ids
    }


def _finding(one: gaps.Finding) -> Finding:
    return Finding(
        key=f"{one.line}.{one.number}.{one.term_starts_on}"[:96],
        words=one.sentence,
        values={
            "line": one.line,
            "from": one.starts_on.isoformat() if one.starts_on else None,
            "to": one.ends_on.isoformat() if one.ends_on else None,
        },
        rows=(
            SourceRow(
                table="policies",
                id=one.number,
                says=f"{one.line}, the term from {one.term_starts_on}",
            ),
        ),
    )


def register() -> None:
    for at, (key, label, measure) in enumerate(
        (
            ("coverage.gap", "Days without cover between recorded terms", gap),
            ("coverage.retro_advanced", "Retro dates advanced and not accepted", retro_advanced),
        )
    ):
        MEASURES.register(Measure(key=key, label=label, order=300 + 10 * at, measure=measure))
