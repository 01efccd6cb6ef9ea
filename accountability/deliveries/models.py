"""How far each source of a client has come in pushing its events."""

from typing import ClassVar

from django.db import models

from riskcore.access.models import User
from riskcore.clients.models import Client, ClientOwnedQuerySet


class FeedPositionQuerySet(ClientOwnedQuerySet["FeedPosition"]):
    view_permission = "import.complaints"


class FeedPosition(models.Model):
    """One push of one source that was taken in: where the source stood after it, in its own words.

    Appended with each push; the last one of a source says where it is to go on.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="feed_positions")
    source = models.CharField(max_length=64)
    cursor = models.CharField(max_length=200)
    items = models.PositiveIntegerField()
    rejected = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()
    pushed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = FeedPositionQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "source", "id"]
        indexes: ClassVar = [
            models.Index(fields=["client", "source", "-id"], name="feed_position_last")
        ]

    def __str__(self) -> str:
        return f"{self.source} at {self.cursor}"
