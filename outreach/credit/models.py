"""Letters that state a credit: what they said, and the paper they said it on."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from riskcore.access.models import User
from riskcore.clients.models import Client, ClientOwnedQuerySet


class CreditLetterQuerySet(ClientOwnedQuerySet["CreditLetter"]):
    view_permission = "outreach.view"


class CreditLetter(models.Model):
    """A credit with everything it rests on, as canonical JSON under its own SHA-256, and its PDF.

    ``body`` holds no time of making: the same records under the same plan give the same id, and what
    was drawn first stays. ``percent`` and ``cap``: of the premium; ``known_at``: what was on record
    then counted. Rows are never changed.
    """

    id = models.CharField(max_length=64, primary_key=True)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="credit_letters")
    plan = models.CharField(max_length=40)
    as_of = models.DateField()
    last_day = models.DateField()
    percent = models.DecimalField(max_digits=4, decimal_places=1)
    cap = models.DecimalField(max_digits=4, decimal_places=1)
    known_at = models.DateTimeField()
    body = models.TextField()
    file = models.FileField(upload_to="credit-letters")
    pages = models.PositiveIntegerField()
    pdf_sha256 = models.CharField(max_length=64)
    drawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()

    objects = CreditLetterQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "-as_of", "-drawn_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(id__regex=r"^[0-9a-f]{64}$") & Q(pdf_sha256__regex=r"^[0-9a-f]{64}$"),
                name="credit_letter_is_hashed",
            ),
            models.CheckConstraint(
                condition=Q(percent__gte=0) & Q(percent__lte=models.F("cap")),
                name="credit_letter_within_cap",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["client", "-as_of"], name="credit_letter_client_as_of"),
        ]

    def __str__(self) -> str:
        return f"{self.client} {self.percent} % as of {self.as_of} ({self.id[:12]})"
