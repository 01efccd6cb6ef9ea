"""Deciding on the evidence of an initiative. Decisions are appended, never changed."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from outreach.evidence.models import Decision, Evidence, Review
from outreach.evidence.outsiders import check_reviewer
from outreach.evidence.steps import check_free, where_is
from outreach.evidence.wording import RETURN_REASONS
from outreach.initiatives import queries as initiatives
from outreach.initiatives.models import Initiative
from outreach.initiatives.states import SUBMISSION
from riskcore.access.models import User
from riskcore.audit import actions as audit
from riskcore.errors import InvalidInput

HIGHEST_LEVEL = 3
VERBS = {Decision.ACCEPTED.value: "accept", Decision.RETURNED.value: "return"}


def review(
    *,
    by: User,
    initiative_id: int,
    decision: str,
    level: int,
    reason: str = "",
    reason_codes: Sequence[str] = (),
) -> Review:
    """Accept an initiative at an evidence level (1 to 3), or return it with reasons (level 0).

    reason_codes: of ``wording.RETURN_REASONS``, of a return only; with words alone it is "other".
    Raises PermissionDenied where the reviewer is no outsider (``check_reviewer``), InvalidInput where
    the decision, its level and its reasons do not go together, InvalidTransition where it is a draft or
    was withdrawn, Conflict where the record was corrected meanwhile or somebody else has taken it up.
    Audited as ``initiative.accepted`` or ``initiative.returned``.
    """
    initiative = initiatives.find_current(
        by=by, initiative_id=initiative_id, permission="outreach.review"
    )
    check_reviewer(by, initiative)
    codes = _codes(decision, reason_codes, reason.strip())
    _check_decision(initiative, decision, level, reason.strip())
    with transaction.atomic():
        Initiative.objects.select_for_update().get(pk=initiative.pk)
        where = where_is(initiative)
        SUBMISSION.step(VERBS[decision], where.state)
        check_free(by, where)
        made = Review.objects.create(
            initiative=initiative,
            decision=decision,
            level=level,
            reason=reason.strip(),
            reason_codes=codes,
            reviewer=by,
            decided_at=timezone.now(),
        )
        audit.record(
            by=by,
            verb=f"initiative.{decision}",
            subject=initiative,
            client=initiative.client,
            reference=initiative.reference,
            level=level,
            reason=made.reason,
            reason_codes=codes,
        )
    return made


def _codes(decision: str, given: Sequence[str], reason: str) -> list[str]:
    """The reason codes in their order; raises InvalidInput for unknown ones."""
    unknown = sorted(set(given) - set(RETURN_REASONS))
    if unknown:
        raise InvalidInput(
            "review.reason_unknown",
            f"You gave the reasons {', '.join(unknown)}, which are not among ours. Choose from: "
            f"{', '.join(RETURN_REASONS)}.",
            unknown=unknown,
        )
    if decision != Decision.RETURNED:
        return []
    return [code for code in RETURN_REASONS if code in given] or (["other"] if reason else [])


def _check_decision(initiative: Initiative, decision: str, level: int, reason: str) -> None:
    if decision not in Decision.values:
        raise InvalidInput(
            "review.decision_unknown",
            f"You decided {decision!r}; a review either accepts or returns. Choose one of: "
            f"{', '.join(Decision.values)}.",
            decision=decision,
        )
    if decision == Decision.RETURNED:
        if not reason:
            raise InvalidInput(
                "review.reason_missing",
                "You returned an initiative without a reason. Say what is missing, so that the "
                "department knows what to send.",
            )
        if level != 0:
            raise InvalidInput(
                "review.level_of_a_return",
                "You returned an initiative and gave it an evidence level. Leave the level at 0: it "
                "is given on acceptance.",
                level=level,
            )
        return
    if not 1 <= level <= HIGHEST_LEVEL:
        raise InvalidInput(
            "review.level_out_of_range",
            f"You accepted an initiative at the evidence level {level}. Give 1 for the department's "
            "own papers, 2 with an independent document, 3 with a measured audience or survey.",
            level=level,
        )
    proofs = Evidence.objects.filter(
        initiative__client=initiative.client, initiative__reference=initiative.reference
    )
    if not proofs.exists():
        raise InvalidInput(
            "review.nothing_to_accept",
            "You accepted an initiative for which no evidence was sent. Return it and say what is "
            "missing.",
            initiative=initiative.pk,
        )
