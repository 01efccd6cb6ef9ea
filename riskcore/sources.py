"""The files behind a profile: which were taken in, when, and the control totals each of them gave.

Knows batches, not what they hold. A file valued after the profile's day is not among them, nor one
that has been taken back.
"""

from typing import Any

from django.db.models import Q

from riskcore.factors.registry import EXHIBITS, Exhibit, Scope, Window
from riskcore.imports.models import BatchStatus, ImportBatch


def gather(scope: Scope, window: Window) -> dict[int, list[dict[str, Any]]]:
    """Per client, its files in the order they were committed; clients without any are left out."""
    batches = (
        ImportBatch.objects.filter(client__in=scope.client_ids, status=BatchStatus.COMMITTED)
        .filter(Q(valued_on__isnull=True) | Q(valued_on__lte=window.as_of))
        .order_by("committed_at", "id")
    )
    if window.known_at is not None:
        batches = batches.filter(committed_at__lte=window.known_at)
    found: dict[int, list[dict[str, Any]]] = {}
    for batch in batches:
        found.setdefault(batch.client_id, []).append(
            {
                "kind": batch.kind,
                "file_name": batch.file_name,
                "sha256": batch.sha256,
                "valued_on": batch.valued_on,
                "committed_on": batch.committed_at.date() if batch.committed_at else None,
                "rows": batch.preview.get("rows", 0),
                "totals": batch.preview.get("totals", {}),
            }
        )
    return found


def register() -> None:
    EXHIBITS.register(
        Exhibit(
            key="sources.files",
            label="Files imported, with their valuation dates, hashes and control totals",
            order=900,
            gather=gather,
        )
    )
