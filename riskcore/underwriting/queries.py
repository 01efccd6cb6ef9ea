"""Reviews as they are read: one with all that stands in its way, and the desk over all clients."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Q

from riskcore.access.models import User
from riskcore.clients.queries import find as find_client
from riskcore.clients.queries import held
from riskcore.underwriting.approval import Approver, approvers
from riskcore.underwriting.codes import BlockingPoint, Outcome, ReviewKind
from riskcore.underwriting.contingencies import Contingency
from riskcore.underwriting.finding import expiring_of, find_issue, find_review, terms_of
from riskcore.underwriting.lines import (
    WAITING,
    ActLine,
    DecisionLine,
    EvaluationLine,
    IssueLine,
    ReviewDesk,
    ReviewLine,
    ReviewSheet,
    TermsLine,
)
from riskcore.underwriting.models import Decision, Evaluation, Issue, IssueAct, Review
from riskcore.underwriting.permissions import APPROVE, REVIEW, VIEW
from riskcore.underwriting.plan import PLAN
from riskcore.underwriting.states import ISSUE_LIFE, PASSES, REVIEW_LIFE, UNDER_WAY


def sheet(*, by: User, number: str) -> ReviewSheet:
    """One review with all that belongs to it, in a fixed number of queries. Raises NotFound."""
    review = find_review(by=by, number=number)
    terms, lines = terms_of(review)
    issues = _issue_lines(Issue.objects.filter(review=review).order_by("id"))
    may = held(by=by, client=review.client)
    line = _line(review, by, _counts([review.pk]))
    decisions = Decision.objects.filter(review=review).select_related("decided_by")
    return ReviewSheet(
        line=line,
        expiring_label=review.expiring,
        expiring=expiring_of(review),
        terms=TermsLine(
            id=terms.pk,
            lines=lines,
            note=terms.note,
            set_by=name_of(terms.set_by),
            set_at=terms.set_at,
        )
        if terms
        else None,
        issues=issues,
        decisions=tuple(_decision(row) for row in decisions.order_by("-id")),
        evaluation=_evaluation(review),
        verbs=_verbs(review, by, may),
        stopped={
            verb: sum(
                issue.waits and issue.blocking in _points(verb) and issue.blocking != "none"
                for issue in issues
            )
            for verb in PASSES
        },
        outcomes=outcomes_of(review.kind),
        status_reason=review.status_reason,
    )


def listing(
    *, by: User, client_code: str = "", statuses: Collection[str] = ()
) -> tuple[ReviewLine, ...]:
    """Reviews that ``by`` may see, the latest term first; of one client where its code is given."""
    rows = Review.objects.visible_to(by).select_related("client", "underwriter")
    if client_code:
        rows = rows.filter(client=find_client(by=by, code=client_code, permission=VIEW))
    if statuses:
        rows = rows.filter(status__in=statuses)
    found = list(rows.order_by("-starts_on", "client__name", "-id"))
    counts = _counts([row.pk for row in found])
    return tuple(_line(row, by, counts) for row in found)


def desk(*, by: User, today: date) -> ReviewDesk:
    """What waits for ``by`` over all clients, in a fixed number of queries."""
    referred = Issue.objects.visible_to(by, APPROVE).filter(
        referred_to=by, status="open", review__status__in=UNDER_WAY
    )
    under_way = listing(by=by, statuses=UNDER_WAY)
    open_ = Contingency.objects.visible_to(by).filter(status="open")
    return ReviewDesk(
        to_approve=_issue_lines(referred.order_by("review__starts_on", "id")),
        mine=tuple(line for line in under_way if line.is_mine),
        others=tuple(
            sorted(
                (line for line in under_way if not line.is_mine),
                key=lambda line: (bool(line.underwriter), line.starts_on, line.client_name),
            )
        ),
        overdue=open_.filter(due_on__lt=today).count(),
        open_contingencies=open_.count(),
    )


def issue_line(*, by: User, issue_id: int) -> IssueLine:
    """One issue as it stands, or NotFound."""
    row = find_issue(by=by, issue_id=issue_id)
    [line] = _issue_lines(Issue.objects.filter(pk=row.pk))
    return line


def issue_verbs(*, by: User, issue_id: int) -> tuple[tuple[str, ...], tuple[Approver, ...]]:
    """What ``by`` may do about an issue now, and everybody who might approve it, with the reasons."""
    row = find_issue(by=by, issue_id=issue_id)
    people = approvers(row)
    may = held(by=by, client=row.review.client)
    if row.review.status not in UNDER_WAY:
        return (), people
    mine = next((each for each in people if each.user.pk == by.pk), None)
    others = any((each.may or each.may_specially) and each.user.pk != by.pk for each in people)
    allowed = {
        "refer": others,
        "approve": mine is not None and mine.may,
        "special_approve": mine is not None and mine.may_specially and not mine.may,
        "reject": mine is not None and (mine.may or mine.may_specially),
        "reopen": True,
    }
    verbs = tuple(
        verb
        for verb, step in ISSUE_LIFE.steps.items()
        if row.status in step.sources and step.permission in may and allowed.get(verb, False)
    )
    return verbs, people


def outcomes_of(kind: str) -> tuple[tuple[str, str], ...]:
    """The outcomes that a review of this kind may have, with their words."""
    renewal = kind == ReviewKind.RENEWAL.value
    allowed = (Outcome.RENEW, Outcome.NON_RENEW) if renewal else (Outcome.OFFER, Outcome.DECLINE)
    return tuple((each.value, each.label) for each in allowed)


def name_of(user: User | None) -> str:
    """A person's name as it is shown; "" for nobody."""
    return (user.get_full_name() or user.username) if user else ""


def _points(verb: str) -> frozenset[str]:
    order = [point.value for point in BlockingPoint]
    return frozenset(order[: order.index(PASSES[verb].value) + 1])


def _verbs(review: Review, by: User, may: frozenset[str]) -> tuple[str, ...]:
    if REVIEW not in may:
        return ()
    possible = [verb for verb in REVIEW_LIFE.steps if REVIEW_LIFE.can(verb, review.status)]
    mine = review.underwriter_id == by.pk
    if mine:
        keep = [verb for verb in possible if verb != "take_up"]
    else:
        free = {"take_up", "reopen"} | ({"withdraw"} if review.underwriter_id is None else set())
        keep = [verb for verb in possible if verb in free]
    kind = review.kind
    other = "decline" if kind == ReviewKind.RENEWAL.value else "non_renew"
    return tuple(verb for verb in keep if verb != other)


def _counts(review_ids: list[int]) -> Mapping[int, tuple[int, int]]:
    rows = (
        Issue.objects.filter(review__in=review_ids, status__in=WAITING)
        .exclude(blocking="none")
        .order_by()
        .values_list("review_id")
        .annotate(waiting=Count("id"), referred=Count("id", filter=Q(referred_to__isnull=False)))
    )
    return {pk: (waiting, referred) for pk, waiting, referred in rows}


def _line(row: Review, by: User, counts: Mapping[int, tuple[int, int]]) -> ReviewLine:
    waiting, referred = counts.get(row.pk, (0, 0))
    return ReviewLine(
        number=row.number,
        client_code=row.client.code,
        client_name=row.client.name,
        state=row.client.state,
        kind=row.kind,
        status=row.status,
        means=REVIEW_LIFE.states[row.status],
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        as_of=row.as_of,
        underwriter=name_of(row.underwriter),
        is_mine=row.underwriter_id == by.pk,
        waiting=waiting,
        referred=referred,
        version=row.version,
        moved_at=row.moved_at,
    )


def _issue_lines(rows: Any) -> tuple[IssueLine, ...]:
    found = list(rows.select_related("review__client", "referred_to", "referred_by"))
    acts: dict[int, list[ActLine]] = {row.pk: [] for row in found}
    done = IssueAct.objects.filter(issue__in=list(acts)).select_related("by", "referred_to")
    for act in done.order_by("id"):
        acts[act.issue_id].append(
            ActLine(
                verb=act.verb,
                by=name_of(act.by),
                at=act.at,
                reason=act.reason,
                referred_to=name_of(act.referred_to),
            )
        )
    return tuple(_issue(row, tuple(acts[row.pk])) for row in found)


def _issue(row: Issue, acts: tuple[ActLine, ...]) -> IssueLine:
    rule = PLAN.rule(row.rule)
    return IssueLine(
        id=row.pk,
        review=row.review.number,
        client_code=row.review.client.code,
        client_name=row.review.client.name,
        rule=row.rule,
        key=row.key,
        label=row.label,
        blocking=row.blocking,
        blocks=BlockingPoint(row.blocking).label,
        sentence=row.sentence,
        rows=tuple(row.rows),
        values=row.values,
        status=row.status,
        version=row.version,
        watch=bool(rule and rule.watch),
        referred_to=name_of(row.referred_to),
        referred_by=name_of(row.referred_by),
        acts=acts,
    )


def _decision(row: Decision) -> DecisionLine:
    return DecisionLine(
        id=row.pk,
        outcome=row.outcome,
        outcome_label=Outcome(row.outcome).label,
        rationale=row.rationale,
        conditions=row.conditions,
        decided_by=name_of(row.decided_by),
        decided_at=row.decided_at,
        terms=row.terms_id,
    )


def _evaluation(review: Review) -> EvaluationLine | None:
    row = Evaluation.objects.filter(review=review).select_related("made_by").order_by("id").last()
    if row is None:
        return None
    return EvaluationLine(
        plan=row.plan,
        as_of=row.as_of,
        made_by=name_of(row.made_by),
        made_at=row.made_at,
        clear=tuple(each["label"] for each in row.result["clear"]),
        unchecked=tuple((each["label"], each["because"]) for each in row.result["unchecked"]),
        bounds=tuple(
            (each["label"], each["bound"], each["plan"]) for each in row.result.get("bounds", ())
        ),
    )
