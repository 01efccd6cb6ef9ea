"""Who stands behind a claim: what its client knows of it that a loss run does not say."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accountability.officers import Officer, officer_or_nobody
from riskcore.facts import Fact, FactQuerySet
from riskcore.losses.models import Claim


class ClaimPartyQuerySet(FactQuerySet["ClaimParty"]):
    client_path = "claim__client"
    view_permission = "link.view"


class ClaimParty(Fact):
    """What the client knows of a claim that its loss run does not say: an officer it names, the claimant
    (a token that complaints share), or a number it carries besides its own. Any of the three."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="parties")
    officer = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="claim_parties"
    )
    person = models.CharField(max_length=24, blank=True, help_text="A token, never a name.")
    number = models.CharField(max_length=64, blank=True)

    objects = ClaimPartyQuerySet.as_manager()

    class Meta:
        ordering = ["claim_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "claim", officer_or_nobody(), "person", "number", "batch", name="claim_party_once"
            ),
            models.CheckConstraint(
                condition=Q(officer__isnull=False) | ~Q(person="") | ~Q(number=""),
                name="claim_party_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim} {self.number or self.person or self.officer}"
