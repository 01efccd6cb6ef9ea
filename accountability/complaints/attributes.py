"""What may be said of a complaint by hand, what each value may be, and the precision of its dates."""

from collections.abc import Collection
from datetime import date
from typing import Any, TypedDict

from django.db import models
from django.utils import timezone

from accountability.codes import CHANNELS, COMPLAINANT_TYPES
from riskcore.errors import InvalidInput


class Precision(models.TextChoices):
    DAY = "day", "day"
    MONTH = "month", "month"
    YEAR = "year", "year"


class ComplaintAttributes(models.Model):
    """What is said of a complaint and may later be corrected.

    A date known to the month or the year is stored as its first day, with its precision beside it.
    ``complainant``: a keyed token, so that somebody who complains again is counted once, never named.
    Null of a yes-or-no column means that nobody said.
    """

    received_on = models.DateField(null=True, blank=True)
    occurred_on = models.DateField(null=True, blank=True)
    received_precision = models.CharField(
        max_length=8, choices=Precision.choices, default=Precision.DAY, db_default=Precision.DAY
    )
    occurred_precision = models.CharField(
        max_length=8, choices=Precision.choices, default=Precision.DAY, db_default=Precision.DAY
    )
    channel = models.CharField(max_length=24, default="UNKNOWN")
    channel_as_recorded = models.CharField(max_length=120, blank=True)
    complainant_type = models.CharField(max_length=24, default="UNKNOWN")
    internal = models.BooleanField(default=False)
    district = models.CharField(max_length=120, blank=True)
    service_type = models.CharField(max_length=120, blank=True)
    linked_number = models.CharField(max_length=64, blank=True)
    anonymous = models.BooleanField(null=True, blank=True)
    affidavit_required = models.BooleanField(null=True, blank=True)
    on_duty = models.BooleanField(null=True, blank=True)
    body_camera = models.BooleanField(
        null=True, blank=True, help_text="A body camera recording is available"
    )
    force_used = models.BooleanField(
        null=True, blank=True, help_text="Force was used in the same event"
    )
    language = models.CharField(max_length=40, blank=True, default="", db_default="")
    policy_clause = models.CharField(max_length=120, blank=True, default="", db_default="")
    policy_version = models.CharField(
        max_length=64,
        blank=True,
        default="",
        db_default="",
        help_text="The version of the clause in force on the day of the event",
    )
    complainant = models.CharField(max_length=24, blank=True, default="", db_default="")

    class Meta:
        abstract = True


NAMES: tuple[str, ...] = tuple(field.name for field in ComplaintAttributes._meta.local_fields)
"""Every attribute that may be said and corrected, in the order of the table."""


class Attributes(TypedDict, total=False):
    """What a person says of a complaint; what is left out is not known. A date known to the month or
    the year is given as any day of it."""

    received_on: date | None
    occurred_on: date | None
    received_precision: str
    occurred_precision: str
    channel: str
    complainant_type: str
    internal: bool
    district: str
    service_type: str
    linked_number: str
    anonymous: bool | None
    affidavit_required: bool | None
    on_duty: bool | None
    body_camera: bool | None
    force_used: bool | None
    language: str
    policy_clause: str
    policy_version: str


def checked(said: Attributes, *, before: ComplaintAttributes | None = None) -> dict[str, Any]:
    """The values to write, dates at the first day of what is known of them.

    before: the complaint they correct, whose dates and precisions hold where none is said. Raises
    InvalidInput for an unknown code, a text too long, a date in the future, a receipt before the event.
    """
    values: dict[str, Any] = dict(said)
    unknown = sorted(set(values) - set(NAMES))
    if unknown:
        raise InvalidInput(
            "complaints.attribute",
            f"You gave {', '.join(unknown)}; a complaint has no such attribute. Leave it out.",
        )
    for name, allowed in (
        ("channel", CHANNELS),
        ("complainant_type", COMPLAINANT_TYPES),
        ("received_precision", Precision.values),
        ("occurred_precision", Precision.values),
    ):
        if name in values:
            check_code(name.replace("_", " "), values[name], allowed)
    _check_lengths(values)
    for kind in ("received", "occurred"):
        day = values.get(f"{kind}_on", getattr(before, f"{kind}_on", None))
        precision = _precision(values, before, kind)
        if day is not None and (f"{kind}_on" in values or f"{kind}_precision" in values):
            values[f"{kind}_on"] = first_day(day, precision)
    _check_order(values, before)
    return values


def first_day(day: date, precision: str) -> date:
    """The first day of the month or year that is known.

    >>> first_day(date(2024, 5, 17), "month"), first_day(date(2024, 5, 17), "year")
    (datetime.date(2024, 5, 1), datetime.date(2024, 1, 1))
    """
    if precision == Precision.YEAR:
        return day.replace(month=1, day=1)
    return day.replace(day=1) if precision == Precision.MONTH else day


def last_day(day: date, precision: str) -> date:
    """The last day on which something known to this precision may have happened.

    >>> last_day(date(2024, 2, 1), "month"), last_day(date(2024, 1, 1), "year")
    (datetime.date(2024, 2, 29), datetime.date(2024, 12, 31))
    """
    if precision == Precision.YEAR:
        return day.replace(month=12, day=31)
    if precision == Precision.MONTH:
        following = (day.year + day.month // 12, day.month % 12 + 1)
        return date.fromordinal(date(*following, 1).toordinal() - 1)
    return day


def _check_lengths(values: dict[str, Any]) -> None:
    for name, value in values.items():
        longest = ComplaintAttributes._meta.get_field(name).max_length  # type: ignore[union-attr]  # own columns
        if isinstance(value, str) and longest is not None and len(value) > longest:
            raise InvalidInput(
                "complaints.too_long",
                f"The {name.replace('_', ' ')} has {len(value)} characters; {longest} is the most. "
                "Shorten it.",
                field=name,
            )


def _precision(values: dict[str, Any], before: ComplaintAttributes | None, kind: str) -> str:
    name = f"{kind}_precision"
    return str(values.get(name) or getattr(before, name, Precision.DAY))


def _check_order(values: dict[str, Any], before: ComplaintAttributes | None) -> None:
    """The latest day of receipt must not lie before the earliest day of the event."""
    received = values.get("received_on", getattr(before, "received_on", None))
    occurred = values.get("occurred_on", getattr(before, "occurred_on", None))
    precision = _precision(values, before, "received")
    check_dates(received, None)
    check_dates(occurred, None)
    check_dates(last_day(received, precision) if received else None, occurred, in_past=False)


def check_code(noun: str, code: str, allowed: Collection[str]) -> None:
    """Raise InvalidInput unless the code is one of those allowed."""
    if code not in allowed:
        raise InvalidInput(
            "complaints.code",
            f"The {noun} {code!r} was given; it must be one of: {', '.join(allowed)}.",
            given=code,
        )


def check_dates(later: date | None, earlier: date | None, *, in_past: bool = True) -> None:
    """Raise InvalidInput for a day in the future, or for two in the wrong order."""
    today = timezone.localdate()
    for day in (later, earlier):
        if in_past and day is not None and day > today:
            raise InvalidInput(
                "complaints.date_in_future",
                f"The date {day.isoformat()} was given; it lies in the future. Correct it.",
            )
    if later is not None and earlier is not None and later < earlier:
        raise InvalidInput(
            "complaints.dates_disagree",
            f"The date {later.isoformat()} was given, but the event is dated {earlier.isoformat()}. "
            "Correct one of the two.",
        )
