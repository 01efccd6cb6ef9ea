"""Who may approve an issue: whose grants cover it, and whom the four eyes keep away from it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from decimal import Decimal

from riskcore.access.models import User
from riskcore.underwriting.authority import Asked, Grant, Verdict, covers
from riskcore.underwriting.built_in import asked_of
from riskcore.underwriting.evaluation import subject_of
from riskcore.underwriting.finding import terms_of
from riskcore.underwriting.grants import grants_of, underwriters_of
from riskcore.underwriting.measures import Question
from riskcore.underwriting.models import Issue, Review
from riskcore.underwriting.plan import PLAN

AUTHORITY = "authority"
EVERY_LINE = ""


@dataclass(frozen=True, kw_only=True)
class Approver:
    """Somebody who may or may not approve an issue. barred: why the four eyes keep them away, "" if
    they do not; special: they hold a grant to approve beyond every bound."""

    user: User
    verdict: Verdict
    barred: str
    special: bool

    @property
    def may(self) -> bool:
        return self.verdict.within and not self.barred

    @property
    def may_specially(self) -> bool:
        return self.special and not self.barred

    @property
    def because(self) -> str:
        """Why they may, or may not: a clause."""
        return self.barred or self.verdict.because


def approvers(issue: Issue, *, people: Collection[User] | None = None) -> tuple[Approver, ...]:
    """Everybody who might approve the issue, or these people, each with the reason; in a number of
    queries that does not grow with the people. As of today: a grant that ran out gives nothing any
    more."""
    review = issue.review
    chosen = list(people) if people is not None else underwriters_of(carrier=review.client.carrier)
    question, asked, dimensions, rule = _asked(issue)
    grants = grants_of(carrier_id=review.client.carrier_id, users=chosen, on=question.as_of)
    own = _own_hands(issue)
    return tuple(
        Approver(
            user=person,
            verdict=covers(grants[person.pk], asked, dimensions=dimensions, rule=rule),
            barred=own.get(person.pk, ""),
            special=any(grant.special and _fits(grant, asked) for grant in grants[person.pk]),
        )
        for person in chosen
    )


def approver(issue: Issue, *, user: User) -> Approver:
    """Whether this person may approve the issue, and why."""
    [found] = approvers(issue, people=[user])
    return found


def _asked(issue: Issue) -> tuple[Question, Asked, frozenset[str], str]:
    """What an approval of the issue asks authority for: the values, in which respects of a grant, and
    the rule that the grant must name ("" where the respects say it all)."""
    review, values = issue.review, issue.values
    rule = PLAN.rule(issue.rule)
    question = _question(review)
    dimension = rule.dimension if rule else ""
    if dimension == AUTHORITY:
        asked = _line_asked(review, question, str(values.get("line", "")))
        return question, asked, frozenset({str(values.get("dimension", "grant"))}), ""
    asked = Asked(line=EVERY_LINE)
    if dimension == "officers":
        asked = replace(asked, officers=Decimal(str(values["officers"])))
    elif dimension == "schedule":
        percent = Decimal(str(values["schedule_percent"]))
        asked = replace(asked, line=issue.key, schedule_percent=percent)
    elif dimension == "critical":
        asked = replace(asked, open_critical=1)
    return question, asked, frozenset({dimension} - {""}), issue.rule


def _question(review: Review) -> Question:
    return Question(subjects=(subject_of(review),), as_of=review.as_of, plan=PLAN)


def _line_asked(review: Review, question: Question, line: str) -> Asked:
    """What the offered terms of a line ask; of no line in particular where it is ""."""
    [subject] = question.subjects
    for terms in subject.offered:
        if line in ("", terms.line):
            return replace(asked_of(question, subject, terms), line=line)
    return Asked(line=line)


def _own_hands(issue: Issue) -> dict[int, str]:
    """User id -> why the four eyes keep that person from approving the issue."""
    review = issue.review
    own: dict[int, str] = {}
    rule = PLAN.rule(issue.rule)
    if rule is not None and rule.dimension == AUTHORITY:
        row, _ = terms_of(review)
        if row is not None and row.note[:15] != "Carried forward":
            own[row.set_by_id] = "they set these terms"
        if review.underwriter_id:
            own[review.underwriter_id] = "the review is theirs, and it goes beyond their authority"
    if issue.referred_by_id:
        own[issue.referred_by_id] = "they referred it, and nobody approves what he referred"
    return own


def _fits(grant: Grant, asked: Asked) -> bool:
    return asked.line == EVERY_LINE or grant.line in ("", asked.line)
