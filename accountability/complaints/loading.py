"""A checked complaint file compared with what is recorded; ``writing`` then writes the difference.

Complaints and allegations are found again by number, officer token and words. A blank cell never takes
away what is recorded; a changed finding is appended beside the earlier one. The dates and headings of a
complaint already recorded are corrected in place, and the record of acts keeps what they were.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl

from accountability.complaints.models import Allegation, Complaint, Finding
from accountability.complaints.rows import COMPLAINT, Gathered, gather, unmapped_words
from accountability.complaints.writing import FoundFinding, Identity, Pending, Values, plain
from accountability.officers import officer_token
from riskcore.clients.models import Client
from riskcore.imports.kinds import Plan, Target

SAMPLE = 50


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """What the client's records hold: complaints, allegations and the last finding of each stage."""

    complaints: Mapping[str, Values]
    allegations: Mapping[Identity, tuple[int, str]]
    findings: Mapping[tuple[int, str], FoundFinding]


def compare(table: pl.DataFrame, target: Target) -> Plan:
    """What the file would change, in allegations; nothing is written."""
    gathered = gather(table)
    recorded = _recorded(target.client)
    pending = Pending(
        complaint_ids={number: row["id"] for number, row in recorded.complaints.items()},
        allegation_ids={identity: found[0] for identity, found in recorded.allegations.items()},
    )
    touched = _compare_complaints(gathered, recorded, pending)
    created, updated = 0, 0
    differences: list[dict[str, str]] = []
    tokens = _tokens(gathered, target.client)
    for row in gathered.allegations.iter_rows(named=True):
        identity = (row["number"], tokens[row["officer"]], row["allegation"])
        known = recorded.allegations.get(identity)
        if known is None:
            created += 1
            pending.allegations[identity] = row
            _append(pending, identity, row, before=None)
            continue
        changes = _changes(pending, identity, row, known, recorded)
        differences += changes[: SAMPLE - len(differences)]
        updated += bool(changes) or row["number"] in touched
    return Plan(
        created=created,
        updated=updated,
        unchanged=gathered.allegations.height - created - updated,
        totals=_totals(gathered),
        differences=tuple((_corrections(pending, recorded) + differences)[:SAMPLE]),
        notes=_notes(gathered),
        payload=pending,
    )


def _tokens(gathered: Gathered, client: Client) -> dict[str, str]:
    return {
        identifier: officer_token(client_code=client.code, identifier=identifier)
        if identifier
        else ""
        for identifier in gathered.allegations["officer"].unique()
    }


def _recorded(client: Client) -> Recorded:
    complaints = {
        row["number"]: row
        for row in Complaint.objects.known_at()
        .filter(client=client)
        .order_by("id")
        .values("id", "number", *COMPLAINT)
    }
    allegations = Allegation.objects.known_at().filter(
        complaint__in=Complaint.objects.known_at().filter(client=client).values("pk")
    )
    findings = Finding.objects.known_at().filter(allegation__in=allegations.order_by().values("pk"))
    return Recorded(
        complaints=complaints,
        allegations={
            (number, token or "", words): (pk, category)
            for pk, category, number, token, words in allegations.order_by("id").values_list(
                "id", "category", "complaint__number", "officer__token", "category_as_recorded"
            )
        },
        findings={
            (allegation, stage): FoundFinding(merits, closure, word, decided_on)
            for allegation, stage, merits, closure, word, decided_on in findings.order_by(
                "id"
            ).values_list(
                "allegation_id", "stage", "merits", "closure", "as_recorded", "decided_on"
            )
        },
    )


def _compare_complaints(gathered: Gathered, recorded: Recorded, pending: Pending) -> set[str]:
    """Fills the new and the corrected complaints; returns the numbers of the corrected."""
    corrected = set()
    for row in gathered.complaints.iter_rows(named=True):
        known = recorded.complaints.get(row["number"])
        if known is None:
            pending.complaints[row["number"]] = row
            continue
        changes = {
            name: (known[name], row[name])
            for name in COMPLAINT
            if row[name] is not None and row[name] != known[name]
        }
        if changes:
            pending.corrections[known["id"]] = changes
            corrected.add(row["number"])
    return corrected


def _changes(
    pending: Pending, identity: Identity, row: Values, known: tuple[int, str], recorded: Recorded
) -> list[dict[str, str]]:
    """What the row changes of a recorded allegation; fills ``pending`` with it."""
    allegation_id, category = known
    changes = []
    if row["category"] != category:
        pending.recoded[allegation_id] = row["category"]
        changes.append(_difference(row["number"], "category", category, row["category"]))
    before = recorded.findings.get((allegation_id, row["stage"]))
    if _append(pending, identity, row, before=before):
        earlier = before.as_recorded if before else ""
        changes.append(_difference(row["number"], "finding", earlier, row["finding"]))
    return changes


def _append(
    pending: Pending, identity: Identity, row: Values, *, before: FoundFinding | None
) -> bool:
    """Queue the row's finding unless it is blank or says what was recorded last at its stage."""
    if not row["merits"] and not row["closure"]:
        return False
    decided_on = row["decided_on"] or (before.decided_on if before else None)
    found = FoundFinding(row["merits"], row["closure"], row["finding"], decided_on)
    if found == before:
        return False
    pending.findings.append((identity, row["stage"], found))
    return True


def _difference(key: str, name: str, before: Any, after: Any) -> dict[str, str]:
    return {"key": key, "field": name, "before": plain(before), "after": plain(after)}


def _corrections(pending: Pending, recorded: Recorded) -> list[dict[str, str]]:
    numbers = {row["id"]: number for number, row in recorded.complaints.items()}
    return [
        _difference(numbers[pk], name, before, after)
        for pk, changes in pending.corrections.items()
        for name, (before, after) in changes.items()
    ]


def _totals(gathered: Gathered) -> dict[str, int | Decimal]:
    rows = gathered.allegations
    totals: dict[str, int | Decimal] = {
        "incidents": gathered.complaints.height,
        "allegations": rows.height,
        "officers": rows.filter(pl.col("officer") != "")["officer"].n_unique(),
        "unidentified officers": rows.filter(pl.col("officer") == "").height,
    }
    codes = rows.select((pl.col("merits") + pl.col("closure")).alias("code"))["code"]
    for prefix, words in (("finding", codes), ("word", rows["finding"])):
        for word, count in sorted(words.value_counts().iter_rows()):
            totals[f"{prefix} {word or '(blank)'}"] = count
    return totals


def _notes(gathered: Gathered) -> tuple[str, ...]:
    uncategorised, unread = unmapped_words(gathered.allegations)
    counted = (
        (gathered.findings_disagree, "allegations stand on several rows with different findings"),
        (gathered.classes_disagree, "allegations stand on several rows under different classes"),
    )
    notes = [
        f"{count} {words}; the first row in the file counts." for count, words in counted if count
    ]
    if gathered.received_before_occurred:
        notes.append(
            f"{gathered.received_before_occurred} complaints are received before they occurred."
        )
    for noun, found in (("Findings", unread), ("Allegations", uncategorised)):
        if found:
            listed = ", ".join(f"{word!r} ({count})" for word, count in list(found.items())[:20])
            notes.append(f"{noun} in words without a code of ours: {listed}.")
    return tuple(notes)
