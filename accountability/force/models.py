"""Use-of-force reports: one officer's force on one subject in one event, with every tool in sequence.

Reports are facts: a later delivery that says otherwise appends another version of the report, and of a
report's versions the last that counts stands. Levels are ordered words, never averaged.
"""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from accountability.force.codes import INJURIES, REASONS, RESISTANCE, TOOLS, UNKNOWN
from accountability.officers import Officer, officer_or_nobody
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.facts import Fact, FactQuerySet, known_by

IDENTITY = ("client", "number", "subject", "place")


class ForceReportQuerySet(FactQuerySet["ForceReport"]):
    view_permission = "complaint.view_rows"

    def known_at(self, moment: datetime | None = None) -> Self:
        """Reports as they stood then: of several versions of one the last."""
        later = ForceReport.objects.filter(
            known_by(moment),
            *(Q(**{name: OuterRef(name)}) for name in IDENTITY),
            version__gt=1,
            pk__gt=OuterRef("pk"),
        )
        somebody = Coalesce("officer_id", 0, output_field=models.BigIntegerField())
        same = Coalesce(OuterRef("officer_id"), 0, output_field=models.BigIntegerField())
        later = later.alias(somebody=somebody).filter(somebody=same).order_by()
        return super().known_at(moment).filter(~Exists(later))


class ForceReport(Fact):
    """One officer's use of force on one subject in one event, in one version.

    ``number`` is the event's: several officers and subjects share it. ``subject`` is a keyed token, ""
    where the source tells no subjects apart. ``place`` numbers reports that nothing else tells apart,
    such as those of unnamed officers. ``national``: the reasons for which the report belongs to the
    national collection, as computed; a person may decide otherwise in a ``ForceFlag``.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="force_reports")
    number = models.CharField(max_length=64)
    officer = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="force_reports"
    )
    subject = models.CharField(max_length=24, blank=True, default="", db_default="")
    place = models.PositiveIntegerField(default=1, db_default=1)
    version = models.PositiveIntegerField(default=1, db_default=1)
    occurred_on = models.DateField()
    level = models.PositiveSmallIntegerField(
        help_text="0 contact, 1 low, 2 intermediate, 3 serious"
    )
    level_as_recorded = models.CharField(max_length=120, blank=True)
    injury = models.BooleanField(default=False, help_text="Anybody was hurt or claimed to be")
    subject_injury = models.CharField(max_length=12, default=UNKNOWN, db_default=UNKNOWN)
    officer_injury = models.CharField(max_length=12, default=UNKNOWN, db_default=UNKNOWN)
    resistance = models.CharField(max_length=12, default=UNKNOWN, db_default=UNKNOWN)
    resistance_as_recorded = models.CharField(max_length=120, blank=True, default="", db_default="")
    reason = models.CharField(max_length=12, default=UNKNOWN, db_default=UNKNOWN)
    reason_as_recorded = models.CharField(max_length=120, blank=True, default="", db_default="")
    supervisor_present = models.BooleanField(null=True, blank=True)
    ambush = models.BooleanField(null=True, blank=True)
    district = models.CharField(max_length=120, blank=True, default="", db_default="")
    case_number = models.CharField(max_length=64, blank=True, default="", db_default="")
    national = models.CharField(max_length=40, blank=True, default="", db_default="")

    objects = ForceReportQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "-occurred_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                *("client", "number", officer_or_nobody(), "subject", "place", "batch"),
                name="force_report_once_in_file",
            ),
            models.UniqueConstraint(
                *("client", "number", officer_or_nobody(), "subject", "place", "version"),
                condition=Q(batch__isnull=True),
                name="force_report_once_by_hand",
            ),
            models.CheckConstraint(condition=Q(level__lte=3), name="force_level_0_to_3"),
            models.CheckConstraint(
                condition=Q(subject_injury__in=list(INJURIES), officer_injury__in=list(INJURIES)),
                name="force_injury_is_known",
            ),
            models.CheckConstraint(
                condition=Q(resistance__in=list(RESISTANCE)), name="force_resistance_is_known"
            ),
            models.CheckConstraint(
                condition=Q(reason__in=list(REASONS)), name="force_reason_is_known"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["client", "-occurred_on", "-id"], name="force_client_occurred"),
            models.Index(
                fields=["client", "number"], condition=Q(version__gt=1), name="force_later_version"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class ForceToolQuerySet(FactQuerySet["ForceTool"]):
    client_path = "report__client"
    view_permission = "complaint.view_rows"


class ForceTool(Fact):
    """One means of force of one report, in the order they were used, from 1."""

    report = models.ForeignKey(ForceReport, on_delete=models.PROTECT, related_name="tools")
    sequence = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=12)
    as_recorded = models.CharField(max_length=120, blank=True)

    objects = ForceToolQuerySet.as_manager()

    class Meta:
        ordering = ["report_id", "sequence"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "sequence"], name="force_tool_once"),
            models.CheckConstraint(condition=Q(code__in=list(TOOLS)), name="force_tool_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.sequence} {self.code}"


class ForceFlagQuerySet(FactQuerySet["ForceFlag"]):
    view_permission = "complaint.view_rows"

    def current(self, known_at: datetime | None = None) -> Self:
        """Of these, the last decision on each event, as known then."""
        later = ForceFlag.objects.known_at(known_at).filter(
            client=OuterRef("client"), number=OuterRef("number"), pk__gt=OuterRef("pk")
        )
        return self.known_at(known_at).filter(~Exists(later.order_by()))


class ForceFlag(Fact):
    """A person's decision that an event belongs to the national collection or not, with the reason.

    It speaks of the event, and so of every report of that number; the last decision stands.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="force_flags")
    number = models.CharField(max_length=64)
    flagged = models.BooleanField()
    reason = models.CharField(max_length=400)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = ForceFlagQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "number", "id"]
        indexes: ClassVar = [models.Index(fields=["client", "number"], name="force_flag_event")]

    def __str__(self) -> str:
        return f"{self.number}: {'flagged' if self.flagged else 'not flagged'}"


class ZeroReportQuerySet(FactQuerySet["ZeroReport"]):
    view_permission = "complaint.view_measures"


class ZeroReport(Fact):
    """A department's word that a month had no event of the national collection.

    Silence is not zero: a month with neither an event nor such a word is asked for. A flagged event that
    becomes known later leaves the word standing beside it, as a contradiction to be read.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="zero_reports")
    month = models.DateField()
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = ZeroReportQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "month"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["client", "month"], name="zero_report_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="zero_report_is_a_first"),
        ]

    def __str__(self) -> str:
        return f"{self.client} {self.month:%Y-%m}: zero"
