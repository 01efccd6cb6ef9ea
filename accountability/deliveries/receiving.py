"""When complaint data of a client last came in, by whatever way: a file, a push, or by hand.

It knows days and no count: that something came says nothing of how much it was. A file that changed
nothing counts too, for it says that nothing had changed.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, Final

from django.db.models import Max, Q

from accountability.complaints.models import Complaint
from accountability.deliveries.models import FeedPosition
from riskcore.imports.models import BatchStatus, ImportBatch

KINDS: Final = ("complaints", "complaint-table")


def last_received(
    *, client_ids: Collection[int], known_at: datetime | None = None
) -> dict[int, datetime]:
    """By client id the latest moment, as known at ``known_at`` (now when None); clients of whom none
    ever came are left out. Three queries."""
    stands = Q(status=BatchStatus.COMMITTED)
    if known_at is not None:
        stands |= Q(status=BatchStatus.TAKEN_BACK, taken_back_at__gt=known_at)
    files = ImportBatch.objects.filter(stands, kind__in=KINDS, client__in=client_ids)
    pushes = FeedPosition.objects.filter(client__in=client_ids)
    rows = Complaint.objects.known_at(known_at).filter(client__in=client_ids)
    if known_at is not None:
        files = files.filter(committed_at__lte=known_at)
        pushes = pushes.filter(recorded_at__lte=known_at)
    found: dict[int, datetime] = {}
    for each in (
        _latest(files, "committed_at"),
        _latest(pushes, "recorded_at"),
        _latest(rows, "recorded_at"),
    ):
        for client_id, moment in each:
            if moment is not None:
                found[client_id] = max(moment, found.get(client_id, moment))
    return found


def _latest(rows: Any, column: str) -> Iterable[tuple[int, datetime | None]]:
    return rows.order_by().values_list("client_id").annotate(Max(column))  # type: ignore[no-any-return]  # of three tables
