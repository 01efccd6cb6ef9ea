"""A client's own crosswalk, in versions: which code of ours a word of its files means."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from riskcore.access.models import User
from riskcore.clients.models import Client, ClientOwnedQuerySet
from riskcore.facts import known_by
from riskcore.imports.models import ImportBatch


class WordKind(models.TextChoices):
    CATEGORY = "category", "allegation"
    FINDING = "finding", "finding"
    DISCIPLINE = "discipline", "discipline"
    CHANNEL = "channel", "intake channel"


class WordMapQuerySet(ClientOwnedQuerySet["WordMap"]):
    view_permission = "complaint.view_rows"

    def in_force(self) -> Self:
        """Those said by hand or by a file that was not taken back, in the order of their versions."""
        return self.filter(known_by(None)).order_by("version")


class WordMap(models.Model):
    """One decision: from this version of the client's crosswalk on, this word means this code.

    ``words`` as compared (``crosswalk.normal``); ``heading`` the class an allegation stands under, ""
    where it stands under none. The latest version of a word counts, for the rows that wait and for every
    later file. ``rows`` were coded anew by it. ``batch``: the file that brought it, none where a
    person said it.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="word_maps")
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=WordKind.choices)
    words = models.CharField(max_length=400)
    heading = models.CharField(max_length=200, blank=True)
    code = models.CharField(max_length=24)
    rows = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=400, blank=True)
    mapped_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    batch = models.ForeignKey(
        ImportBatch, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = WordMapQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["client", "version"], name="word_map_version_once"),
            models.CheckConstraint(
                condition=Q(kind__in=WordKind.values), name="word_map_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.words} is {self.code}"
