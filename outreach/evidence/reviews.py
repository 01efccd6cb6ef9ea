"""Deciding on the evidence of an initiative. Decisions are appended, never changed."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from outreach.evidence.models import Decision, Evidence, Review
from outreach.initiatives import queries as initiatives
from outreach.initiatives.models import Initiative
from riskcore.access.models import Organisation, User
from riskcore.audit import actions as audit
from riskcore.errors import InvalidInput, PermissionDenied

HIGHEST_LEVEL = 3


def review(*, by: User, initiative_id: int, decision: str, level: int, reason: str = "") -> Review:
    """Accept an initiative at an evidence level (1 to 3), or return it with a reason (level 0).

    Raises PermissionDenied where the reviewer took part in submitting or belongs to the client,
    InvalidInput where the decision, its level and its reason do not go together, Conflict where the
    record was corrected meanwhile. Audited as ``initiative.accepted`` or ``initiative.returned``.
    """
    initiative = initiatives.find_current(
        by=by, initiative_id=initiative_id, permission="outreach.review"
    )
    _check_reviewer(by, initiative)
    _check_decision(initiative, decision, level, reason.strip())
    with transaction.atomic():
        made = Review.objects.create(
            initiative=initiative,
            decision=decision,
            level=level,
            reason=reason.strip(),
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
        )
    return made


def _check_reviewer(by: User, initiative: Initiative) -> None:
    same_thing = Q(client=initiative.client, reference=initiative.reference)
    took_part = Initiative.objects.filter(same_thing).filter(
        Q(submitted_by=by) | Q(evidence__uploaded_by=by)
    )
    if took_part.exists():
        raise PermissionDenied(
            "review.own_submission",
            "You may not review an initiative that you submitted or sent evidence for. Leave it to "
            "another advisor.",
            initiative=initiative.pk,
        )
    bodies = Organisation.objects.filter(
        Q(client=initiative.client) | Q(department__client=initiative.client),
        memberships__user=by,
        memberships__ended_at__isnull=True,
    )
    if bodies.exists():
        raise PermissionDenied(
            "review.own_department",
            "You may not review an initiative of a client you work for yourself. Leave it to an "
            "advisor from outside.",
            initiative=initiative.pk,
        )


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
