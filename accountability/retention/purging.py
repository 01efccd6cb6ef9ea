"""Sealing and purging rows, within the act that was approved. Nothing else deletes complaints."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.db import models, transaction

from accountability.cases.models import Attachment, Case, CaseStep, Tolling
from accountability.clocks.models import ClockReminder
from accountability.complainants import Complainant
from accountability.complaints.models import (
    Allegation,
    AllegationRevision,
    Complaint,
    ComplaintQuerySet,
    ComplaintRevision,
    Finding,
)
from accountability.complaints.purged import keep_number
from accountability.discipline import Discipline
from accountability.mediation import Mediation
from accountability.retention.models import LegalHold, RetentionRule, Seal, Tombstone
from accountability.retention.plan import Due, disposition_of
from riskcore.clients.models import Client
from riskcore.imports.forgetting import forget_rows
from riskcore.imports.models import ImportBatch

NAMING = ("complaints", "complaint-table", "findings", "discipline")
"""The kinds of file whose rows name a complaint."""


def seal(*, client: Client, due: Sequence[Due], at: datetime) -> None:
    """Keep these complaints from everyday eyes, with what their rule forbids."""
    rules = {(rule.key, rule.version): rule for rule in RetentionRule.objects.filter(client=client)}
    Seal.objects.bulk_create(
        Seal(
            complaint_id=each.id,
            rule=rules[(each.rule, each.version)],
            restricts=rules[(each.rule, each.version)].restricts,
            sealed_at=at,
        )
        for each in due
    )
    Complaint.objects.filter(client=client, pk__in=[each.id for each in due]).update(sealed_at=at)


def purge(*, client: Client, complaint_ids: Sequence[int], at: datetime) -> int:
    """Delete these complaints with everything that belongs to them; their tombstones stay.

    The files that named one go with it, and its number is kept as a keyed hash, so that no later file
    brings it back. A complaint that something else points at (a link to a claim, confirmed or not) is
    kept as if held. Returns how many were purged.
    """
    purged = 0
    for pk in complaint_ids:
        try:
            with transaction.atomic():
                _purge(client, pk, at)
        except models.ProtectedError:
            continue
        purged += 1
    return purged


def _purge(client: Client, complaint_id: int, at: datetime) -> None:
    complaints = Complaint.objects.filter(client=client, pk=complaint_id)
    allegations = Allegation.objects.filter(complaint__in=complaints.values("pk"))
    Tombstone.objects.bulk_create(_tombstones(client, complaints, at))
    forget_rows(_files_naming(complaints.get()))
    keep_number(client=client, number=complaints.get().number)
    cases = Case.objects.filter(complaint__in=complaints.values("pk"))
    files = list(Attachment.objects.filter(case__in=cases.values("pk")))
    LegalHold.objects.filter(complaint__in=complaints.values("pk")).delete()
    # A row is replaced by a later one only, which goes first: ended and then withdrawn are three rows.
    for toll in Tolling.objects.filter(complaint__in=complaints.values("pk")).order_by("-pk"):
        toll.delete()
    for rows in (
        Attachment.objects.filter(case__in=cases.values("pk")),
        ClockReminder.objects.filter(case__in=cases.values("pk")),
        CaseStep.objects.filter(case__in=cases.values("pk")),
        cases,
        Mediation.objects.filter(allegation__in=allegations.values("pk")),
        Discipline.objects.filter(allegation__in=allegations.values("pk")),
        Finding.objects.filter(allegation__in=allegations.values("pk")),
        AllegationRevision.objects.filter(allegation__in=allegations.values("pk")),
        allegations,
        Complainant.objects.filter(complaint__in=complaints.values("pk")),
        ComplaintRevision.objects.filter(complaint__in=complaints.values("pk")),
        Seal.objects.filter(complaint__in=complaints.values("pk")),
    ):
        rows.delete()
    complaints.delete()
    for file in files:
        transaction.on_commit(partial(file.file.storage.delete, str(file.file.name)))


def _files_naming(complaint: Complaint) -> list[ImportBatch]:
    """The file a complaint came from, and those received since: each may have said it again."""
    naming = ImportBatch.objects.filter(client=complaint.client, kind__in=NAMING)
    return list(
        naming.filter(
            models.Q(pk=complaint.batch_id) | models.Q(created_at__gte=complaint.recorded_at)
        )
    )


def _tombstones(client: Client, complaints: ComplaintQuerySet, at: datetime) -> list[Tombstone]:
    rows = []
    for complaint in complaints.prefetch_related("allegations").order_by("id"):
        day = complaint.received_on or complaint.occurred_on
        allegations = list(complaint.allegations.all())
        standing = {
            finding.allegation_id: finding.merits or finding.closure
            for finding in Finding.objects.filter(
                allegation__in=[each.pk for each in allegations]
            ).current()
        }
        rows += [
            Tombstone(
                client=client,
                month=day.replace(day=1) if day else None,
                category=each.category,
                disposition=disposition_of(standing.get(each.pk, "")),
                leads=place == 0,
                purged_at=at,
            )
            for place, each in enumerate(allegations)
        ]
    return rows
