"""A checked complaint file compared with what is recorded; ``writing`` then writes the difference.

Complaints and allegations are found again by number, officer token and words. A blank cell never takes
away what is recorded; a changed finding is appended beside the earlier one. Dates and codes of what
is already recorded are corrected, and what they were stays as a revision, so that earlier days keep
their figures.
"""

from collections.abc import Iterator, Mapping
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
    recorded = recorded_of(target.client)
    pending = Pending(
        complaint_ids={number: row["id"] for number, row in recorded.complaints.items()},
        allegation_ids={identity: found[0] for identity, found in recorded.allegations.items()},
    )
    touched = compare_complaints(gathered, recorded, pending)
    differences: list[dict[str, str]] = []
    tokens = tokens_of(gathered, target.client)
    changed: set[Identity] = set()
    said: set[Identity] = set()
    for identity, row in identified(gathered.allegations, tokens):
        said.add(identity)
        known = recorded.allegations.get(identity)
        if known is None:
            pending.allegations[identity] = row
        elif row["category"] != known[1]:
            pending.recoded[known[0]] = row["category"]
            changed.add(identity)
            differences.append(difference(row["number"], "category", known[1], row["category"]))
        elif row["number"] in touched:
            changed.add(identity)
    for identity, row in identified(gathered.findings, tokens):
        before = recorded.findings.get((pending.allegation_ids.get(identity, 0), row["stage"]))
        if not append_finding(pending, identity, row, before=before):
            continue
        if identity not in pending.allegations:
            changed.add(identity)
            earlier = before.as_recorded if before else ""
            differences.append(difference(row["number"], "finding", earlier, row["finding"]))
    created, updated = len(pending.allegations), len(changed)
    return Plan(
        created=created,
        updated=updated,
        unchanged=gathered.allegations.height - created - updated,
        vanished=vanished(gathered, recorded, said),
        totals=_totals(gathered),
        differences=tuple((corrections(pending, recorded) + differences)[:SAMPLE]),
        notes=_notes(gathered),
        payload=pending,
    )


def tokens_of(gathered: Gathered, client: Client) -> dict[str, str]:
    return {
        identifier: officer_token(client_code=client.code, identifier=identifier)
        if identifier
        else ""
        for identifier in gathered.allegations["officer"].unique()
    }


def recorded_of(client: Client) -> Recorded:
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
            (number, token or "", words, place): (pk, category)
            for pk, category, number, token, words, place in allegations.order_by("id").values_list(
                *("id", "category", "complaint__number", "officer__token"),
                *("category_as_recorded", "place"),
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


def compare_complaints(gathered: Gathered, recorded: Recorded, pending: Pending) -> set[str]:
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


def identified(frame: pl.DataFrame, tokens: Mapping[str, str]) -> Iterator[tuple[Identity, Values]]:
    for row in frame.iter_rows(named=True):
        yield (row["number"], tokens[row["officer"]], row["allegation"], row["place"]), row


def append_finding(
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


def vanished(gathered: Gathered, recorded: Recorded, said: set[Identity]) -> tuple[str, ...]:
    """What is on record and the file no longer mentions: complaints that count on a day between its
    first and its last, and allegations of complaints it does mention."""
    numbers = set(gathered.complaints["number"])
    days = gathered.complaints.select(pl.coalesce("received_on", "occurred_on")).to_series()
    first, last = days.min(), days.max()
    gone = []
    for number, row in recorded.complaints.items():
        day = row["received_on"] or row["occurred_on"]
        if number not in numbers and day and first is not None and first <= day <= last:
            gone.append(number)
    gone += [
        f"{identity[0]}, {identity[2] or 'allegation without words'}"
        for identity in recorded.allegations
        if identity[0] in numbers and identity not in said
    ]
    return tuple(gone)


def difference(key: str, name: str, before: Any, after: Any) -> dict[str, str]:
    return {"key": key, "field": name, "before": plain(before), "after": plain(after)}


def corrections(pending: Pending, recorded: Recorded) -> list[dict[str, str]]:
    numbers = {row["id"]: number for number, row in recorded.complaints.items()}
    return [
        difference(numbers[pk], name, before, after)
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
    findings = gathered.findings
    codes = findings.select((pl.col("merits") + pl.col("closure")).alias("code"))["code"]
    for prefix, words in (("finding", codes), ("word", findings["finding"])):
        for word, count in sorted(words.value_counts().iter_rows()):
            totals[f"{prefix} {word or '(blank)'}"] = count
    return totals


def _notes(gathered: Gathered) -> tuple[str, ...]:
    uncategorised, unread = unmapped_words(gathered)
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
