"""Adding evidence and opening it."""

from dataclasses import dataclass
from typing import IO, Final

from django.core.files.base import ContentFile, File
from django.db import IntegrityError, transaction
from django.utils.crypto import get_random_string

from outreach.evidence import fingerprints, likeness
from outreach.evidence.models import Evidence, EvidenceKind
from outreach.initiatives import queries as initiatives
from outreach.initiatives.models import Initiative
from riskcore.access.models import User
from riskcore.audit import actions as audit
from riskcore.canonical import sha256
from riskcore.clients import queries as clients
from riskcore.errors import InvalidInput, NotFound
from riskcore.files import inspection as files
from riskcore.files.pictures import Picture, read_picture
from riskcore.files.sending import Opened, open_unchanged
from riskcore.files.storing import removed_on_failure

PICTURES: Final = frozenset({"image/jpeg", "image/png"})
LONGEST_NUMBER: Final = 64


@dataclass(frozen=True, kw_only=True)
class AddedEvidence:
    """Evidence as kept. ``also_proves``: references of the client's other initiatives to which the
    very same file was added; ``resembles``: how many earlier files of others it is like. Reviewers see
    both as flags. ``has_place``: its camera wrote where it was, which the copy for viewing leaves out.
    """

    evidence: Evidence
    also_proves: tuple[str, ...]
    resembles: int

    @property
    def has_place(self) -> bool:
        return self.evidence.latitude is not None


def add_evidence(
    *,
    by: User,
    initiative_id: int,
    kind: str,
    file: IO[bytes],
    file_name: str,
    invoice_number: str = "",
) -> AddedEvidence:
    """Keep one file as proof of an initiative, under a random name, with the hash of its bytes.

    Of a picture a copy without its metadata is drawn for viewing; it is compared with the book's, a
    sheet of names with the client's own. invoice_number: as printed, of an invoice only. Raises
    InvalidInput with a sentence where the file cannot be taken (``files.inspect``, ``read_picture``) or
    already proves this initiative; the same file under another initiative is kept and reported.
    Audited as ``evidence.added``.
    """
    initiative = initiatives.find_current(
        by=by, initiative_id=initiative_id, permission="outreach.submit"
    )
    _check_kind(kind)
    inspected = files.inspect(file, file_name=file_name)
    same = Evidence.objects.filter(initiative__client=initiative.client, sha256=inspected.sha256)
    if same.filter(initiative__reference=initiative.reference).exists():
        raise _already_there(inspected.file_name, initiative)
    picture = (
        read_picture(file, file_name=inspected.file_name)
        if inspected.content_type in PICTURES
        else None
    )
    evidence = Evidence(
        initiative=initiative,
        kind=kind,
        file_name=inspected.file_name,
        content_type=inspected.content_type,
        size=inspected.size,
        sha256=inspected.sha256,
        invoice_number=_number(kind, invoice_number),
        uploaded_by=by,
    )
    return _keep(evidence, file, inspected.extension, picture)


def read_evidence(*, by: User, evidence_id: int) -> Opened:
    """Open one evidence file for viewing: of a picture the copy without what its camera wrote.

    Raises NotFound where it is unknown or its bytes are no longer those that were kept. Audited as
    ``evidence.opened``: the department sees who looked.
    """
    evidence = _find(by, evidence_id, "outreach.open_evidence")
    if not evidence.copy:
        return _open_original(by, evidence)
    opened = open_unchanged(
        evidence.copy,
        sha256=evidence.copy_sha256,
        content_type="image/jpeg",
        size=evidence.copy_size or 0,
        file_name=f"{evidence.file_name.rsplit('.', 1)[0]}-copy.jpg",
    )
    _record_look(by, evidence, "copy")
    return opened


def read_original(*, by: User, evidence_id: int) -> Opened:
    """Open one evidence file as it was received, with whatever its camera wrote into it.

    For the department and for those who review or audit. Raises as ``read_evidence`` does, and
    PermissionDenied. Audited as ``evidence.opened``.
    """
    return _open_original(by, _find(by, evidence_id, "outreach.open_original"))


def _open_original(by: User, evidence: Evidence) -> Opened:
    opened = open_unchanged(
        evidence.file,
        sha256=evidence.sha256,
        content_type=evidence.content_type,
        size=evidence.size,
        file_name=evidence.file_name,
    )
    _record_look(by, evidence, "original")
    return opened


def _find(by: User, evidence_id: int, permission: str) -> Evidence:
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
    clients.check(by=by, permission=permission, client=evidence.initiative.client)
    return evidence


def _record_look(by: User, evidence: Evidence, what: str) -> None:
    audit.record(
        by=by,
        verb="evidence.opened",
        subject=evidence,
        client=evidence.initiative.client,
        reference=evidence.initiative.reference,
        sha256=evidence.sha256,
        what=what,
    )


def _keep(
    evidence: Evidence, file: IO[bytes], extension: str, picture: Picture | None
) -> AddedEvidence:
    turned = _describe(evidence, picture)
    name = get_random_string(32)
    evidence.file.save(f"{name}.{extension}", File(file), save=False)
    if picture is not None:
        evidence.copy.save(f"{name}.jpg", ContentFile(picture.copy), save=False)
    try:
        with removed_on_failure(evidence.file, evidence.copy), transaction.atomic():
            evidence.save(force_insert=True)
            found = [
                *(likeness.keep_pictures(evidence, turned) if turned else ()),
                *likeness.keep_people(evidence, file),
            ]
            added = AddedEvidence(
                evidence=evidence, also_proves=_also_proves(evidence), resembles=len(found)
            )
            audit.record(
                by=evidence.uploaded_by,
                verb="evidence.added",
                subject=evidence,
                client=evidence.initiative.client,
                reference=evidence.initiative.reference,
                kind=evidence.kind,
                sha256=evidence.sha256,
                also_proves=list(added.also_proves),
                resembles=added.resembles,
            )
    except IntegrityError as failure:
        raise _already_there(evidence.file_name, evidence.initiative) from failure
    return added


def _describe(evidence: Evidence, picture: Picture | None) -> tuple[int, ...] | None:
    """Fill in what a picture says of itself; its eight fingerprints, None where it has none."""
    if picture is None:
        return None
    evidence.copy_size, evidence.copy_sha256 = len(picture.copy), sha256(picture.copy)
    evidence.taken_on = picture.taken_on
    evidence.latitude, evidence.longitude = picture.latitude, picture.longitude
    evidence.far_km = likeness.far_from_the_others(evidence.initiative.client, picture.place)
    turned = fingerprints.fingerprints(picture.grey)
    evidence.fingerprint = fingerprints.as_stored(turned[0]) if turned else None
    return turned


def _also_proves(evidence: Evidence) -> tuple[str, ...]:
    others = Evidence.objects.filter(
        initiative__client=evidence.initiative.client, sha256=evidence.sha256
    ).exclude(initiative__reference=evidence.initiative.reference)
    return tuple(
        others.order_by("initiative__reference")
        .values_list("initiative__reference", flat=True)
        .distinct()
    )


def _check_kind(kind: str) -> None:
    if kind not in EvidenceKind.values:
        raise InvalidInput(
            "evidence.kind_unknown",
            f"You sent evidence of the kind {kind!r}, which is not one of ours. Choose one of: "
            f"{', '.join(EvidenceKind.values)}.",
            kind=kind,
        )


def _number(kind: str, given: str) -> str:
    """An invoice's number, folded so that the same one reads the same."""
    number = "".join(given.split()).upper()
    if number and kind != EvidenceKind.INVOICE:
        raise InvalidInput(
            "evidence.number_without_invoice",
            f"You gave the invoice number {given.strip()!r} with evidence of the kind {kind!r}. "
            "Send the file as an invoice, or leave the number out.",
            kind=kind,
        )
    if len(number) > LONGEST_NUMBER:
        raise InvalidInput(
            "evidence.number_too_long",
            f"You gave an invoice number of {len(number)} characters; there is room for "
            f"{LONGEST_NUMBER}. Give it as printed on the invoice.",
        )
    return number


def _already_there(file_name: str, initiative: Initiative) -> InvalidInput:
    return InvalidInput(
        "evidence.already_there",
        f"You sent {file_name!r} as evidence of {initiative.title!r}; the very same file already "
        "proves it. Send another one, or leave it at that.",
        file_name=file_name,
        reference=initiative.reference,
    )
