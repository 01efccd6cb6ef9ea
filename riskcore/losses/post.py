"""Writing a compared loss run by bulk paths, and mending the ledger when a file is taken back."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from riskcore.bulkload import insert_rows
from riskcore.imports.kinds import Plan, Target
from riskcore.imports.models import ImportBatch
from riskcore.losses import recorded
from riskcore.losses.compare import Entry, valuation
from riskcore.losses.ledger import postings_to_stand_without
from riskcore.losses.models import Claim, ClaimStatement, LossTransaction
from riskcore.losses.recorded import Key, as_posting

_TRANSACTION = ("claim", "posted_on", "kind", "movement", "amount", "recorded_at", "batch")


def write(plan: Plan, target: Target) -> None:
    """Write new claims, statements and postings in the caller's transaction."""
    entries: list[Entry] = plan.payload
    moment = target.recorded_at or timezone.now()
    batch = target.batch.pk if target.batch else None
    _renew(entry for entry in entries if entry.renew)
    new = [entry for entry in entries if entry.claim_id is None]
    insert_rows(
        Claim,
        ("client", "number", "suffix", "line", "policy_number", "recorded_at", "batch"),
        (
            (target.client.pk, *entry.key, entry.line, entry.policy_number, moment, batch)
            for entry in new
        ),
    )
    ids = {key: identity.id for key, identity in recorded.identities(target.client).items()}
    valued_on = valuation(target)
    insert_rows(
        ClaimStatement,
        ("claim", "valued_on", *recorded.STATED, "recorded_at", "batch"),
        ((ids[entry.key], valued_on, *entry.statement, moment, batch) for entry in entries),
    )
    insert_rows(LossTransaction, _TRANSACTION, _movements(entries, ids, moment, batch))


def _movements(
    entries: Iterable[Entry], ids: dict[Key, int], moment: datetime, batch: UUID | None
) -> Iterator[tuple[Any, ...]]:
    for entry in entries:
        for posting in entry.postings:
            yield (ids[entry.key], *posting, moment, batch)


def _renew(entries: Iterable[Entry]) -> None:
    """Claims of which no statement counts any more take the line and policy of the new file."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for entry in entries:
        if entry.claim_id is not None:
            groups[entry.line, entry.policy_number].append(entry.claim_id)
    for (line, policy_number), ids in groups.items():
        Claim.objects.filter(pk__in=ids).update(line=line, policy_number=policy_number)


def take_back(batch: ImportBatch) -> None:
    """Post what the remaining statements need, so that each reads at its own date as it read before.

    Where nothing later stands upon the batch, as is usual, there is nothing to post: the earlier loss
    run comes back by itself. Call it in the transaction that marks the batch.
    """
    claims = (
        ClaimStatement.objects.filter(batch=batch).order_by().values_list("claim_id", flat=True)
    )
    counts = Q(batch__isnull=True) | Q(batch__taken_back_at__isnull=True) | Q(batch=batch)
    moment = batch.taken_back_at or timezone.now()
    statements: dict[int, dict[Any, UUID | None]] = defaultdict(dict)
    for claim, day, owner in (
        ClaimStatement.objects.known_at()
        .filter(claim__in=claims)
        .exclude(batch=batch)
        .order_by("recorded_at", "id")
        .values_list("claim_id", "valued_on", "batch_id")
    ):
        statements[claim][day] = owner
    rows: dict[int, list[LossTransaction]] = defaultdict(list)
    for row in LossTransaction.objects.filter(counts, claim__in=claims).order_by("id"):
        rows[row.claim_id].append(row)
    mended: list[tuple[Any, ...]] = []
    for claim, movements in rows.items():
        mended += _mend(claim, movements, batch, statements[claim], moment)
    insert_rows(LossTransaction, _TRANSACTION, mended)


def _mend(
    claim: int,
    movements: list[LossTransaction],
    batch: ImportBatch,
    statements: dict[Any, UUID | None],
    moment: datetime,
) -> Iterator[tuple[Any, ...]]:
    stays = [row for row in movements if row.batch_id != batch.pk]
    for posting in postings_to_stand_without(
        before=[as_posting(row) for row in movements],
        after=[as_posting(row) for row in stays],
        by_hand=[as_posting(row) for row in stays if row.batch_id is None],
        statement_days=statements,
    ):
        held_by = max((day for day in statements if day <= posting.posted_on), default=None)
        owner = statements[held_by] if held_by is not None else None
        yield (claim, *posting, moment, owner)
