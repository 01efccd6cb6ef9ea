"""The desk in words: what a review's state means for its reader, its buttons, its terms as rows."""

from dataclasses import dataclass

from riskcore.policies import LimitBasis, Trigger
from riskcore.underwriting.lines import ReviewSheet
from riskcore.underwriting.terms import LineTerms
from riskcore.units import PERCENT, write_date, write_money

FULL = "full prior acts"


@dataclass(frozen=True, kw_only=True)
class Verb:
    """A step as a button. reason: whether the person must say why; note: what follows from it."""

    key: str
    label: str
    done: str
    note: str = ""
    reason: bool = False
    second: bool = False


VERBS = {
    verb.key: verb
    for verb in (
        Verb(
            key="take_up",
            label="Take it up",
            done="The review is yours now, and your authority counts.",
            note="The terms are judged by your grants of authority from now on.",
        ),
        Verb(
            key="release",
            label="Release the quote",
            done="The quote is released.",
            note="The rules are run once more; what they find may stop it.",
        ),
        Verb(
            key="bind",
            label="Bind",
            done="Cover is bound.",
            note="The rules are run once more; what they find may stop it.",
        ),
        Verb(
            key="issue",
            label="Note the policy as issued",
            done="The policy is noted as issued.",
            note="The rules are run once more; what they find may stop it.",
        ),
        Verb(
            key="refresh",
            label="Look at the facts again",
            done="The rules have been run on today's facts.",
            note="What was approved for values that have changed is open again.",
            second=True,
        ),
        Verb(
            key="revise",
            label="Take back to review",
            done="The review is open for other terms.",
            reason=True,
            second=True,
        ),
        Verb(
            key="lapse",
            label="Note as lapsed",
            done="The quote has lapsed.",
            reason=True,
            second=True,
        ),
        Verb(
            key="withdraw",
            label="Withdraw the review",
            done="The review is withdrawn.",
            reason=True,
            second=True,
        ),
        Verb(
            key="reopen",
            label="Reopen the review",
            done="The review is open again, and yours.",
            reason=True,
            second=True,
        ),
    )
}
STEP_WORDS = {
    "quote": "Quoting",
    "release": "Releasing",
    "bind": "Binding",
    "issue": "Issuing",
}


@dataclass(frozen=True, kw_only=True)
class TermsRow:
    """One line of the terms: what expires beside what is offered. changed: the words that differ."""

    line: str
    trigger: str
    retro: str
    limits: tuple[str, ...]
    retention: str
    premium: str
    schedule: str
    worksheet: str
    before: str
    changed: tuple[str, ...]


def lead(found: ReviewSheet | None) -> str:
    """Where things stand, in a sentence."""
    if found is None:
        return "No review of this client has been opened."
    line = found.line
    who = f"with {line.underwriter}" if line.underwriter else "with nobody yet"
    term = f"the term from {write_date(line.starts_on)}"
    if line.status in {"open", "in_review", "quoted", "released", "bound"}:
        count = len(found.waiting)
        if not count:
            return f"Nothing stands in the way of {term}; the review is {who}."
        noun = "issue stands" if count == 1 else "issues stand"
        return f"{count} {noun} in the way of {term}; the review is {who}."
    return f"The review of {term} has ended: {line.means}."


def states_of(found: ReviewSheet) -> list[tuple[str, str]]:
    """Each step still to be passed, and what stops it: ("Binding", "2 issues must be approved
    first")."""
    passed = {"quoted": 1, "released": 2, "bound": 3}.get(found.line.status, 0)
    if found.line.status not in {"open", "in_review", "quoted", "released", "bound"}:
        return []
    rows = []
    for verb in list(STEP_WORDS)[passed:]:
        count = found.stopped[verb]
        noun = "issue" if count == 1 else "issues"
        said = f"{count} {noun} must be approved first" if count else "nothing in the way"
        rows.append((STEP_WORDS[verb], said))
    return rows


def terms_rows(found: ReviewSheet) -> list[TermsRow]:
    """The terms offered, line by line, with what differs from the expiring ones."""
    before = {terms.line: terms for terms in found.expiring}
    offered = found.terms.lines if found.terms else ()
    return [_row(terms, before.get(terms.line)) for terms in offered]


def _row(terms: LineTerms, before: LineTerms | None) -> TermsRow:
    return TermsRow(
        line=terms.line,
        trigger=str(Trigger(terms.trigger).label),
        retro=_retro(terms),
        limits=tuple(
            f"{write_money(amount, with_cents=False)} {LimitBasis(basis).label}"
            for basis, amount in terms.limits
        ),
        retention=write_money(terms.retention, with_cents=False),
        premium=write_money(terms.premium) if terms.premium is not None else "not set",
        schedule=PERCENT.write(terms.schedule_percent) if terms.schedule_percent else "none",
        worksheet=terms.worksheet,
        before="" if before else "not in the expiring terms",
        changed=_changes(before, terms) if before else (),
    )


def _changes(before: LineTerms, after: LineTerms) -> tuple[str, ...]:
    said = []
    if before.premium and after.premium and before.premium != after.premium:
        change = (after.premium / before.premium - 1) * 100
        word = "up" if change > 0 else "down"
        said.append(
            f"premium {word} {PERCENT.write(abs(change))} from {write_money(before.premium)}"
        )
    if before.limits != after.limits:
        was = ", ".join(write_money(amount, with_cents=False) for _, amount in before.limits)
        said.append(f"limits were {was}")
    if before.retention != after.retention:
        said.append(f"retention was {write_money(before.retention, with_cents=False)}")
    if before.retro_date != after.retro_date:
        said.append(f"retro date was {_retro(before)}")
    if before.trigger != after.trigger:
        said.append(f"trigger was {Trigger(before.trigger).label}")
    return tuple(said)


def _retro(terms: LineTerms) -> str:
    if terms.trigger == Trigger.OCCURRENCE:
        return "none on occurrence"
    return write_date(terms.retro_date) if terms.retro_date else FULL
