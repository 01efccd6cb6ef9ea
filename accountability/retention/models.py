"""How long records are kept: rules as versions, seals, holds, runs by two people, and what stays."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from accountability.complaints.models import Complaint
from accountability.officers import Officer
from riskcore.access.models import User
from riskcore.clients.models import Client, ClientOwnedQuerySet


class Disposition(models.TextChoices):
    ANY = "any", "whatever was found"
    SUSTAINED = "sustained", "sustained"
    NOT_SUSTAINED = "not_sustained", "not sustained"
    CLEARED = "cleared", "exonerated or unfounded"
    NO_FINDING = "no_finding", "closed without a finding"


class Remedy(models.TextChoices):
    SEAL = "seal", "sealed"
    PURGE = "purge", "purged"


class RetentionRuleQuerySet(ClientOwnedQuerySet["RetentionRule"]):
    view_permission = "retention.view"

    def current(self, known_at: datetime | None = None) -> Self:
        """The latest version of each rule as known then, without those that ended in being withdrawn."""
        known = Q() if known_at is None else Q(recorded_at__lte=known_at)
        later = RetentionRule.objects.filter(
            known, client=OuterRef("client"), key=OuterRef("key"), version__gt=OuterRef("version")
        ).order_by()
        return self.filter(known, ~Exists(later), withdrawn=False)


class RetentionRule(models.Model):
    """One version of one rule: records of this kind are kept so long, then sealed or purged.

    ``source``: the statute, contract clause or schedule. ``category``: one of ours, "" for any. The
    months run from the last final finding, or from receipt where a case ended without one.
    ``restricts``: what the record may not be used for from then on (codes.RESTRICTIONS).
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="retention_rules")
    key = models.SlugField(max_length=48)
    version = models.PositiveIntegerField()
    name = models.CharField(max_length=160)
    source = models.CharField(max_length=200)
    category = models.CharField(max_length=16, blank=True)
    disposition = models.CharField(max_length=16, choices=Disposition.choices)
    keep_months = models.PositiveSmallIntegerField()
    remedy = models.CharField(max_length=8, choices=Remedy.choices)
    restricts = models.JSONField(default=list, blank=True)
    effective_on = models.DateField()
    withdrawn = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = RetentionRuleQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "key", "version"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["client", "key", "version"], name="retention_rule_version_once"
            ),
            models.CheckConstraint(
                condition=Q(disposition__in=Disposition.values),
                name="retention_rule_disposition_is_known",
            ),
            models.CheckConstraint(
                condition=Q(remedy__in=Remedy.values), name="retention_rule_remedy_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}"


class SealQuerySet(ClientOwnedQuerySet["Seal"]):
    client_path = "complaint__client"
    view_permission = "retention.view"


class Seal(models.Model):
    """A complaint kept from everyday eyes: since when, by which rule, and not to be used for what."""

    complaint = models.OneToOneField(Complaint, on_delete=models.PROTECT, related_name="seal")
    rule = models.ForeignKey(RetentionRule, on_delete=models.PROTECT, related_name="+")
    restricts = models.JSONField(default=list, blank=True)
    sealed_at = models.DateTimeField()

    objects = SealQuerySet.as_manager()

    class Meta:
        ordering = ["complaint_id"]

    def __str__(self) -> str:
        return f"{self.complaint_id} sealed"


class LegalHoldQuerySet(ClientOwnedQuerySet["LegalHold"]):
    view_permission = "retention.view"

    def in_force(self) -> Self:
        """Those not released."""
        return self.filter(released_at__isnull=True)


class LegalHold(models.Model):
    """Records that must be kept whatever a rule says: one complaint, or all that name one officer.

    ``claim``: the number of the claim or suit it protects. Released once, by a person, with a reason.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="legal_holds")
    complaint = models.ForeignKey(
        Complaint, on_delete=models.PROTECT, null=True, blank=True, related_name="holds"
    )
    officer = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="holds"
    )
    reason = models.CharField(max_length=400)
    claim = models.CharField(max_length=64, blank=True)
    placed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    released_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    released_at = models.DateTimeField(null=True, blank=True)
    release_reason = models.CharField(max_length=400, blank=True)

    objects = LegalHoldQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(complaint__isnull=False, officer__isnull=True)
                | Q(complaint__isnull=True, officer__isnull=False),
                name="legal_hold_names_one",
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True)
                | Q(released_at__gte=F("placed_at"), released_by__isnull=False),
                name="legal_hold_released_by_somebody",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["client"], condition=Q(released_at__isnull=True), name="legal_hold_in_force"
            )
        ]

    def __str__(self) -> str:
        return f"Hold {self.pk}"


class RetentionRunQuerySet(ClientOwnedQuerySet["RetentionRun"]):
    view_permission = "retention.view"


class RetentionRun(models.Model):
    """A proposal to seal and purge what the rules say on a day; done once a second person approves.

    ``plan`` holds what was previewed: complaint ids by rule, nothing else; ``plan_sha256`` proves that
    what is done is what was approved.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="retention_runs")
    status = models.CharField(max_length=12, default="proposed")
    as_of = models.DateField()
    plan = models.JSONField(default=list)
    plan_sha256 = models.CharField(max_length=64)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=400, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    sealed = models.PositiveIntegerField(default=0)
    purged = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)

    objects = RetentionRunQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="retention_run_by_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"Run {self.pk} of {self.as_of}"


class TombstoneQuerySet(ClientOwnedQuerySet["Tombstone"]):
    view_permission = "retention.view"

    def known_at(self, moment: datetime | None = None) -> Self:
        """Those of records purged by the moment."""
        return self if moment is None else self.filter(purged_at__lte=moment)


class Tombstone(models.Model):
    """What is left of one purged allegation: the month it counts in, its category, its class.

    ``leads``: the first allegation of its complaint, so that complaints can be counted; no row says
    which others belonged to it. A complaint without a date leaves one without a month.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="tombstones")
    month = models.DateField(null=True, blank=True)
    category = models.CharField(max_length=16)
    disposition = models.CharField(max_length=16)
    leads = models.BooleanField()
    purged_at = models.DateTimeField()

    objects = TombstoneQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "month", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(month__isnull=True) | Q(month__day=1), name="tombstone_is_a_month"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["client", "month"], name="tombstone_month")]

    def __str__(self) -> str:
        return f"{self.month} {self.category}"
