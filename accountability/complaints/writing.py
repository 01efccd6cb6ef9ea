"""What a complaint file changes, and writing it by the bulk path."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from accountability.complaints.history import recode, restore, revise
from accountability.complaints.models import Allegation, Complaint, Finding
from accountability.complaints.rows import COMPLAINT
from accountability.crosswalk import UNMAPPED
from accountability.officers import officer_ids
from riskcore.audit import actions as audit
from riskcore.bulkload import insert_rows, reserve_ids
from riskcore.clients.models import Client
from riskcore.errors import Conflict
from riskcore.imports.kinds import Plan, Target
from riskcore.imports.models import ImportBatch

EMPTY: dict[str, Any] = {
    "received_on": None,
    "occurred_on": None,
    "received_precision": "day",
    "occurred_precision": "day",
    "channel": "UNKNOWN",
    "complainant_type": "UNKNOWN",
    "internal": False,
    **dict.fromkeys(("anonymous", "affidavit_required", "on_duty", "body_camera", "force_used")),
}
Values = dict[str, Any]
Identity = tuple[str, str, str, int]
"""Complaint number, officer token ("" for an unidentified officer), words of the allegation, place."""


@dataclass(frozen=True)
class FoundFinding:
    """A finding as the file gives it, or as it was recorded last at its stage.

    crosswalk: the version of the table that turned the word into the code; it makes no other finding.
    """

    merits: str
    closure: str
    as_recorded: str
    decided_on: date | None
    crosswalk: str = field(default="", compare=False)

    @property
    def codes(self) -> tuple[str, ...]:
        return () if self.closure == UNMAPPED.closure else (self.merits, self.closure)


@dataclass(kw_only=True)
class Pending:
    """What is to be written: new rows, and changes to recorded ones by id.

    recoded: category and crosswalk by allegation id. kept: lines about what a person gave and the file
    says otherwise, which stays. overtaken: lines about findings and discipline that a person recorded
    and the file's changed statement follows.
    """

    complaints: dict[str, Values] = field(default_factory=dict)
    corrections: dict[int, dict[str, tuple[Any, Any]]] = field(default_factory=dict)
    allegations: dict[Identity, Values] = field(default_factory=dict)
    recoded: dict[int, tuple[str, str]] = field(default_factory=dict)
    findings: list[tuple[Identity, str, FoundFinding]] = field(default_factory=list)
    complaint_ids: dict[str, int] = field(default_factory=dict)
    allegation_ids: dict[Identity, int] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    overtaken: list[str] = field(default_factory=list)


def plain(value: Any) -> str:
    """A value as text, for a preview or the record of acts."""
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def write(plan: Plan, target: Target) -> None:
    """Write what ``compare`` found, in the transaction of the commit.

    Raises Conflict where another file or person recorded one of the new complaints in between.
    """
    pending: Pending = plan.payload
    Client.objects.select_for_update().get(pk=target.client.pk)
    at = target.recorded_at or timezone.now()
    _refuse_known(pending, target.client)
    _correct(pending, target, at)
    _insert_complaints(pending, target, at)
    _insert_allegations(pending, target, at)
    _insert_findings(pending, target, at)


def take_back(batch: ImportBatch) -> None:
    """Give the rows that a file corrected their earlier values: in the act that takes it back."""
    restore(batch=batch, by=batch.taken_back_by or batch.created_by, at=timezone.now())


def _refuse_known(pending: Pending, client: Client) -> None:
    numbers = Complaint.objects.known_at().filter(client=client).values_list("number", flat=True)
    for number in numbers.order_by().iterator():
        if number in pending.complaints:
            raise Conflict(
                "complaints.recorded_meanwhile",
                f"The complaint {number} was recorded while this file was being compared. Preview the "
                "file again and commit it then.",
                number=number,
            )


def _correct(pending: Pending, target: Target, at: datetime) -> None:
    if pending.corrections:
        revise(
            changes={
                pk: {name: after for name, (_, after) in changes.items()}
                for pk, changes in pending.corrections.items()
            },
            by=target.by,
            at=at,
            batch=target.batch,
        )
        audit.record(
            by=target.by,
            verb="complaints.corrected",
            subject=target.batch or target.client,
            client=target.client,
            corrections={
                str(pk): {name: [plain(old), plain(new)] for name, (old, new) in changes.items()}
                for pk, changes in pending.corrections.items()
            },
        )
    for crosswalk in sorted({version for _, version in pending.recoded.values()}):
        categories = {
            pk: code for pk, (code, version) in pending.recoded.items() if version == crosswalk
        }
        recode(categories=categories, crosswalk=crosswalk, at=at, batch=target.batch)


def _insert_complaints(pending: Pending, target: Target, at: datetime) -> None:
    ids = reserve_ids(Complaint, len(pending.complaints))
    pending.complaint_ids.update(zip(pending.complaints, ids, strict=True))
    insert_rows(
        Complaint,
        ("id", "client", "batch", "recorded_at", "number", *COMPLAINT),
        (
            (
                pk,
                target.client.pk,
                target.batch.pk if target.batch else None,
                at,
                number,
                *(
                    row[name] if row.get(name) is not None else EMPTY.get(name, "")
                    for name in COMPLAINT
                ),
            )
            for pk, (number, row) in zip(ids, pending.complaints.items(), strict=True)
        ),
    )


def _insert_allegations(pending: Pending, target: Target, at: datetime) -> None:
    officers = officer_ids({token for _, token, *_ in pending.allegations if token}, target.client)
    ids = reserve_ids(Allegation, len(pending.allegations))
    pending.allegation_ids.update(zip(pending.allegations, ids, strict=True))
    columns = ("id", "batch", "recorded_at", "complaint", "officer", "place", "category")
    insert_rows(
        Allegation,
        (*columns, "class_as_recorded", "category_as_recorded", "crosswalk"),
        (
            (
                pk,
                target.batch.pk if target.batch else None,
                at,
                pending.complaint_ids[number],
                officers.get(token),
                place,
                row["category"],
                row["allegation_class"],
                words,
                row["crosswalk"],
            )
            for pk, ((number, token, words, place), row) in zip(
                ids, pending.allegations.items(), strict=True
            )
        ),
    )


def _insert_findings(pending: Pending, target: Target, at: datetime) -> None:
    columns = ("batch", "recorded_at", "allegation", "stage")
    insert_rows(
        Finding,
        (*columns, "merits", "closure", "as_recorded", "decided_on", "crosswalk"),
        (
            (
                target.batch.pk if target.batch else None,
                at,
                pending.allegation_ids[identity],
                stage,
                found.merits,
                found.closure,
                found.as_recorded,
                found.decided_on,
                found.crosswalk,
            )
            for identity, stage, found in pending.findings
        ),
    )
