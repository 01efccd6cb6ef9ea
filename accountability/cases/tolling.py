"""Time in which a complaint's clocks stand still: begun, ended or withdrawn, always by a new row."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accountability.cases.models import Tolling
from accountability.codes import TOLLING_REASONS
from accountability.complaints.attributes import check_code, check_dates
from accountability.complaints.correcting import find_complaint
from riskcore.access.models import User
from riskcore.audit import actions as audit
from riskcore.errors import Conflict, InvalidInput, NotFound

PERMISSION = "case.handle"


def start_toll(
    *,
    by: User,
    complaint_id: int,
    reason: str,
    starts_on: date,
    ends_on: date | None = None,
    note: str = "",
) -> Tolling:
    """Say that a complaint's clocks stand still from a day on. Raises NotFound, PermissionDenied,
    InvalidInput. Records tolling.started."""
    with transaction.atomic():
        complaint = find_complaint(by=by, complaint_id=complaint_id, permission=PERMISSION)
        check_code("reason", reason, TOLLING_REASONS)
        check_dates(starts_on, None)
        _check_order(starts_on, ends_on)
        toll = Tolling.objects.create(
            complaint=complaint,
            reason=reason,
            starts_on=starts_on,
            ends_on=ends_on,
            note=note.strip(),
            recorded_at=timezone.now(),
        )
        _record(by, "tolling.started", toll)
        return toll


def end_toll(*, by: User, toll_id: int, ends_on: date, note: str = "") -> Tolling:
    """Say when a toll ended: a new row that stands for the running one. Raises as ``start_toll``.
    Records tolling.ended."""
    with transaction.atomic():
        running = _standing(by, toll_id)
        _check_order(running.starts_on, ends_on)
        toll = _replace(running, ends_on=ends_on, note=note, withdrawn=False)
        _record(by, "tolling.ended", toll)
        return toll


def withdraw_toll(*, by: User, toll_id: int, note: str) -> Tolling:
    """Say that a toll should never have stood, and why; what was known before keeps it. Raises as
    ``start_toll``. Records tolling.withdrawn."""
    with transaction.atomic():
        standing = _standing(by, toll_id)
        if not note.strip():
            raise InvalidInput(
                "tolling.note_missing",
                "You asked to withdraw a toll without saying why. Give a reason; it is kept.",
                field="note",
            )
        toll = _replace(standing, ends_on=standing.ends_on, note=note, withdrawn=True)
        _record(by, "tolling.withdrawn", toll)
        return toll


def find_toll(*, by: User, toll_id: int) -> Tolling:
    """A toll on record, standing or not, of a complaint that ``by`` may see. Not visible means
    NotFound."""
    toll = Tolling.objects.visible_to(by).known_at().filter(pk=toll_id).first()
    if toll is None:
        raise NotFound(
            "tolling.unknown",
            f"You asked for the toll {toll_id}; there is none with that number that you may see.",
            toll=toll_id,
        )
    find_complaint(by=by, complaint_id=toll.complaint_id, permission="complaint.view_rows")
    return toll


def _standing(by: User, toll_id: int) -> Tolling:
    toll = find_toll(by=by, toll_id=toll_id)
    complaint = find_complaint(by=by, complaint_id=toll.complaint_id, permission=PERMISSION)
    type(complaint).objects.select_for_update().get(pk=complaint.pk)
    if not Tolling.objects.current().filter(pk=toll.pk).exists():
        raise Conflict(
            "tolling.replaced",
            "This toll was ended or withdrawn meanwhile. Look at the complaint again.",
            toll=toll_id,
        )
    return toll


def _replace(toll: Tolling, *, ends_on: date | None, note: str, withdrawn: bool) -> Tolling:
    return Tolling.objects.create(
        complaint=toll.complaint,
        reason=toll.reason,
        starts_on=toll.starts_on,
        ends_on=ends_on,
        note=note.strip() or toll.note,
        replaces=toll,
        withdrawn=withdrawn,
        recorded_at=timezone.now(),
    )


def _check_order(starts_on: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on < starts_on:
        raise InvalidInput(
            "tolling.out_of_order",
            f"The end {ends_on.isoformat()} was given, but the clocks stood still only from "
            f"{starts_on.isoformat()} on. Correct one of the two.",
            field="ends_on",
        )


def _record(by: User, verb: str, toll: Tolling) -> None:
    audit.record(
        by=by,
        verb=verb,
        subject=toll,
        client=toll.complaint.client,
        number=toll.complaint.number,
        reason=toll.reason,
        starts_on=toll.starts_on,
        ends_on=toll.ends_on,
    )
