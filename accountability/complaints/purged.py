"""Numbers of complaints that were purged, as keyed hashes: a later delivery does not bring one back.

A hash says only that this client once had a complaint of that number; it stands apart from the
tombstones, and no row says which of them it belonged to.
"""

from collections.abc import Iterable
from typing import ClassVar

import polars as pl
from django.db import models

from accountability.officers import keyed
from riskcore.clients.models import Client, ClientOwnedQuerySet


class PurgedNumberQuerySet(ClientOwnedQuerySet["PurgedNumber"]):
    view_permission = "retention.view"


class PurgedNumber(models.Model):
    """The keyed hash of one purged complaint's number: 256 bits, base16, and no day beside it."""

    token = models.CharField(max_length=64, primary_key=True)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="purged_numbers")

    objects = PurgedNumberQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["token"]

    def __str__(self) -> str:
        return self.token[:8]


def number_token(*, client_code: str, number: str) -> str:
    """What stands for a purged number: keyed per client, apart from every other token."""
    return keyed("purged-complaint", client_code, number.strip())


def keep_number(*, client: Client, number: str) -> None:
    """Remember that the complaint of this number was purged."""
    token = number_token(client_code=client.code, number=number)
    PurgedNumber.objects.get_or_create(token=token, defaults={"client": client})


def purged_among(client: Client, numbers: Iterable[str]) -> frozenset[str]:
    """Those of the numbers, as they are written, whose complaint was purged. One query."""
    tokens = set(PurgedNumber.objects.filter(client=client).values_list("token", flat=True))
    if not tokens:
        return frozenset()
    return frozenset(
        number
        for number in numbers
        if number_token(client_code=client.code, number=number) in tokens
    )


def without_purged(table: pl.DataFrame, client: Client) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """The rows (column ``number``) whose complaint was not purged, and a note where some were."""
    numbers = table["number"].drop_nulls().unique().to_list()
    purged = purged_among(client, numbers)
    if not purged:
        return table, ()
    many = len({number.strip() for number in purged})
    note = (
        "1 complaint of the file was purged under a rule of retention and stays purged; its rows "
        "are left out."
        if many == 1
        else f"{many} complaints of the file were purged under rules of retention and stay purged; "
        "their rows are left out."
    )
    kept = table.filter(~pl.col("number").is_in(sorted(purged)).fill_null(value=False))
    return kept, (note,)
