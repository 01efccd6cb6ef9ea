"""What a complaint said before it was corrected: writing revisions, and figures as known on a day.

A row keeps what is known now. The act that corrects it appends what it said before, so that the figures
of any earlier day stay what they were. Expressions look a revision up only for rows corrected since.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.db.models.expressions import Combinable, Expression
from django.db.models.functions import Coalesce

from accountability.complaints.attributes import NAMES
from accountability.complaints.models import (
    Allegation,
    AllegationRevision,
    Complaint,
    ComplaintRevision,
)
from riskcore.access.models import User
from riskcore.imports.models import ImportBatch

BATCH = 500


def as_known(name: str, known_at: datetime | None, path: str = "") -> Expression | F:
    """For annotations: an attribute of the complaints reached by ``path``, as known at the moment (now
    when None)."""
    if known_at is None:
        return F(f"{path}{name}")
    earlier = ComplaintRevision.objects.in_force(known_at).filter(complaint=OuterRef(f"{path}pk"))
    return _where_revised(path, known_at, earlier.order_by().values(name)[:1], F(f"{path}{name}"))


def counted_on(known_at: datetime | None, path: str = "") -> Combinable:
    """For annotations: the day a complaint counts on, as known at the moment; null without a date."""
    return Coalesce(
        as_known("received_on", known_at, path), as_known("occurred_on", known_at, path)
    )


def category_as_known(known_at: datetime | None, path: str = "") -> Expression | F:
    """For annotations: the category of the allegations reached by ``path``, as coded at the moment."""
    if known_at is None:
        return F(f"{path}category")
    earlier = AllegationRevision.objects.in_force(known_at).filter(allegation=OuterRef(f"{path}pk"))
    now = F(f"{path}category")
    return _where_revised(path, known_at, earlier.order_by().values("category")[:1], now)


def in_categories(codes: Collection[str], known_at: datetime | None, path: str = "") -> Q:
    """A condition on allegations, reached by ``path``: coded as one of these at the moment."""
    now = Q(**{f"{path}category__in": codes})
    if known_at is None:
        return now
    since = Q(**{f"{path}revised_at__gt": known_at})
    earlier = AllegationRevision.objects.in_force(known_at).filter(category__in=codes)
    unchanged = Q(**{f"{path}revised_at__isnull": True}) | Q(**{f"{path}revised_at__lte": known_at})
    return (unchanged & now) | (
        since & Q(**{f"{path}pk__in": earlier.order_by().values("allegation")})
    )


def _where_revised(path: str, known_at: datetime, earlier: Any, now: F) -> Case:
    changed = Q(**{f"{path}revised_at__gt": known_at})
    return Case(When(changed, then=Subquery(earlier)), default=now)


def revise(
    *,
    changes: Mapping[int, Mapping[str, Any]],
    by: User,
    at: datetime,
    batch: ImportBatch | None = None,
) -> None:
    """Correct complaints, and append what each said before. changes: new values by complaint id.

    The act around it has checked the rule, holds the client's row and records what was done.
    """
    rows = list(Complaint.objects.filter(pk__in=changes).order_by("id"))
    ComplaintRevision.objects.bulk_create(
        (
            ComplaintRevision(
                complaint=row,
                recorded_at=row.revised_at or row.recorded_at,
                superseded_at=at,
                corrected_by=by,
                batch=batch,
                **{name: getattr(row, name) for name in NAMES},
            )
            for row in rows
        ),
        batch_size=BATCH,
    )
    names = sorted({name for values in changes.values() for name in values})
    for row in rows:
        row.revised_at = at
        for name, value in changes[row.pk].items():
            setattr(row, name, value)
    Complaint.objects.bulk_update(rows, [*names, "revised_at"], batch_size=BATCH)


def recode(
    *, categories: Mapping[int, str], crosswalk: str, at: datetime, batch: ImportBatch | None = None
) -> None:
    """Code allegations anew, and append the category each had. categories: codes by allegation id."""
    rows = list(Allegation.objects.filter(pk__in=categories).order_by("id"))
    AllegationRevision.objects.bulk_create(
        (
            AllegationRevision(
                allegation=row,
                category=row.category,
                crosswalk=row.crosswalk,
                recorded_at=row.revised_at or row.recorded_at,
                superseded_at=at,
                batch=batch,
            )
            for row in rows
        ),
        batch_size=BATCH,
    )
    by_code: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        by_code[categories[row.pk]].append(row.pk)
    for code, ids in by_code.items():
        for start in range(0, len(ids), BATCH):
            Allegation.objects.filter(pk__in=ids[start : start + BATCH]).update(
                category=code, crosswalk=crosswalk, revised_at=at
            )


def restore(*, batch: ImportBatch, by: User, at: datetime) -> int:
    """Undo the corrections of a file that is taken back, where nothing was corrected after it; what the
    file had said stays as a revision. Returns how many rows it gave their earlier values."""
    complaints = {
        revision.complaint_id: {name: getattr(revision, name) for name in NAMES}
        for revision in ComplaintRevision.objects.filter(
            batch=batch, complaint__revised_at=F("superseded_at")
        ).order_by("id")
    }
    revise(changes=complaints, by=by, at=at, batch=batch)
    codes = AllegationRevision.objects.filter(
        batch=batch, allegation__revised_at=F("superseded_at")
    )
    by_crosswalk: dict[str, dict[int, str]] = defaultdict(dict)
    for revision in codes.order_by("id"):
        by_crosswalk[revision.crosswalk][revision.allegation_id] = revision.category
    for crosswalk, categories in by_crosswalk.items():
        recode(categories=categories, crosswalk=crosswalk, at=at, batch=batch)
    return len(complaints) + sum(map(len, by_crosswalk.values()))
