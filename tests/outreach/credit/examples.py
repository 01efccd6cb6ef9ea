"""The published portfolios of the credit, as items."""

from datetime import date
from typing import Any

from outreach.credit.score import Circumstances, Item
from tests.published.reading import published

DOCUMENT = published("outreach_credit")
DAY = date.fromisoformat(DOCUMENT["as_of"])


def items(example: dict[str, Any]) -> list[Item]:
    return [
        Item(
            key=f"{number:03d}",
            strategy=row["strategy"],
            kind=row["kind"],
            level=row["level"],
            people=row["people"],
            ended_on=date.fromisoformat(row["ended_on"]),
            sequence=number,
            title=f"{row['kind']} {number}",
        )
        for number, row in enumerate(example["items"])
    ]


def circumstances(example: dict[str, Any]) -> Circumstances:
    return Circumstances(
        population=DOCUMENT["population"],
        measured=frozenset(example["measured"]),
        measured_in_part=frozenset(example["measured_in_part"]),
    )


def as_of(example: dict[str, Any]) -> date:
    return date.fromisoformat(example.get("as_of", DOCUMENT["as_of"]))


def named(name: str) -> dict[str, Any]:
    [found] = [example for example in DOCUMENT["examples"] if example["name"].startswith(name)]
    return dict(found)
