"""Correcting a complaint by hand: its attributes, what is alleged, and under which of our codes."""

from typing import Any, Unpack

from django.db import transaction
from django.utils import timezone

from accountability.codes import CATEGORIES
from accountability.complaints.actions import NewAllegation, add_allegation_row, find_allegation
from accountability.complaints.attributes import Attributes, check_code, checked
from accountability.complaints.history import recode, revise
from accountability.complaints.models import Allegation, Complaint
from accountability.complaints.writing import plain
from accountability.officers import officer_token
from riskcore.access.models import User
from riskcore.access.scoping import Person
from riskcore.audit import actions as audit
from riskcore.clients.models import Client
from riskcore.clients.queries import check
from riskcore.errors import InvalidInput, NotFound

BY_HAND = ""
"""The crosswalk of a code that a person gave."""


def find_complaint(*, by: Person, complaint_id: int, permission: str) -> Complaint:
    """A complaint that counts, for somebody who may do this with it.

    Not visible, sealed or taken back means NotFound; visible without the permission, PermissionDenied.
    """
    complaint = (
        Complaint.objects.visible_to(by)
        .known_at()
        .select_related("client__carrier")
        .filter(pk=complaint_id)
        .first()
    )
    if complaint is None:
        raise NotFound(
            "complaint.unknown",
            f"You asked for the complaint {complaint_id}; there is none with that number that you may "
            "see. Open it from the list of complaints.",
            complaint=complaint_id,
        )
    check(by=by, permission=permission, client=complaint.client)
    return complaint


def correct_complaint(
    *, by: User, complaint_id: int, reason: str, **said: Unpack[Attributes]
) -> Complaint:
    """Correct what is said of a complaint; what it said before stays as a revision.

    Raises NotFound, PermissionDenied; InvalidInput without a reason, where nothing changes, and as
    ``record_complaint`` does. Records complaint.corrected.
    """
    with transaction.atomic():
        complaint = find_complaint(by=by, complaint_id=complaint_id, permission="complaint.correct")
        Client.objects.select_for_update().get(pk=complaint.client_id)
        complaint.refresh_from_db()
        _check_reason(reason)
        values = checked(said, before=complaint)
        changes: dict[str, Any] = {
            name: value for name, value in values.items() if value != getattr(complaint, name)
        }
        if not changes:
            raise InvalidInput(
                "complaint.nothing_corrected",
                "You asked to correct this complaint, but everything given is what it says already. "
                "Change something, or leave it.",
            )
        corrections = {
            name: [plain(getattr(complaint, name)), plain(value)] for name, value in changes.items()
        }
        revise(changes={complaint.pk: changes}, by=by, at=timezone.now())
        audit.record(
            by=by,
            verb="complaint.corrected",
            subject=complaint,
            client=complaint.client,
            number=complaint.number,
            corrections=corrections,
            reason=reason.strip(),
        )
        complaint.refresh_from_db()
        return complaint


def add_allegation(*, by: User, complaint_id: int, allegation: NewAllegation) -> Allegation:
    """Add to a complaint what else is alleged. Raises NotFound, PermissionDenied; InvalidInput for an
    unknown category or where the same words stand against the same officer. Records
    complaint.allegation_added."""
    with transaction.atomic():
        complaint = find_complaint(by=by, complaint_id=complaint_id, permission="complaint.correct")
        Client.objects.select_for_update().get(pk=complaint.client_id)
        if allegation.category:
            check_code("category", allegation.category, CATEGORIES)
        if not allegation.words.strip():
            raise InvalidInput(
                "allegation.words_missing",
                "An allegation needs words; say in a few what is alleged.",
                field="words",
            )
        identifier = allegation.officer.strip()
        token = officer_token(client_code=complaint.client.code, identifier=identifier)
        same = Allegation.objects.known_at().filter(
            complaint=complaint,
            officer__token=token if identifier else None,
            category_as_recorded=allegation.words,
        )
        if same.exists():
            raise InvalidInput(
                "allegation.already_there",
                "The same words already stand against the same officer in this complaint. Give "
                "others, or leave it at that.",
                field="words",
            )
        row = add_allegation_row(complaint, allegation)
        audit.record(
            by=by,
            verb="complaint.allegation_added",
            subject=row,
            client=complaint.client,
            number=complaint.number,
            category=row.category,
        )
        return row


def recategorise(*, by: User, allegation_id: int, category: str, reason: str) -> Allegation:
    """Give one allegation another of our codes; its words stay, and so does the code it had, for every
    earlier day. Raises NotFound, PermissionDenied, InvalidInput. Records complaint.recategorised."""
    with transaction.atomic():
        allegation = find_allegation(
            by=by, allegation_id=allegation_id, permission="complaint.correct"
        )
        client = allegation.complaint.client
        check_code("category", category, CATEGORIES)
        _check_reason(reason)
        before = allegation.category
        recode(categories={allegation.pk: category}, crosswalk=BY_HAND, at=timezone.now())
        audit.record(
            by=by,
            verb="complaint.recategorised",
            subject=allegation,
            client=client,
            number=allegation.complaint.number,
            category=[before, category],
            reason=reason.strip(),
        )
        allegation.refresh_from_db()
        return allegation


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise InvalidInput(
            "complaint.reason_missing",
            "You asked to correct a record without saying why. Give a reason; it is kept beside the "
            "correction.",
            field="reason",
        )
