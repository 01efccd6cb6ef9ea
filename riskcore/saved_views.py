"""Choices a person made of a list and wants to come back to, under a name of their own."""

from typing import ClassVar
from urllib.parse import parse_qsl, urlencode

from django.db import models, transaction
from django.utils import timezone

from riskcore.access.models import User
from riskcore.errors import Conflict, InvalidInput, NotFound

MOST, LONGEST_QUERY = 30, 500


class SavedView(models.Model):
    """One choice of one person: the page's own query without its page number. Only they see it."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_views")
    page = models.CharField(max_length=32)
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=LONGEST_QUERY, blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["owner_id", "page", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "page", "name"], name="saved_view_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


def views_of(*, by: User, page: str) -> list[SavedView]:
    """The person's own views of a page, by name."""
    return list(SavedView.objects.filter(owner=by, page=page).order_by("name"))


@transaction.atomic
def save_view(*, by: User, page: str, name: str, query: str) -> SavedView:
    """Keep a choice under a name; the same name again replaces what was under it.

    Raises InvalidInput without a name or for a query too long to keep, Conflict where the person has as
    many views as one may have. Nothing about a client is changed, so no act is recorded.
    """
    name = " ".join(name.split())
    kept = urlencode([(key, value) for key, value in parse_qsl(query) if key != "page" and value])
    limit = SavedView._meta.get_field("name").max_length or 0
    if not name or len(name) > limit or len(kept) > LONGEST_QUERY:
        raise InvalidInput(
            "saved_view.name",
            f"You asked to save a view; it needs a name of at most {limit} characters and a choice of "
            f"at most {LONGEST_QUERY}. Give it a short name.",
            field="name",
        )
    User.objects.select_for_update().get(pk=by.pk)
    others = SavedView.objects.filter(owner=by, page=page).exclude(name=name)
    if others.count() >= MOST:
        raise Conflict(
            "saved_view.most",
            f"You have {MOST} saved views of this page, as many as one may have. Remove one first.",
        )
    row, _ = SavedView.objects.update_or_create(
        owner=by, page=page, name=name, defaults={"query": kept, "saved_at": timezone.now()}
    )
    return row


def remove_view(*, by: User, view_id: int) -> None:
    """Forget one of one's own views. Raises NotFound for another person's, as for none."""
    removed, _ = SavedView.objects.filter(owner=by, pk=view_id).delete()
    if not removed:
        raise NotFound(
            "saved_view.unknown",
            "You asked to remove a saved view; you have none with that number.",
            view=view_id,
        )
