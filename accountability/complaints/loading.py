"""A checked complaint file compared with what is recorded; ``writing`` then writes the difference.

Complaints and allegations are found again by number, officer token and words. A blank cell never takes
away what is recorded; a changed finding is appended beside the earlier one. Dates and codes of what
is already recorded are corrected, and what they were stays as a revision, so that earlier days keep
their figures. What a person gave or decided since stays whatever the file says again, and is told.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import polars as pl

from accountability.codes import UNKNOWN
from accountability.complaints.by_hand import given_by_hand
from accountability.complaints.models import Allegation, Complaint, Finding
from accountability.complaints.rows import COMPLAINT, Gathered, gather, unmapped_words
from accountability.complaints.standing import Standing, is_news, standing
from accountability.complaints.writing import FoundFinding, Identity, Pending, Values, plain
from accountability.crosswalk import NO_OWN_WORDS, Crosswalk
from accountability.officers import officer_token
from riskcore.clients.models import Client
from riskcore.imports.kinds import Plan, Target

SAMPLE = 50
LISTED = 20
"""How many lines about people a preview names."""


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """What the client's records hold: complaints, allegations and what stands of each stage.

    by_hand: by complaint id the attributes a person gave.
    """

    complaints: Mapping[str, Values]
    allegations: Mapping[Identity, "Known"]
    findings: Mapping[tuple[int, str], Standing[FoundFinding]]
    by_hand: Mapping[int, frozenset[str]]


@dataclass(frozen=True)
class Known:
    """An allegation on record. by_hand: a person gave its category; from_file: a file named it."""

    pk: int
    category: str
    by_hand: bool
    from_file: bool


def compare(table: pl.DataFrame, target: Target, own: Crosswalk = NO_OWN_WORDS) -> Plan:
    """What the file would change, in allegations; nothing is written. own: the client's crosswalk."""
    gathered = gather(table, own)
    recorded = recorded_of(target.client, own)
    pending = recorded_already(recorded)
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
        elif _recodes(row, known, pending):
            pending.recoded[known.pk] = (row["category"], row["crosswalk"])
            changed.add(identity)
            differences.append(
                difference(row["number"], "category", known.category, row["category"])
            )
        elif row["number"] in touched:
            changed.add(identity)
    for identity, row in identified(gathered.findings, tokens):
        before = recorded.findings.get((pending.allegation_ids.get(identity, 0), row["stage"]))
        if not append_finding(pending, identity, row, before=before):
            continue
        if identity not in pending.allegations:
            changed.add(identity)
            earlier = before.stands.as_recorded if before else ""
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


def recorded_already(recorded: Recorded) -> Pending:
    """Nothing to write yet, and the ids of what is recorded."""
    return Pending(
        complaint_ids={number: row["id"] for number, row in recorded.complaints.items()},
        allegation_ids={identity: known.pk for identity, known in recorded.allegations.items()},
    )


def recorded_of(client: Client, own: Crosswalk = NO_OWN_WORDS) -> Recorded:
    complaints = {
        row["number"]: row
        for row in Complaint.objects.known_at()
        .filter(client=client)
        .order_by("id")
        .values("id", "number", "batch_id", *COMPLAINT)
    }
    allegations = Allegation.objects.known_at().filter(
        complaint__in=Complaint.objects.known_at().filter(client=client).values("pk")
    )
    findings = Finding.objects.known_at().filter(allegation__in=allegations.order_by().values("pk"))
    return Recorded(
        complaints=complaints,
        allegations={
            (number, token or "", words, place): Known(pk, category, not crosswalk, bool(batch))
            for pk, category, crosswalk, batch, number, token, words, place in allegations.order_by(
                "id"
            ).values_list(
                *("id", "category", "crosswalk", "batch_id", "complaint__number"),
                *("officer__token", "category_as_recorded", "place"),
            )
        },
        findings=standing(
            ((pk, stage), FoundFinding(*found), bool(batch or found[-1]))
            for pk, stage, batch, *found in findings.order_by("id").values_list(
                *("allegation_id", "stage", "batch_id"),
                *("merits", "closure", "as_recorded", "decided_on", "crosswalk"),
            )
        ),
        by_hand=given_by_hand(client, complaints.values(), own),
    )


def _recodes(row: Values, known: Known, pending: Pending) -> bool:
    """Whether the file codes an allegation anew. A word that waits takes no code away, and neither does
    a file the code that a person gave."""
    if row["category"] in (known.category, UNKNOWN):
        return False
    if known.by_hand:
        pending.kept.append(_kept(row["number"], "category", known.category, row["category"]))
    return not known.by_hand


def compare_complaints(gathered: Gathered, recorded: Recorded, pending: Pending) -> set[str]:
    """Fills the new and the corrected complaints and what stays as a person gave it; returns the
    numbers of the corrected."""
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
        if row["channel"] == UNKNOWN and "channel_as_recorded" not in changes:
            changes.pop("channel", None)
        for name in recorded.by_hand.get(known["id"], frozenset()).intersection(changes):
            pending.kept.append(_kept(row["number"], name, *changes.pop(name)))
        if changes:
            pending.corrections[known["id"]] = changes
            corrected.add(row["number"])
    return corrected


def identified(frame: pl.DataFrame, tokens: Mapping[str, str]) -> Iterator[tuple[Identity, Values]]:
    for row in frame.iter_rows(named=True):
        yield (row["number"], tokens[row["officer"]], row["allegation"], row["place"]), row


def append_finding(
    pending: Pending,
    identity: Identity,
    row: Values,
    *,
    before: Standing[FoundFinding] | None,
) -> bool:
    """Queue the row's finding unless it is blank or no news beside what stands at its stage."""
    if not row["merits"] and not row["closure"]:
        return False
    names = ("merits", "closure", "finding", "decided_on", "crosswalk")
    found = FoundFinding(*(row[name] for name in names))
    if not is_news(found, before):
        return False
    if before and not before.by_file:
        pending.overtaken.append(f"finding of {row['number']}")
    dated = found.decided_on or (before.stands.decided_on if before else None)
    pending.findings.append((identity, row["stage"], replace(found, decided_on=dated)))
    return True


def vanished(gathered: Gathered, recorded: Recorded, said: set[Identity]) -> tuple[str, ...]:
    """What a file once named and this one no longer mentions: complaints that count on a day between its
    first and its last, and allegations of complaints it does mention."""
    numbers = set(gathered.complaints["number"])
    days = gathered.complaints.select(pl.coalesce("received_on", "occurred_on")).to_series()
    first, last = days.min(), days.max()
    gone = []
    for number, row in recorded.complaints.items():
        day = row["received_on"] or row["occurred_on"]
        within = day and first is not None and first <= day <= last
        if number not in numbers and within and row["batch_id"]:
            gone.append(number)
    gone += [
        f"{identity[0]}, {identity[2] or 'allegation without words'}"
        for identity, known in recorded.allegations.items()
        if identity[0] in numbers and identity not in said and known.from_file
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


def _kept(number: str, name: str, stays: Any, said: Any) -> str:
    return (
        f"{name.replace('_', ' ')} of {number}: {plain(stays)} stays, the file says {plain(said)}"
    )


def told_of_people(pending: Pending) -> tuple[str, ...]:
    """Notes on what people gave or decided where the file says otherwise."""
    notes = []
    if pending.kept:
        notes.append(f"Given by a person, and kept: {_some(pending.kept)}.")
    if pending.overtaken:
        notes.append(
            "The file has changed its statement since a person decided otherwise; both stay on record "
            f"and the later one stands: {_some(pending.overtaken)}."
        )
    return tuple(notes)


def _some(lines: Sequence[str]) -> str:
    more = f"; and {len(lines) - LISTED} more" if len(lines) > LISTED else ""
    return "; ".join(lines[:LISTED]) + more


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
