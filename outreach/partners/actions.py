"""Keeping partners: beginning and ending a partnership, and what came together at an initiative."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from outreach.initiatives.queries import find_current
from outreach.partners.contacts import check_contact, keep_contact
from outreach.partners.models import Contribution, Partner, PartnerKind
from outreach.partners.queries import find_partner
from riskcore.access.models import User
from riskcore.audit import actions as audit
from riskcore.clients import queries as clients
from riskcore.clients.models import Client
from riskcore.errors import Conflict, InvalidInput, NotFound
from riskcore.units import write_date

LONGEST: Final = {"name": 200, "identifier": 40, "goods": 200}
LARGEST: Final = {
    "goods_value": Decimal("9999999999.99"),
    "money_raised": Decimal("9999999999.99"),
    "beneficiaries": 2_147_483_647,
    "volunteer_hours": Decimal("9999999.9"),
}


def add_partner(
    *,
    by: User,
    client_code: str,
    name: str,
    kind: str,
    started_on: date,
    identifier: str = "",
    contact: str = "",
) -> Partner:
    """Keep an organisation the department works with. contact: sealed at once, "" for none.

    Raises NotFound, PermissionDenied, InvalidInput; Conflict where the client has a partner of that
    name. Records partner.added, without the contact.
    """
    client = clients.find(by=by, code=client_code, permission="outreach.submit")
    name = " ".join(name.split())
    _check_words({"name": name, "identifier": identifier})
    check_contact(contact)
    if not name:
        raise InvalidInput(
            "partner.name_missing", "A partner needs a name; give one.", field="name"
        )
    if kind not in PartnerKind.values:
        known = ", ".join(PartnerKind.values)
        raise InvalidInput(
            "partner.kind_unknown",
            f"You named the kind {kind!r}, which is not one of ours. Choose one of: {known}.",
            field="kind",
        )
    _check_past("started_on", started_on)
    with transaction.atomic():
        Client.objects.select_for_update().get(pk=client.pk)
        if Partner.objects.filter(client=client, name__iexact=name).exists():
            raise Conflict(
                "partner.name_taken",
                f"{name!r} is already a partner of {client.name}. Open it in the list of partners.",
                field="name",
            )
        partner = Partner.objects.create(
            client=client,
            name=name,
            kind=kind,
            identifier=identifier.strip(),
            started_on=started_on,
            recorded_by=by,
            recorded_at=timezone.now(),
        )
        if contact.strip():
            keep_contact(by, partner, contact)
        audit.record(
            by=by, verb="partner.added", subject=partner, client=client, name=name, kind=kind
        )
        return partner


def end_partnership(*, by: User, partner_id: int, ended_on: date) -> Partner:
    """Say on which day the partnership ended. Raises NotFound, PermissionDenied, InvalidInput; Conflict
    where it has ended before. Records partner.ended."""
    partner = find_partner(by=by, partner_id=partner_id, permission="outreach.submit")
    _check_past("ended_on", ended_on)
    if ended_on < partner.started_on:
        raise InvalidInput(
            "partner.ends_before_start",
            f"You ended the partnership on {write_date(ended_on)}, before it began on "
            f"{write_date(partner.started_on)}. Correct the day.",
            field="ended_on",
        )
    with transaction.atomic():
        open_row = Partner.objects.filter(pk=partner.pk, ended_on__isnull=True)
        if not open_row.update(ended_on=ended_on):
            raise Conflict(
                "partner.ended",
                f"The partnership with {partner.name} has ended already. Reload the page.",
            )
        audit.record(
            by=by,
            verb="partner.ended",
            subject=partner,
            client=partner.client,
            ended_on=ended_on,
        )
    partner.refresh_from_db()
    return partner


def record_contribution(
    *,
    by: User,
    initiative_id: int,
    partner_id: int | None = None,
    goods: str = "",
    goods_value: Decimal | None = None,
    money_raised: Decimal | None = None,
    beneficiaries: int | None = None,
    volunteer_hours: Decimal | None = None,
    corrects: int | None = None,
) -> Contribution:
    """Record what came together at an initiative. corrects: the row this one takes the place of.

    None means "not counted". Raises NotFound, PermissionDenied, InvalidInput; Conflict where the
    initiative or the earlier row has been corrected since. Records contribution.recorded.
    """
    initiative = find_current(by=by, initiative_id=initiative_id, permission="outreach.submit")
    amounts = {
        "goods_value": goods_value,
        "money_raised": money_raised,
        "beneficiaries": beneficiaries,
        "volunteer_hours": volunteer_hours,
    }
    _check_words({"goods": goods})
    _check_amounts(amounts)
    if not goods.strip() and all(value is None for value in amounts.values()):
        raise InvalidInput(
            "contribution.empty",
            "Nothing was given: name the goods, or enter money, hours or the people helped.",
        )
    partner = None
    if partner_id is not None:
        partner = find_partner(by=by, partner_id=partner_id)
        if partner.client_id != initiative.client_id:
            raise NotFound(
                "partner.unknown",
                f"You named the partner {partner_id}; {initiative.client.name} has none with that "
                "number. Check the list of partners.",
            )
    with transaction.atomic():
        row = Contribution.objects.create(
            client=initiative.client,
            reference=initiative.reference,
            partner=partner,
            goods=goods.strip(),
            corrects=_corrected(initiative.client, initiative.reference, corrects),
            recorded_by=by,
            recorded_at=timezone.now(),
            **amounts,
        )
        audit.record(
            by=by,
            verb="contribution.recorded",
            subject=row,
            client=initiative.client,
            reference=initiative.reference,
            corrects=corrects,
        )
        return row


def _corrected(client: Client, reference: str, number: int | None) -> Contribution | None:
    if number is None:
        return None
    mine = Contribution.objects.filter(client=client, reference=reference)
    row = mine.select_for_update().filter(pk=number).first()
    if row is None:
        raise NotFound(
            "contribution.unknown",
            f"You corrected the contribution {number}; this initiative has none with that number.",
        )
    if not mine.in_force().filter(pk=number).exists():
        raise Conflict(
            "contribution.corrected",
            "That contribution was corrected since you read it. Reload the page and look again.",
        )
    return row


def _check_words(words: dict[str, str]) -> None:
    for field, value in words.items():
        if len(value.strip()) > LONGEST[field]:
            raise InvalidInput(
                f"partner.{field}_too_long",
                f"You gave {len(value.strip())} characters for {field}; there is room for "
                f"{LONGEST[field]}. Shorten it.",
                field=field,
            )


def _check_amounts(amounts: dict[str, Any]) -> None:
    for field, value in amounts.items():
        if value is not None and not 0 <= value <= LARGEST[field]:
            raise InvalidInput(
                f"contribution.{field}_out_of_range",
                f"You gave {value} for {field.replace('_', ' ')}; it must lie between 0 and "
                f"{LARGEST[field]}. Correct it, or leave it empty where it was not counted.",
                field=field,
            )


def _check_past(field: str, day: date) -> None:
    if day > timezone.localdate():
        raise InvalidInput(
            f"partner.{field}_in_the_future",
            f"You gave {write_date(day)}, which is still to come. Record it once it has happened.",
            field=field,
        )
