"""Claims and their money: an identity, dated statements about it, and an append-only ledger."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.facts import Fact, FactQuerySet
from riskcore.policies import Line


class ClaimStatus(models.TextChoices):
    OPEN = "open", "open"
    CLOSED = "closed", "closed"
    REOPENED = "reopened", "re-opened"


class MoneyKind(models.TextChoices):
    INDEMNITY = "indemnity", "indemnity"
    EXPENSE = "expense", "expense"


class Movement(models.TextChoices):
    PAID = "paid", "paid"
    RESERVE = "reserve", "change in case reserve"
    RECOVERY = "recovery", "recovery"


class ClaimQuerySet(FactQuerySet["Claim"]):
    view_permission = "loss.view"


class Claim(Fact):
    """The identity of a claim: the client's claim number, with the suffix of the claimant if any.

    It comes to be with the first file or entry that names it, and is never changed afterwards.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="claims")
    number = models.CharField(max_length=64)
    suffix = models.CharField(max_length=16, blank=True)
    line = models.CharField(max_length=3, choices=Line.choices)
    policy_number = models.CharField(max_length=64, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "number", "suffix"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["client", "number", "suffix"], name="claim_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}{'-' + self.suffix if self.suffix else ''}"


class ClaimStatementQuerySet(FactQuerySet["ClaimStatement"]):
    client_path = "claim__client"
    view_permission = "loss.view"


class ClaimStatement(Fact):
    """What was said of a claim as of one valuation date: status, dates, cause. The latest by
    (valued_on, recorded_at, id) on or before a date is what held on that date."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="statements")
    valued_on = models.DateField()
    status = models.CharField(max_length=16, choices=ClaimStatus.choices)
    occurred_on = models.DateField(null=True, blank=True)
    made_on = models.DateField(null=True, blank=True)
    reported_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    reopened_on = models.DateField(null=True, blank=True)
    cause = models.CharField(max_length=16, default="OTH", help_text="Our code; see cause codes.")
    cause_as_recorded = models.CharField(max_length=200, blank=True)
    department = models.CharField(max_length=200, blank=True)
    claimant = models.CharField(max_length=64, blank=True, help_text="A token, never a name.")
    description = models.TextField(blank=True)
    litigated = models.BooleanField(default=False)

    objects = ClaimStatementQuerySet.as_manager()

    class Meta:
        ordering = ["claim_id", "valued_on", "recorded_at", "id"]
        indexes: ClassVar = [
            models.Index(fields=["claim", "-valued_on", "-id"], name="statement_claim_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.claim} {self.status} at {self.valued_on}"


class LossTransactionQuerySet(FactQuerySet["LossTransaction"]):
    client_path = "claim__client"
    view_permission = "loss.view"


class LossTransaction(Fact):
    """One movement of money on a claim. Reserves move by differences, so a sum to any date is the
    balance on that date: incurred = paid + reserve - recovery, total = indemnity + expense."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="transactions")
    kind = models.CharField(max_length=16, choices=MoneyKind.choices)
    movement = models.CharField(max_length=16, choices=Movement.choices)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    posted_on = models.DateField()

    objects = LossTransactionQuerySet.as_manager()

    class Meta:
        ordering = ["claim_id", "posted_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(amount=0), name="transaction_moves_money"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["claim", "posted_on"], name="transaction_claim_posted"),
            models.Index(fields=["posted_on"], name="transaction_posted"),
        ]

    def __str__(self) -> str:
        return f"{self.claim} {self.kind} {self.movement} {self.amount}"


class NoLossStatementQuerySet(FactQuerySet["NoLossStatement"]):
    view_permission = "loss.view"


class NoLossStatement(Fact):
    """An explicit "no losses" for one line and period, as of a valuation date: absence said aloud."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="no_loss_statements")
    line = models.CharField(max_length=3, choices=Line.choices)
    starts_on = models.DateField()
    ends_on = models.DateField()
    valued_on = models.DateField()
    stated_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = NoLossStatementQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "line", "starts_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="no_loss_ends_after"
            ),
        ]

    def __str__(self) -> str:
        return f"No losses {self.line} {self.starts_on} to {self.ends_on}"
