"""Partners of a client and what they did over time: from initiatives that name them and from what was
given. An initiative counts for a partner if its record names the partner, or something given there does.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from outreach.evidence.models import Evidence, EvidenceKind
from outreach.initiatives.models import Initiative
from outreach.initiatives.queries import find
from outreach.partners.models import Contribution, Partner, PartnerContact, PartnerKind
from outreach.register import grid
from riskcore.access.models import User
from riskcore.access.scoping import Person
from riskcore.clients import queries as clients
from riskcore.clients.models import Client
from riskcore.errors import NotFound

FEW = 10
NAMED_SHOWN = 10


@dataclass(frozen=True, kw_only=True)
class Given:
    """One contribution in force. beneficiaries None with ``few``: fewer than ten, and the reader is not
    one of the client's own people."""

    id: int
    initiative_id: int
    initiative: str
    day: date
    partner_id: int | None
    partner: str
    goods: str
    goods_value: Decimal | None
    money_raised: Decimal | None
    beneficiaries: int | None
    few: bool
    volunteer_hours: Decimal | None


@dataclass(frozen=True, kw_only=True)
class Sums:
    """What came together over several contributions; nothing counted is zero here."""

    goods_value: Decimal
    money_raised: Decimal
    volunteer_hours: Decimal


@dataclass(frozen=True, kw_only=True)
class PartnerRow:
    """A partner in a list. initiatives: of all time; last_on: the latest day of one, or None."""

    id: int
    name: str
    kind: str
    kind_label: str
    identifier: str
    started_on: date
    ended_on: date | None
    initiatives: int
    last_on: date | None
    sums: Sums


@dataclass(frozen=True, kw_only=True)
class PartnerList:
    """named: partners that initiatives name and the list lacks, with how many initiatives do."""

    client_code: str
    rows: tuple[PartnerRow, ...]
    named: tuple[tuple[str, int], ...]
    may_submit: bool


@dataclass(frozen=True, kw_only=True)
class Quarter:
    """One quarter of a partnership."""

    label: str
    initiatives: int
    sums: Sums


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A letter of a partner among the evidence of one of its initiatives."""

    evidence_id: int
    file_name: str
    uploaded_at: datetime
    initiative: str


@dataclass(frozen=True, kw_only=True)
class Shared:
    """One initiative done together."""

    id: int
    title: str
    starts_on: date


@dataclass(frozen=True, kw_only=True)
class PartnerDetail:
    """A partner with its quarters (oldest first), initiatives, gifts and letters (latest first)."""

    client_code: str
    row: PartnerRow
    quarters: tuple[Quarter, ...]
    initiatives: tuple[Shared, ...]
    given: tuple[Given, ...]
    letters: tuple[Letter, ...]
    has_contact: bool
    may_submit: bool
    may_open_contact: bool
    may_open_evidence: bool


@dataclass(frozen=True, kw_only=True)
class GivenAt:
    """What came together at one initiative, and the partners to choose from."""

    client_code: str
    initiative_id: int
    title: str
    given: tuple[Given, ...]
    partners: tuple[tuple[int, str], ...]
    may_submit: bool


def find_partner(*, by: Person, partner_id: int, permission: str = "outreach.view") -> Partner:
    """The partner with this number. Not visible means NotFound; visible without the permission means
    PermissionDenied with the rule's sentence."""
    partner = Partner.objects.visible_to(by).select_related("client").filter(pk=partner_id).first()
    if partner is None:
        raise NotFound(
            "partner.unknown",
            f"You asked for the partner {partner_id}; there is none with that number that you may "
            "see. Check the list of partners.",
        )
    clients.check(by=by, permission=permission, client=partner.client)
    return partner


def partner_list(*, by: User, client_code: str) -> PartnerList:
    """A client's partners, those at work first, by name. A fixed number of queries."""
    client = clients.find(by=by, code=client_code, permission="outreach.view")
    may_submit = clients.can(by=by, permission="outreach.submit", client=client)
    partners = list(Partner.objects.filter(client=client))
    initiatives = _initiatives(client)
    given = _given(client, initiatives, open_to_all=may_submit)
    rows = [_row(partner, _shared(partner, initiatives, given), given) for partner in partners]
    known = {partner.name.casefold() for partner in partners}
    named: dict[str, int] = defaultdict(int)
    for initiative in initiatives:
        if initiative.partner and initiative.partner.casefold() not in known:
            named[initiative.partner] += 1
    return PartnerList(
        client_code=client.code,
        rows=tuple(sorted(rows, key=lambda row: (row.ended_on is not None, row.name.casefold()))),
        named=tuple(sorted(named.items(), key=lambda each: (-each[1], each[0]))[:NAMED_SHOWN]),
        may_submit=may_submit,
    )


def partner_detail(*, by: User, partner_id: int) -> PartnerDetail:
    """One partner over the last eight quarters. Raises NotFound. A fixed number of queries."""
    partner = find_partner(by=by, partner_id=partner_id)
    client = partner.client
    may = clients.held(by=by, client=client)
    initiatives = _initiatives(client)
    given = _given(client, initiatives, open_to_all="outreach.submit" in may)
    shared = _shared(partner, initiatives, given)
    mine = [each for each in given if each.partner_id == partner.pk]
    return PartnerDetail(
        client_code=client.code,
        row=_row(partner, shared, given),
        quarters=tuple(
            Quarter(
                label=grid.name_of(quarter),
                initiatives=sum(row.starts_on in quarter for row in shared),
                sums=_sums(each for each in mine if each.day in quarter),
            )
            for quarter in grid.quarters_to(timezone.localdate())
        ),
        initiatives=tuple(
            Shared(id=row.pk, title=row.title, starts_on=row.starts_on) for row in shared
        ),
        given=tuple(mine),
        letters=_letters(client, shared),
        has_contact=PartnerContact.objects.filter(partner=partner).exists(),
        may_submit="outreach.submit" in may,
        may_open_contact="outreach.partner_contacts" in may,
        may_open_evidence="outreach.open_evidence" in may,
    )


def given_at(*, by: User, initiative_id: int) -> GivenAt:
    """What came together at the initiative with this number. Raises NotFound."""
    initiative = find(by=by, initiative_id=initiative_id)
    client = initiative.client
    may_submit = clients.can(by=by, permission="outreach.submit", client=client)
    current = list(
        Initiative.objects.current().filter(client=client, reference=initiative.reference)
    )
    return GivenAt(
        client_code=client.code,
        initiative_id=current[0].pk,
        title=current[0].title,
        given=tuple(_given(client, current, open_to_all=may_submit)),
        partners=tuple(
            Partner.objects.filter(client=client).order_by("name").values_list("pk", "name")
        ),
        may_submit=may_submit,
    )


def _initiatives(client: Client) -> list[Initiative]:
    return list(Initiative.objects.current().filter(client=client).order_by("-starts_on", "-id"))


def _given(client: Client, initiatives: Iterable[Initiative], *, open_to_all: bool) -> list[Given]:
    """What was given at these initiatives, latest first. One query."""
    by_reference = {row.reference: row for row in initiatives}
    rows = (
        Contribution.objects.in_force()
        .filter(client=client, reference__in=by_reference)
        .select_related("partner")
        if len(by_reference) == 1
        else Contribution.objects.in_force().filter(client=client).select_related("partner")
    )
    found = [
        _one(row, by_reference[row.reference], open_to_all)
        for row in rows
        if row.reference in by_reference
    ]
    return sorted(found, key=lambda each: (each.day, each.id), reverse=True)


def _one(row: Contribution, initiative: Initiative, open_to_all: bool) -> Given:
    few = not open_to_all and row.beneficiaries is not None and row.beneficiaries < FEW
    return Given(
        id=row.pk,
        initiative_id=initiative.pk,
        initiative=initiative.title,
        day=initiative.starts_on,
        partner_id=row.partner_id,
        partner=row.partner.name if row.partner else "",
        goods=row.goods,
        goods_value=row.goods_value,
        money_raised=row.money_raised,
        beneficiaries=None if few else row.beneficiaries,
        few=few,
        volunteer_hours=row.volunteer_hours,
    )


def _shared(
    partner: Partner, initiatives: list[Initiative], given: list[Given]
) -> list[Initiative]:
    gave_at = {each.initiative_id for each in given if each.partner_id == partner.pk}
    name = partner.name.casefold()
    return [row for row in initiatives if row.pk in gave_at or row.partner.casefold() == name]


def _row(partner: Partner, shared: list[Initiative], given: list[Given]) -> PartnerRow:
    return PartnerRow(
        id=partner.pk,
        name=partner.name,
        kind=partner.kind,
        kind_label=str(PartnerKind(partner.kind).label),
        identifier=partner.identifier,
        started_on=partner.started_on,
        ended_on=partner.ended_on,
        initiatives=len(shared),
        last_on=max((row.starts_on for row in shared), default=None),
        sums=_sums(each for each in given if each.partner_id == partner.pk),
    )


def _sums(given: Iterable[Given]) -> Sums:
    rows: list[Any] = list(given)
    return Sums(
        **{
            name: sum((getattr(row, name) or Decimal(0) for row in rows), Decimal(0))
            for name in ("goods_value", "money_raised", "volunteer_hours")
        }
    )


def _letters(client: Client, shared: list[Initiative]) -> tuple[Letter, ...]:
    titles = {row.reference: row.title for row in shared}
    rows = Evidence.objects.filter(
        kind=EvidenceKind.PARTNER_LETTER,
        initiative__client=client,
        initiative__reference__in=titles,
    ).select_related("initiative")
    return tuple(
        Letter(
            evidence_id=row.pk,
            file_name=row.file_name,
            uploaded_at=row.uploaded_at,
            initiative=titles[row.initiative.reference],
        )
        for row in rows.order_by("-uploaded_at", "-id")
    )
