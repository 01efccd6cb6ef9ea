"""The fields a complaint record needs, and how many of them are filled, for the whole book."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q

from accountability.codes import UNKNOWN
from accountability.complaints.counts import Book, known_allegations, known_complaints

REQUIRED: dict[str, tuple[str, Q]] = {
    "received_on": ("day received", Q(received_on__isnull=False)),
    "occurred_on": ("day it occurred", Q(occurred_on__isnull=False)),
    "channel": ("channel", ~Q(channel=UNKNOWN)),
    "complainant_type": ("kind of complainant", ~Q(complainant_type=UNKNOWN)),
    "district": ("district", ~Q(district="")),
}
"""Of a complaint: key -> words, and the condition under which it is filled."""

REQUIRED_OF_ALLEGATIONS: dict[str, tuple[str, Q]] = {
    "category": ("category of ours", ~Q(category=UNKNOWN)),
    "officer": ("officer, by token", Q(officer__isnull=False)),
}


@dataclass(frozen=True, kw_only=True)
class Filled:
    """One client's required fields. by_field: key -> (filled, required)."""

    by_field: dict[str, tuple[int, int]]

    @property
    def filled(self) -> int:
        return sum(filled for filled, _ in self.by_field.values())

    @property
    def required(self) -> int:
        return sum(required for _, required in self.by_field.values())


def filled_fields(book: Book) -> dict[int, Filled]:
    """Required fields filled, per client id with any complaint in the period. Two queries."""
    found: dict[int, dict[str, tuple[int, int]]] = {}
    complaints = known_complaints(book).within(book.period)
    allegations = known_allegations(book)
    for rows, client, fields in (
        (complaints, "client_id", REQUIRED),
        (allegations, "complaint__client_id", REQUIRED_OF_ALLEGATIONS),
    ):
        counts = {f"{key}_filled": Count("id", filter=when) for key, (_, when) in fields.items()}
        for row in rows.values(client).annotate(rows=Count("id"), **counts).order_by():
            found.setdefault(row[client], {}).update(
                {key: (row[f"{key}_filled"], row["rows"]) for key in fields}
            )
    return {client_id: Filled(by_field=by_field) for client_id, by_field in found.items()}


def lacking(filled: Filled) -> list[str]:
    """The fields left blank in more than a fifth of the rows, in words, the emptiest first."""
    words = {key: name for key, (name, _) in (REQUIRED | REQUIRED_OF_ALLEGATIONS).items()}
    shares: Counter[str] = Counter()
    for key, (have, required) in filled.by_field.items():
        if required and have < 0.8 * required:
            shares[key] = round(100 * (1 - have / required))
    return [words[key] for key, _ in shares.most_common()]
