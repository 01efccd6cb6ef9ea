"""Who may judge an initiative: somebody from outside who took no part in it."""

from django.db.models import F, Q

from outreach.evidence.models import Review
from outreach.initiatives.models import Initiative, Step, StepKind
from riskcore.access.models import Organisation, User
from riskcore.errors import PermissionDenied


def check_reviewer(by: User, initiative: Initiative) -> None:
    """Raise PermissionDenied with the reason where ``by`` submitted it or sent evidence for it, works
    for the client, or gave the decision that the department appealed."""
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
    if appealed_against(by, initiative):
        raise PermissionDenied(
            "review.own_decision_appealed",
            "You may not decide an appeal against your own decision. Leave it to another advisor.",
            initiative=initiative.pk,
        )


def appealed_against(by: User, initiative: Initiative) -> bool:
    """Whether the department appealed a decision of this reviewer."""
    appeals = Step.objects.filter(
        kind=StepKind.APPEALED,
        initiative__client=initiative.client,
        initiative__reference=initiative.reference,
    )
    latest = appeals.order_by("-at").first()
    if latest is None:
        return False
    judged = Review.objects.filter(
        initiative__client=initiative.client,
        initiative__reference=initiative.reference,
        decided_at__lt=latest.at,
    ).order_by(F("decided_at").desc(), "-pk")
    decision = judged.first()
    return decision is not None and decision.reviewer_id == by.pk
