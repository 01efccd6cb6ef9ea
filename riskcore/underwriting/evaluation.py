"""Running the rules over a review: issues are raised, cleared, and reopened when their values
change."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from riskcore.access.models import User
from riskcore.audit import actions as audit
from riskcore.underwriting.bounds import Asked, plans_for
from riskcore.underwriting.finding import expiring_of, terms_of
from riskcore.underwriting.measures import Question, Subject, check_all
from riskcore.underwriting.models import Evaluation, Issue, IssueAct, Review
from riskcore.underwriting.plan import ReferralPlan
from riskcore.underwriting.rules import Checked, Firing, ReferralRule, same_values
from riskcore.underwriting.states import ISSUE_LIFE, LIVE_ISSUE

Identity = tuple[str, str]


def subject_of(review: Review) -> Subject:
    """The review as the rules see it, with the terms set last."""
    _, offered = terms_of(review)
    return Subject(
        client_id=review.client_id,
        code=review.client.code,
        carrier_id=review.client.carrier_id,
        offered=offered,
        expiring=expiring_of(review),
        underwriter=review.underwriter_id,
        term=review.starts_on,
    )


def plan_of(review: Review, subject: Subject) -> ReferralPlan:
    """The rules that hold for a review: under the bounds of the rating plans its lines fall under."""
    lines = tuple(terms.line for terms in subject.offered or subject.expiring)
    asked = Asked(client=review.client, on=review.starts_on, lines=lines)
    return plans_for([asked])[review.client_id]


def check_review(review: Review) -> tuple[ReferralPlan, Checked]:
    """The rules that hold for a review, and what they say as of its day; writes nothing."""
    subject = subject_of(review)
    plan = plan_of(review, subject)
    question = Question(subjects=(subject,), as_of=review.as_of, plan=plan)
    return plan, check_all(question)[review.client_id]


@transaction.atomic
def evaluate(*, by: User, review: Review) -> Evaluation:
    """Run the rules, keep what came of them, and bring the review's issues into line.

    A finding not seen before raises an issue. One whose values changed reopens it, whether it was
    approved or rejected: an approval holds for the values it was given for. One that is gone clears
    it; one that could not be checked is left as it was. Asks for nobody's permission: the verbs that
    call it have done so. Records ``underwriting.evaluated``.
    """
    Review.objects.select_for_update().get(pk=review.pk)
    plan, checked = check_review(review)
    known = {(row.rule, row.key): row for row in Issue.objects.filter(review=review)}
    counts = {"raised": 0, "reopened": 0, "cleared": 0}
    for firing in checked.firings:
        counts_as = _settle(by, review, firing, known.get(firing.identity))
        if counts_as:
            counts[counts_as] += 1
    fired = {firing.identity for firing in checked.firings}
    silent = {rule.key for rule, _ in checked.unchecked}
    for row in known.values():
        spoken_for = (row.rule, row.key) in fired or row.rule in silent
        if plan.rule(row.rule) is not None and not spoken_for and row.status in LIVE_ISSUE:
            _move(by, row, "clear", reason="What raised it is no longer so.")
            counts["cleared"] += 1
    made = Evaluation.objects.create(
        review=review,
        plan=plan.key,
        as_of=review.as_of,
        made_by=by,
        made_at=timezone.now(),
        result=_body(plan, checked),
    )
    audit.record(
        by=by,
        verb="underwriting.evaluated",
        subject=review,
        client=review.client,
        number=review.number,
        plan=plan.key,
        as_of=review.as_of,
        **counts,
        unchecked=len(checked.unchecked),
    )
    return made


def raise_issue(
    *,
    by: User,
    review: Review,
    rule: str,
    key: str,
    label: str,
    blocking: str,
    sentence: str,
    values: Mapping[str, Any],
    rows: list[dict[str, str]],
) -> Issue:
    """Write one issue and its first act; the caller has checked that there is none of this identity."""
    row = Issue.objects.create(
        review=review,
        rule=rule,
        key=key,
        label=label,
        blocking=blocking,
        sentence=sentence,
        values=dict(values),
        rows=rows,
        raised_at=timezone.now(),
    )
    IssueAct.objects.create(
        issue=row, verb="raise", by=by, at=timezone.now(), values=row.values, reason=""
    )
    return row


def _settle(by: User, review: Review, firing: Firing, row: Issue | None) -> str:
    """Bring one issue into line with its firing; returns what that counts as."""
    rule = firing.rule
    if row is None:
        raise_issue(
            by=by,
            review=review,
            rule=rule.key,
            key=firing.key,
            label=rule.label,
            blocking=rule.blocking.value,
            sentence=firing.sentence,
            values=firing.values,
            rows=list(firing.rows),
        )
        return "raised"
    before = row.approved_values if row.status == "approved" else row.values
    changed = not same_values(before or {}, firing.values)
    told = _told(firing, rule)
    if row.status == "gone":
        _move(by, row, "raise_again", reason="It is so again.", **told)
        return "raised"
    if changed and row.status in {"approved", "rejected"}:
        was = "approved" if row.status == "approved" else "rejected"
        _move(
            by, row, "change", reason=f"What was {was} has changed: {_differ(row, firing)}.", **told
        )
        return "reopened"
    Issue.objects.filter(pk=row.pk).update(**told)
    return ""


def _told(firing: Firing, rule: ReferralRule) -> dict[str, Any]:
    return {
        "sentence": firing.sentence,
        "values": firing.values,
        "rows": list(firing.rows),
        "label": rule.label,
        "blocking": rule.blocking.value,
    }


def _differ(row: Issue, firing: Firing) -> str:
    before = row.approved_values if row.status == "approved" else row.values
    before = before or {}
    names = sorted(set(before) | set(firing.values))
    changes = [
        f"{name.replace('_', ' ')} was {before.get(name)}, is {firing.values.get(name)}"
        for name in names
        if before.get(name) != firing.values.get(name)
    ]
    return "; ".join(changes)


def _move(by: User, row: Issue, verb: str, *, reason: str, **told: Any) -> None:
    step = ISSUE_LIFE.step(verb, row.status)
    Issue.objects.filter(pk=row.pk).update(
        status=step.target,
        version=row.version + 1,
        approved_values=None,
        referred_to=None,
        referred_by=None,
        **told,
    )
    IssueAct.objects.create(
        issue=row,
        verb=verb,
        by=by,
        at=timezone.now(),
        reason=reason,
        values=told.get("values", row.values),
    )


def _body(plan: ReferralPlan, checked: Checked) -> dict[str, Any]:
    return {
        "bounds": [
            {
                "rule": rule.key,
                "label": rule.label,
                "bound": rule.bound_words,
                "plan": rule.bound_from,
            }
            for rule in plan.rules
            if rule.bound_from
        ],
        "fired": [
            {
                "rule": firing.rule.key,
                "key": firing.key,
                "label": firing.rule.label,
                "sentence": firing.sentence,
                "values": firing.values,
                "rows": list(firing.rows),
            }
            for firing in checked.firings
        ],
        "clear": [{"rule": rule.key, "label": rule.label} for rule in checked.clear],
        "unchecked": [
            {"rule": rule.key, "label": rule.label, "because": because}
            for rule, because in checked.unchecked
        ],
    }
