"""Recording what a department did, and correcting the record by adding to it."""

import secrets
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from outreach.initiatives import queries
from outreach.initiatives.models import CountMethod, Initiative, Step, StepKind, Strategy
from riskcore.access.models import User
from riskcore.audit import actions as audit
from riskcore.clients import queries as clients
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput
from riskcore.units import write_date

DETAILS: Final = (
    "strategy",
    "activity",
    "title",
    "starts_on",
    "ends_on",
    "district",
    "people_reached",
    "impressions",
    "count_method",
    "officers",
    "officer_hours",
    "cost",
    "partner",
    "notes",
)
_LONGEST: Final = {"activity": 80, "title": 200, "district": 120, "partner": 200, "reference": 64}
_LARGEST: Final = {
    "people_reached": 2_147_483_647,
    "impressions": 9_223_372_036_854_775_807,
    "officers": 2_147_483_647,
    "officer_hours": Decimal("9999999.9"),
    "cost": Decimal("9999999999.99"),
}


def record_initiative(
    *,
    by: User,
    client_code: str,
    strategy: str,
    activity: str,
    title: str,
    starts_on: date,
    ends_on: date,
    count_method: str,
    people_reached: int | None = None,
    impressions: int | None = None,
    district: str = "",
    officers: int | None = None,
    officer_hours: Decimal | None = None,
    cost: Decimal | None = None,
    partner: str = "",
    notes: str = "",
    reference: str = "",
    draft: bool = False,
) -> Initiative:
    """Record one thing the department did.

    people_reached counts each person once; impressions are gross views and stay in their own field.
    None means "not counted", zero that nobody came. reference: the client's own key, made up here
    when empty. draft: not yet submitted. Raises InvalidInput with the sentence for the first thing that
    cannot stand, and
    where the reference is already in use. Audited as ``initiative.recorded``.
    """
    client = clients.find(by=by, code=client_code, permission="outreach.submit")
    details = {
        "strategy": strategy,
        "activity": activity,
        "title": title,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "district": district,
        "people_reached": people_reached,
        "impressions": impressions,
        "count_method": count_method,
        "officers": officers,
        "officer_hours": officer_hours,
        "cost": cost,
        "partner": partner,
        "notes": notes,
    }
    reference = reference.strip()
    _check(details, reference)
    with transaction.atomic():
        if reference and _in_use(client, reference):
            raise InvalidInput(
                "initiative.reference_taken",
                f"You recorded an initiative under the reference {reference!r}; another one of this "
                "client already carries it. Correct that one, or choose another reference.",
                reference=reference,
            )
        reference = reference or f"{starts_on:%Y%m%d}-{secrets.token_hex(4)}"
        return _begin(by, client, reference, details, is_draft=draft)


def correct_initiative(*, by: User, initiative_id: int, **changes: Any) -> Initiative:
    """Append a corrected version of an initiative; what ``changes`` does not name stays as it was.

    changes: any of ``DETAILS``. The earlier version and its reviews remain on record, and the new
    version waits for a review of its own. Raises Conflict where somebody corrected it first, and
    InvalidInput where nothing would change or the result cannot stand. Audited as
    ``initiative.corrected``.
    """
    earlier = queries.find_current(by=by, initiative_id=initiative_id, permission="outreach.submit")
    unknown = sorted(set(changes) - set(DETAILS))
    if unknown:
        raise TypeError(f"An initiative has no {', '.join(unknown)} to correct.")
    before = {name: getattr(earlier, name) for name in DETAILS}
    details = before | changes
    changed = sorted(name for name in DETAILS if details[name] != before[name])
    if not changed:
        raise InvalidInput(
            "initiative.unchanged",
            "You corrected an initiative, but every field stands as it was recorded. Change at "
            "least one of them, or leave the record as it is.",
            initiative=initiative_id,
        )
    _check(details, earlier.reference)
    with transaction.atomic():
        return _append(
            by, earlier.client, earlier.reference, details, "initiative.corrected", changed=changed
        )


def _begin(
    by: User, client: Client, reference: str, details: dict[str, Any], *, is_draft: bool
) -> Initiative:
    made = _append(by, client, reference, details, "initiative.recorded", draft=is_draft)
    if is_draft:
        Step.objects.create(initiative=made, kind=StepKind.DRAFTED, by=by, at=made.recorded_at)
    return made


def _append(
    by: User, client: Client, reference: str, details: dict[str, Any], verb: str, **facts: Any
) -> Initiative:
    tidy = {
        name: value.strip() if isinstance(value, str) else value for name, value in details.items()
    }
    initiative = Initiative.objects.create(
        client=client,
        reference=reference,
        submitted_by=by,
        recorded_at=timezone.now(),
        **tidy,
    )
    audit.record(
        by=by,
        verb=verb,
        subject=initiative,
        client=client,
        reference=reference,
        strategy=initiative.strategy,
        **facts,
    )
    return initiative


def _in_use(client: Client, reference: str) -> bool:
    return Initiative.objects.known_at().filter(client=client, reference=reference).exists()


def _check(details: dict[str, Any], reference: str) -> None:
    _check_codes(details)
    _check_words(details | {"reference": reference})
    _check_dates(details["starts_on"], details["ends_on"])
    _check_amounts(details)


def _check_codes(details: dict[str, Any]) -> None:
    for field, choices, noun in (
        ("strategy", Strategy, "strategy"),
        ("count_method", CountMethod, "way of counting"),
    ):
        if details[field] not in choices.values:
            known = ", ".join(f"{code} ({label})" for code, label in choices.choices)
            raise InvalidInput(
                f"initiative.{field}_unknown",
                f"You named the {noun} {details[field]!r}, which is not one of ours. "
                f"Choose one of: {known}.",
                **{field: str(details[field])},
            )


def _check_words(details: dict[str, Any]) -> None:
    for field in ("activity", "title"):
        if not details[field].strip():
            raise InvalidInput(
                f"initiative.{field}_missing",
                f"You recorded an initiative without its {field}. Say in a few words what it was.",
            )
    for field, longest in _LONGEST.items():
        if len(details[field].strip()) > longest:
            raise InvalidInput(
                f"initiative.{field}_too_long",
                f"You gave {len(details[field].strip())} characters for {field}; there is room for "
                f"{longest}. Shorten it, or put the rest in the notes.",
                field=field,
            )


def _check_dates(starts_on: date, ends_on: date) -> None:
    if ends_on < starts_on:
        raise InvalidInput(
            "initiative.ends_before_start",
            f"You recorded an initiative that ends on {write_date(ends_on)}, before it starts on "
            f"{write_date(starts_on)}. Correct one of the two dates.",
        )
    if ends_on > timezone.localdate():
        raise InvalidInput(
            "initiative.in_the_future",
            f"You recorded an initiative that ends on {write_date(ends_on)}, which is still to come. "
            "Record what has been done, once it is over.",
        )


def _check_amounts(details: dict[str, Any]) -> None:
    for field, largest in _LARGEST.items():
        value = details[field]
        if value is not None and not 0 <= value <= largest:
            raise InvalidInput(
                f"initiative.{field}_out_of_range",
                f"You gave {value} for {field.replace('_', ' ')}; it must lie between 0 and "
                f"{largest}. Correct it, or leave it empty where it was not counted.",
                field=field,
            )
