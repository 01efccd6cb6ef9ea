"""What each department has decided to publish: dated rows, the last of each data set being in force."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accountability.transparency.data_sets import DATA_SETS
from riskcore.access.models import User
from riskcore.clients.models import Client, ClientOwnedQuerySet

DICTIONARY_LENGTH = 4_000


class PublicationQuerySet(ClientOwnedQuerySet["Publication"]):
    view_permission = "transparency.view"

    def in_force(self) -> "PublicationQuerySet":
        """Of each client and data set the last row."""
        later = self.model.objects.filter(
            client=models.OuterRef("client"),
            data_set=models.OuterRef("data_set"),
            pk__gt=models.OuterRef("pk"),
        )
        return self.filter(~models.Exists(later.order_by()))


class Publication(models.Model):
    """One decision: this data set is shown to the public, or no longer, with this dictionary.

    A change appends a row; until the first one a data set is not shown. dictionary: the department's own
    words, "" for those of the house.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="publications")
    data_set = models.CharField(max_length=32)
    shown = models.BooleanField()
    dictionary = models.TextField(blank=True, max_length=DICTIONARY_LENGTH)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "data_set", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(data_set__in=list(DATA_SETS)), name="publication_of_a_known_set"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["client", "data_set", "-id"], name="publication_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.client} {self.data_set}: {'shown' if self.shown else 'not shown'}"
