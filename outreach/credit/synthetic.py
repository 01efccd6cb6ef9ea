"""A programme of a year at the first of the synthetic book's departments, two activities a strategy,
so that its outreach earns a credit. Every document behind it is invented.

Elsewhere in the book the credit is nothing, its gate is closed, or it cannot be computed.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from outreach.evidence.models import Decision, Evidence, Review
from outreach.initiatives.models import CountMethod, Initiative, Strategy
from outreach.synthetic_files import MadeFile, partner_letter, platform_export, sign_in_sheet
from riskcore.access.models import User
from riskcore.canonical import sha256
from riskcore.files.inspection import CONTENT_TYPES
from riskcore.synthetic.registry import PARTS, BookContext, Member, Part

REVIEWER: Final = "synthetic-advisor"
# Beyond every number that the shelves of the book's files use.
FIRST_FILE: Final = 900_000


@dataclass(frozen=True)
class Activity:
    """One activity of the programme. share: people counted, of all residents; days_ago: before the
    book's last day; level: at which it was accepted."""

    strategy: Strategy
    activity: str
    method: CountMethod
    share: float
    days_ago: int
    level: int


PROGRAMME: Final = (
    Activity(Strategy.INVEST, "Neighborhood grants", CountMethod.SIGN_IN, 0.003, 40, 2),
    Activity(Strategy.INVEST, "Reading hour at schools", CountMethod.CLICKER, 0.004, 200, 3),
    Activity(Strategy.SERVICES, "Senior service day", CountMethod.SIGN_IN, 0.02, 25, 2),
    Activity(Strategy.SERVICES, "Door hangers on services", CountMethod.VENDOR, 0.04, 170, 2),
    Activity(Strategy.MARKETING, "Radio hour", CountMethod.PLATFORM, 0.12, 60, 3),
    Activity(Strategy.MARKETING, "Bus panels", CountMethod.VENDOR, 0.10, 150, 2),
    Activity(Strategy.VISIBILITY, "Bicycle patrol day", CountMethod.CLICKER, 0.006, 35, 3),
    Activity(Strategy.VISIBILITY, "Night out on Main Street", CountMethod.CLICKER, 0.008, 120, 2),
)


def build(context: BookContext) -> dict[str, int]:
    """The programme of the first department, accepted."""
    police = [member for member in context.members if member.has_police][:1]
    with transaction.atomic():
        for member in police:
            for number, activity in enumerate(PROGRAMME):
                _accepted(context, member, number, activity)
    return {"initiatives of a programme": len(PROGRAMME) * len(police)}


def _accepted(context: BookContext, member: Member, number: int, activity: Activity) -> None:
    day = context.plan.ends_on - timedelta(days=activity.days_ago)
    row = Initiative.objects.create(
        client=member.client,
        reference=f"SYN-P{number + 1:02d}",
        strategy=activity.strategy,
        activity=activity.activity,
        title=f"{activity.activity}, of the year's programme",
        starts_on=day,
        ends_on=day,
        district=f"District {1 + number % 4}",
        people_reached=round(activity.share * member.population),
        count_method=activity.method,
        notes="Synthetic data.",
        submitted_by=context.by,
        recorded_at=_at(day, 2),
    )
    made = [partner_letter(FIRST_FILE + number)]
    if activity.level == 3:
        made.append(_measured(number, activity, row))
    for each in made:
        _kept(row, each, context.by, _at(day, 3))
    Review.objects.create(
        initiative=row,
        decision=Decision.ACCEPTED,
        level=activity.level,
        reviewer=_reviewer(),
        decided_at=_at(day, 12),
    )


def _measured(number: int, activity: Activity, row: Initiative) -> MadeFile:
    people = row.people_reached or 0
    if activity.method == CountMethod.PLATFORM:
        return platform_export(FIRST_FILE + number, 3 * people)
    return sign_in_sheet(FIRST_FILE + number, people)


def _kept(row: Initiative, made: MadeFile, by: User, at: datetime) -> None:
    digest = sha256(made.content)
    path = f"evidence/synthetic/{digest[:32]}.{made.extension}"
    if not default_storage.exists(path):
        path = default_storage.save(path, ContentFile(made.content))
    kept = Evidence.objects.create(
        initiative=row,
        kind=made.kind,
        file=path,
        file_name=f"synthetic-{made.kind.value}.{made.extension}",
        content_type=CONTENT_TYPES[made.extension],
        size=len(made.content),
        sha256=digest,
        uploaded_by=by,
    )
    Evidence.objects.filter(pk=kept.pk).update(uploaded_at=at)


def _reviewer() -> User:
    """The advisor under the book's other reviews, who cannot sign in and holds no role."""
    user, created = User.objects.get_or_create(
        username=REVIEWER, defaults={"first_name": "Synthetic advisor", "is_active": False}
    )
    if created:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user


def _at(day: date, days: int) -> datetime:
    return datetime.combine(day + timedelta(days=days), time(10), tzinfo=UTC)


PARTS.register(Part(key="credit", label="Outreach credit", order=322, build=build))
