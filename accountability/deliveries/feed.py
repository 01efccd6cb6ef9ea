"""Events pushed by the software of an internal-affairs unit: the same path as files, item by item.

A push says after which cursor it goes on. Where that is not where the source was left, nothing is taken
and the answer says where to resume: no event is lost between two pushes, and none is taken twice. Items
become rows of one file for each kind, which is kept and may be taken back like any other.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from accountability.deliveries.models import FeedPosition
from riskcore.access.models import User
from riskcore.audit import actions as audit
from riskcore.clients.models import Client
from riskcore.clients.queries import find
from riskcore.errors import Conflict, InvalidInput
from riskcore.exports import csv_bytes
from riskcore.imports import actions as imports
from riskcore.imports.kinds import FILE_KINDS, FileKind
from riskcore.imports.mapping import Mapping as FileMapping
from riskcore.imports.mapping_text import parse
from riskcore.imports.mapping_writer import written
from riskcore.imports.outcome import Outcome

MOST_ITEMS = 500
KINDS = {
    "complaint": "complaints",
    "finding": "findings",
    "discipline": "discipline",
    "force": "force",
}
"""What an item is -> the kind of file it becomes a row of, in the order in which they are taken."""
Scalar = str | int | bool | None


@dataclass(frozen=True, kw_only=True)
class Item:
    """One event. kind: a key of KINDS; id: the source's own, to be told of it again; fields: of the file
    kind."""

    kind: str
    id: str
    fields: Mapping[str, Scalar]


@dataclass(frozen=True, kw_only=True)
class Told:
    """What became of an item.

    outcome: accepted, joined (to an earlier item of the push that tells of the same allegation or
    report) or rejected. batch: the file it became a row of, "" where it became none.
    """

    item: int
    id: str
    outcome: str
    message: str = ""
    batch: str = ""


@dataclass(frozen=True, kw_only=True)
class Pushed:
    """A push taken in. cursor: where the source goes on."""

    source: str
    cursor: str
    accepted: int
    rejected: int
    results: tuple[Told, ...]


def positions(*, by: User, client_code: str) -> list[FeedPosition]:
    """Where each source of a client stands, by its name. Raises NotFound, PermissionDenied."""
    client = find(by=by, code=client_code, permission="import.complaints")
    last: dict[str, FeedPosition] = {}
    for position in FeedPosition.objects.visible_to(by).filter(client=client).order_by("id"):
        last[position.source] = position
    return [last[source] for source in sorted(last)]


def push(
    *, by: User, client_code: str, source: str, after: str, cursor: str, items: Sequence[Item]
) -> Pushed:
    """Take in events of one source in order, each accepted, joined or rejected with a sentence.

    after: the cursor the source was left at, "" for its first push. Raises NotFound, PermissionDenied;
    Conflict where the source was left elsewhere; InvalidInput for too many items or a batch that cannot
    be read at all. Records feed.pushed beside the acts of each file.
    """
    client = find(by=by, code=client_code, permission="import.complaints")
    _check(items, after, cursor)
    with transaction.atomic():
        Client.objects.select_for_update().get(pk=client.pk)
        _go_on(client, source, after)
        results: dict[int, Told] = {}
        for kind, file_kind in KINDS.items():
            group = [(place, item) for place, item in enumerate(items) if item.kind == kind]
            results |= _take_in(by, client, f"{source}-{kind}", FILE_KINDS.get(file_kind), group)
        told = tuple(results[place] for place in sorted(results))
        rejected = sum(1 for each in told if each.outcome == "rejected")
        position = FeedPosition.objects.create(
            client=client,
            source=source,
            cursor=cursor,
            items=len(items),
            rejected=rejected,
            recorded_at=timezone.now(),
            pushed_by=by,
        )
        audit.record(
            by=by,
            verb="feed.pushed",
            subject=position,
            client=client,
            source=source,
            items=len(items),
            rejected=rejected,
        )
    accepted = len(items) - rejected
    return Pushed(source=source, cursor=cursor, accepted=accepted, rejected=rejected, results=told)


def _check(items: Sequence[Item], after: str, cursor: str) -> None:
    if not 0 < len(items) <= MOST_ITEMS:
        raise InvalidInput(
            "feed.items",
            f"You pushed {len(items)} items; a push holds 1 to {MOST_ITEMS}. Push them in several "
            "parts, each going on after the one before.",
        )
    if cursor == after:
        raise InvalidInput(
            "feed.cursor",
            f"The push goes on after {after!r} and ends there too. Give the cursor of its last event.",
        )


def _go_on(client: Client, source: str, after: str) -> None:
    last = FeedPosition.objects.filter(client=client, source=source).order_by("id").last()
    stands = last.cursor if last else ""
    if stands != after:
        where = f"was left at {stands!r}" if last else "has pushed nothing yet"
        raise Conflict(
            "feed.elsewhere",
            f"The push goes on after {after!r}, but {source} {where}. Go on after that cursor; nothing "
            "of this push was taken in.",
            source=source,
            cursor=stands,
        )


def _take_in(
    by: User, client: Client, name: str, kind: FileKind, group: list[tuple[int, Item]]
) -> dict[int, Told]:
    """Items of one kind as one file: who is rejected, joined or accepted."""
    known = {field.key for field in kind.fields}
    told: dict[int, Told] = {}
    rows: list[tuple[int, Item]] = []
    seen: dict[tuple[str, ...], int] = {}
    for place, item in group:
        unknown = sorted(set(item.fields) - known)
        if unknown:
            told[place] = Told(
                item=place,
                id=item.id,
                outcome="rejected",
                message=f"The item has the field {unknown[0]!r}, which a {item.kind} does not have. Its "
                f"fields are: {', '.join(sorted(known))}.",
            )
            continue
        key = tuple(str(item.fields.get(each) or "") for each in IDENTITY[item.kind])
        first = seen.setdefault(key, place)
        joined = (
            f"It says more of what item {first} tells; both are kept." if first != place else ""
        )
        told[place] = Told(
            item=place, id=item.id, outcome="joined" if joined else "accepted", message=joined
        )
        rows.append((place, item))
    if rows:
        outcome = _send(by, client, name, kind, [item for _, item in rows])
        for row, (place, _) in enumerate(rows, start=2):
            told[place] = _judged(told[place], outcome, row)
    return told


IDENTITY = {
    "complaint": ("number", "allegation", "officer"),
    "finding": ("number", "allegation", "officer", "stage"),
    "discipline": ("number", "allegation", "officer", "discipline_stage"),
    "force": ("number", "officer", "subject"),
}


def _send(by: User, client: Client, name: str, kind: FileKind, items: Sequence[Item]) -> Outcome:
    """The items through the import path, good rows taken in although others are not."""
    keys = sorted({key for item in items for key in item.fields})
    content = csv_bytes(
        ["item", *keys],
        ([item.id, *(_plain(item.fields.get(key)) for key in keys)] for item in items),
    )
    batch = imports.receive(
        by=by,
        kind=kind.key,
        client_code=client.code,
        file=io.BytesIO(content),
        file_name=f"{name}.csv",
    )
    outcome = imports.preview(by=by, batch_id=batch.pk, mapping=_mapping(name, kind, keys))
    if outcome.status == "previewed":
        outcome = imports.commit(by=by, batch_id=batch.pk, accept_rejected=True)
    whole = next((problem for problem in outcome.problems if not problem.row), None)
    if outcome.is_held and not outcome.problems:
        raise InvalidInput("feed.unreadable", outcome.reason)
    if whole is not None or outcome.problems_found > len(outcome.problems):
        many = "The items have more faults than can be told. Push fewer of them at a time."
        raise InvalidInput("feed.unreadable", whole.message if whole else many)
    return outcome


def _mapping(name: str, kind: FileKind, keys: Sequence[str]) -> FileMapping:
    document: dict[str, Any] = {
        "name": name,
        "kind": kind.key,
        "totals_row": "none",
        "ignore_columns": ["item"],
    }
    if kind.key == "force":
        document |= {"grain": ["number"], "repeats": "parts"}
    columns = {key: key for key in keys}
    return parse(written({**document, "columns": columns}), kind)


def _plain(value: Scalar) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else " ".join(str(value).split())


def _judged(told: Told, outcome: Outcome, row: int) -> Told:
    faults = [problem.message for problem in outcome.problems if problem.row == row]
    if faults:
        return replace(told, outcome="rejected", message=" ".join(faults), batch=outcome.batch)
    return replace(told, batch=outcome.batch)
