"""Adding evidence, opening it, and deciding on it. Decisions are appended, never changed."""

from dataclasses import dataclass
from typing import IO

from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import get_random_string

from outreach.evidence.models import Decision, Evidence, EvidenceKind, Review
from outreach.initiatives import queries as initiatives
from outreach.initiatives.models import Initiative
from riskcore.access.models import Organisation, User
from riskcore.audit import actions as audit
from riskcore.clients import queries as clients
from riskcore.errors import InvalidInput, NotFound, PermissionDenied
from riskcore.files import inspection as files
from riskcore.files.sending import Opened, open_unchanged

HIGHEST_LEVEL = 3


@dataclass(frozen=True, kw_only=True)
class AddedEvidence:
    """Evidence as kept. ``also_proves``: references of the client's other initiatives to which the
    very same file was added; reviewers see that as a flag."""

    evidence: Evidence
    also_proves: tuple[str, ...]


def add_evidence(
    *, by: User, initiative_id: int, kind: str, file: IO[bytes], file_name: str
) -> AddedEvidence:
    """Keep one file as proof of an initiative, under a random name, with the hash of its bytes.

    Raises InvalidInput with a sentence where the file cannot be taken (``files.inspect``) or already
    proves this initiative; the same file under another initiative is kept and reported. Audited as
    ``evidence.added``.
    """
    initiative = initiatives.find_current(
        by=by, initiative_id=initiative_id, permission="outreach.submit"
    )
    if kind not in EvidenceKind.values:
        raise InvalidInput(
            "evidence.kind_unknown",
            f"You sent evidence of the kind {kind!r}, which is not one of ours. Choose one of: "
            f"{', '.join(EvidenceKind.values)}.",
            kind=kind,
        )
    inspected = files.inspect(file, file_name=file_name)
    same = Evidence.objects.filter(initiative__client=initiative.client, sha256=inspected.sha256)
    if same.filter(initiative__reference=initiative.reference).exists():
        raise _already_there(inspected.file_name, initiative)
    also_proves = tuple(
        same.order_by("initiative__reference")
        .values_list("initiative__reference", flat=True)
        .distinct()
    )
    evidence = Evidence(
        initiative=initiative,
        kind=kind,
        file_name=inspected.file_name,
        content_type=inspected.content_type,
        size=inspected.size,
        sha256=inspected.sha256,
        uploaded_by=by,
    )
    _keep(evidence, file, inspected.extension, also_proves)
    return AddedEvidence(evidence=evidence, also_proves=also_proves)


def read_evidence(*, by: User, evidence_id: int) -> Opened:
    """Open one evidence file for a person, unless its bytes are no longer those that were received.

    Audited as ``evidence.opened``: the department sees who looked.
    """
    evidence = (
        Evidence.objects.visible_to(by)
        .select_related("initiative__client")
        .filter(pk=evidence_id)
        .first()
    )
    if evidence is None:
        raise NotFound(
            "evidence.unknown",
            f"You asked for the evidence {evidence_id}; there is none with that number that you may "
            "see. Open it from its initiative.",
            evidence=evidence_id,
        )
    client = evidence.initiative.client
    clients.check(by=by, permission="outreach.open_evidence", client=client)
    opened = open_unchanged(
        evidence.file,
        sha256=evidence.sha256,
        content_type=evidence.content_type,
        size=evidence.size,
        file_name=evidence.file_name,
    )
    audit.record(
        by=by,
        verb="evidence.opened",
        subject=evidence,
        client=client,
        reference=evidence.initiative.reference,
        sha256=evidence.sha256,
    )
    return opened


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


def _keep(
    evidence: Evidence, file: IO[bytes], extension: str, also_proves: tuple[str, ...]
) -> None:
    initiative = evidence.initiative
    evidence.file.save(f"{get_random_string(32)}.{extension}", File(file), save=False)
    try:
        with transaction.atomic():
            evidence.save(force_insert=True)
            audit.record(
                by=evidence.uploaded_by,
                verb="evidence.added",
                subject=evidence,
                client=initiative.client,
                reference=initiative.reference,
                kind=evidence.kind,
                sha256=evidence.sha256,
                also_proves=list(also_proves),
            )
    except BaseException as failure:
        evidence.file.storage.delete(str(evidence.file.name))
        if isinstance(failure, IntegrityError):
            raise _already_there(evidence.file_name, initiative) from failure
        raise


def _already_there(file_name: str, initiative: Initiative) -> InvalidInput:
    return InvalidInput(
        "evidence.already_there",
        f"You sent {file_name!r} as evidence of {initiative.title!r}; the very same file already "
        "proves it. Send another one, or leave it at that.",
        file_name=file_name,
        reference=initiative.reference,
    )


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
