"""Steps of a submission and what both sides say about it. Appended, never changed.

Comments and steps belong to the reference and stay through corrections and resubmissions.
"""

from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.utils import timezone

from outreach.evidence.models import Evidence, Review
from outreach.evidence.outsiders import check_reviewer
from outreach.evidence.standing import LastStep, Standing, is_appealed, standing
from outreach.initiatives import queries as initiatives
from outreach.initiatives.models import Initiative, Step, StepKind
from outreach.initiatives.states import SUBMISSION
from riskcore.access.models import User
from riskcore.audit import actions as audit
from riskcore.clients import queries as clients
from riskcore.errors import Conflict, InvalidInput

LONGEST: Final = 2_000
KINDS: Final = {
    "submit": StepKind.SUBMITTED,
    "withdraw": StepKind.WITHDRAWN,
    "appeal": StepKind.APPEALED,
    "take_up": StepKind.TAKEN_UP,
    "put_back": StepKind.PUT_BACK,
}
NEED_WORDS: Final = {
    "withdraw": "Say in a sentence why you take it back.",
    "appeal": "Say what the reviewer overlooked, so that another one knows where to look.",
}


@dataclass(frozen=True, kw_only=True)
class Where:
    """Where one initiative stands now. taken_by: who took it up, while it is in review."""

    standing: Standing
    is_appealed: bool
    decision: Review | None
    last_step: Step | None

    @property
    def state(self) -> str:
        """The state for the table of steps: an acceptance under appeal waits like a submission."""
        if not self.is_appealed or self.last_step is None:
            return self.standing.value
        taken_up = self.last_step.kind == StepKind.TAKEN_UP
        return "in_review" if taken_up else "submitted"

    @property
    def taken_by(self) -> User | None:
        step = self.last_step
        return step.by if step and step.kind == StepKind.TAKEN_UP and self._is_open else None

    @property
    def _is_open(self) -> bool:
        return self.state == "in_review"


def where_is(initiative: Initiative) -> Where:
    """Where the version in force stands. Three queries."""
    same = {"initiative__client": initiative.client, "initiative__reference": initiative.reference}
    decision = Review.objects.filter(initiative=initiative).order_by("decided_at", "pk").last()
    step = (
        Step.objects.filter(**same)
        .exclude(kind=StepKind.COMMENTED)
        .select_related("by")
        .order_by("at", "pk")
        .last()
    )
    last_step = LastStep(kind=step.kind, at=step.at) if step else None
    newest = Evidence.objects.filter(**same).order_by("uploaded_at").last()
    facts = {
        "decision": decision.decision if decision else None,
        "decided_at": decision.decided_at if decision else None,
        "last_step": last_step,
    }
    return Where(
        standing=standing(last_evidence_at=newest.uploaded_at if newest else None, **facts),  # type: ignore[arg-type]  # of three types
        is_appealed=is_appealed(**facts),  # type: ignore[arg-type]  # likewise
        decision=decision,
        last_step=step,
    )


def take_step(*, by: User, initiative_id: int, verb: str, words: str = "") -> Step:
    """Submit, withdraw or appeal as a department, take up or put back as a reviewer, comment as either.

    Raises InvalidInput for an unknown verb or missing words, InvalidTransition where the state does not
    allow it, Conflict where somebody else has it in review. Audited as ``initiative.<kind>``.
    """
    if verb == "comment":
        return comment(by=by, initiative_id=initiative_id, words=words)
    if verb not in KINDS:
        raise InvalidInput(
            "outreach_submission.verb_unknown",
            f"You asked to {verb!r} an initiative, which is not one of its steps. Choose one of: "
            f"{', '.join(KINDS)}, comment.",
            verb=verb,
        )
    permission = SUBMISSION.steps[verb].permission
    said = _tidy(words)
    if not said and verb in NEED_WORDS:
        raise InvalidInput(
            "outreach_submission.words_missing",
            f"You asked to {verb} an initiative without a word on why. {NEED_WORDS[verb]}",
            verb=verb,
        )
    with transaction.atomic():
        initiative = initiatives.find_current(
            by=by, initiative_id=initiative_id, permission=permission
        )
        Initiative.objects.select_for_update().get(pk=initiative.pk)
        where = where_is(initiative)
        SUBMISSION.step(verb, where.state)
        if verb == "take_up":
            check_reviewer(by, initiative)
        return _append(by, initiative, KINDS[verb], said)


def comment(*, by: User, initiative_id: int, words: str) -> Step:
    """Say something about a submission; both sides read it. Audited as ``initiative.commented``."""
    initiative = initiatives.find(by=by, initiative_id=initiative_id)
    if not clients.can(by=by, permission="outreach.submit", client=initiative.client):
        clients.check(by=by, permission="outreach.review", client=initiative.client)
    said = _tidy(words)
    if not said:
        raise InvalidInput(
            "outreach_submission.words_missing",
            "You sent an empty comment. Write what you want to say, or leave it.",
        )
    with transaction.atomic():
        return _append(by, initiative, StepKind.COMMENTED, said)


def check_free(by: User, where: Where) -> None:
    """Raise Conflict where another reviewer has it in hand."""
    holder = where.taken_by
    if holder is not None and holder.pk != by.pk:
        raise Conflict(
            "review.taken_up",
            f"You asked to review an initiative that {holder} has taken up. Ask them, or put it back "
            "first and take it up yourself.",
            by=str(holder),
        )


def _append(by: User, initiative: Initiative, kind: StepKind, words: str) -> Step:
    made = Step.objects.create(
        initiative=initiative, kind=kind, words=words, by=by, at=timezone.now()
    )
    audit.record(
        by=by,
        verb=f"initiative.{kind}",
        subject=initiative,
        client=initiative.client,
        reference=initiative.reference,
        words=words,
    )
    return made


def _tidy(words: str) -> str:
    said = words.strip()
    if len(said) > LONGEST:
        raise InvalidInput(
            "outreach_submission.words_too_long",
            f"You wrote {len(said):,} characters; there is room for {LONGEST:,}. Shorten it.",
        )
    return said
