"""Recording a complaint by hand, and what was decided of an allegation. Nothing is overwritten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Unpack

from django.db import transaction
from django.utils import timezone

from accountability.codes import CATEGORIES
from accountability.complaints.attributes import Attributes, check_code, check_dates, checked
from accountability.complaints.models import (
    Allegation,
    Closure,
    Complaint,
    Finding,
    Merits,
    Stage,
)
from accountability.complaints.purged import purged_among
from accountability.crosswalk import CROSSWALK_VERSION, category_code
from accountability.officers import complainant_token, officer_of
from riskcore.access.models import User
from riskcore.access.scoping import Person
from riskcore.audit import actions as audit
from riskcore.clients.models import Client
from riskcore.clients.queries import check, find
from riskcore.errors import InvalidInput, NotFound

NUMBER_LENGTH = 64


@dataclass(frozen=True, kw_only=True)
class NewAllegation:
    """An allegation as a person enters it. officer: the department's own identifier, "" where nobody
    is identified; it becomes a token and is not stored. category: our code, or "" to have the words
    looked up."""

    words: str
    officer: str = ""
    category: str = ""
    heading: str = ""


def record_complaint(
    *,
    by: User,
    client_code: str,
    number: str,
    allegations: Sequence[NewAllegation],
    complainant: str = "",
    **said: Unpack[Attributes],
) -> Complaint:
    """Record one complaint with its allegations.

    complainant: what the department knows them by (a telephone number, an e-mail address); it becomes a
    token and is not kept. Raises NotFound, PermissionDenied; InvalidInput for an unknown code, a date in
    the future, a receipt before the event, or a number already recorded. Records complaint.recorded.
    """
    with transaction.atomic():
        client = find(by=by, code=client_code, permission="complaint.record")
        client = Client.objects.select_for_update().get(pk=client.pk)
        number = number.strip()
        values = checked(said)
        for allegation in allegations:
            if allegation.category:
                check_code("category", allegation.category, CATEGORIES)
        _check_number(client, number)
        complaint = Complaint.objects.create(
            client=client,
            number=number,
            complainant=complainant_token(client_code=client.code, identifier=complainant),
            recorded_at=timezone.now(),
            **values,
        )
        for allegation in dict.fromkeys(allegations):
            add_allegation_row(complaint, allegation)
        audit.record(
            by=by,
            verb="complaint.recorded",
            subject=complaint,
            client=client,
            number=number,
            allegations=len(allegations),
        )
        return complaint


def add_allegation_row(complaint: Complaint, allegation: NewAllegation) -> Allegation:
    """Write one allegation; the act around it has checked the rule and records it."""
    return Allegation.objects.create(
        complaint=complaint,
        officer=officer_of(complaint.client, allegation.officer),
        category=allegation.category or category_code(allegation.words, allegation.heading),
        class_as_recorded=allegation.heading,
        category_as_recorded=allegation.words,
        crosswalk="" if allegation.category else CROSSWALK_VERSION,
        recorded_at=timezone.now(),
    )


def find_allegation(*, by: Person, allegation_id: int, permission: str) -> Allegation:
    """An allegation that counts, for somebody who may do this with it. Not visible means NotFound."""
    allegation = (
        Allegation.objects.visible_to(by)
        .known_at()
        .select_related("complaint__client")
        .filter(pk=allegation_id)
        .first()
    )
    if allegation is None:
        raise NotFound(
            "allegation.unknown",
            f"You asked for the allegation {allegation_id}; there is none with that id that you "
            "may see.",
            allegation=allegation_id,
        )
    check(by=by, permission=permission, client=allegation.complaint.client)
    return allegation


def record_finding(
    *,
    by: User,
    allegation_id: int,
    merits: str = "",
    closure: str = "",
    stage: str = Stage.FINAL,
    decided_on: date | None = None,
    as_recorded: str = "",
) -> Finding:
    """Append what one authority decided of an allegation, on the merits or closing it without.

    Raises NotFound, PermissionDenied; InvalidInput where merits and closure are both or neither given,
    a code is unknown, a date is impossible, or an appeal has no final finding before it. Records
    finding.recorded.
    """
    with transaction.atomic():
        recommends = stage == Stage.RECOMMENDED
        verb = "recommend_finding" if recommends else "record_finding"
        allegation = find_allegation(
            by=by, allegation_id=allegation_id, permission=f"complaint.{verb}"
        )
        client = allegation.complaint.client
        _check_finding(allegation, merits, closure, stage, decided_on)
        finding = Finding.objects.create(
            allegation=allegation,
            merits=merits,
            closure=closure,
            stage=stage,
            decided_on=decided_on,
            as_recorded=as_recorded,
            recorded_at=timezone.now(),
        )
        audit.record(
            by=by,
            verb="finding.recorded",
            subject=finding,
            client=client,
            number=allegation.complaint.number,
            allegation=allegation.pk,
            finding=merits or closure,
            stage=stage,
            decided_on=decided_on,
        )
        return finding


def _check_finding(
    allegation: Allegation, merits: str, closure: str, stage: str, decided_on: date | None
) -> None:
    if bool(merits) == bool(closure):
        raise InvalidInput(
            "finding.merits_or_closure",
            "A finding has either merits or a reason for closing without them; give exactly one.",
        )
    if merits:
        check_code("finding", merits, Merits.values)
    else:
        check_code("closure reason", closure, Closure.values)
    check_code("stage", stage, Stage.values)
    check_dates(decided_on, allegation.complaint.occurred_on)
    earlier = Finding.objects.known_at().filter(allegation=allegation, stage=Stage.FINAL)
    if stage == Stage.AFTER_APPEAL and not earlier.exists():
        raise InvalidInput(
            "finding.nothing_to_appeal",
            "A finding after appeal was given, but no final finding is recorded for this allegation. "
            "Record the final finding first.",
        )


def _check_number(client: Client, number: str) -> None:
    if not number or len(number) > NUMBER_LENGTH:
        raise InvalidInput(
            "complaints.number", "A complaint needs a number of 1 to 64 characters; give one."
        )
    if Complaint.objects.known_at().filter(client=client, number=number).exists():
        raise InvalidInput(
            "complaints.number_taken",
            f"A complaint {number!r} is already recorded for {client.code}. Check the number, or "
            "record the new finding on that complaint.",
            number=number,
        )
    if purged_among(client, [number]):
        raise InvalidInput(
            "complaints.number_purged",
            f"The complaint {number!r} was purged under a rule of retention and is not recorded again. "
            "If this is another complaint, give it another number.",
            number=number,
        )
