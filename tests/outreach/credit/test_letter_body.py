from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from outreach.credit.letter_body import body_of
from outreach.credit.plan import plan_named
from outreach.credit.result import Known, work_out
from outreach.credit.score import Item
from riskcore.canonical import canonical_json

PLAN = plan_named("credit-2026.1")
DAY = date(2026, 9, 30)
WAYS = dict.fromkeys((*PLAN.ways_needed, *PLAN.ways_any), True)
ITEM = Item(key="R-1", strategy="S1", kind="Drive", level=2, people=50, ended_on=DAY, sequence=1)
KNOWN = Known(
    items=(ITEM, replace(ITEM, key="R-2", sequence=2, strategy="S4")),
    files={"R-1": (("photo", "a" * 64),)},
    population=10_000,
    received_on=DAY,
    ways=WAYS,
)
WHO = {"client": "alder", "name": "Alder Falls", "carrier": "Carrier A", "synthetic": False}


def body(known: Known) -> Any:
    return body_of(work_out(known, plan=PLAN, as_of=DAY), **WHO)


def test_it_holds_every_item_with_its_files() -> None:
    found = body(KNOWN)
    assert [(item["reference"], item["level"], item["files"]) for item in found["items"]] == [
        ("R-1", 2, [{"kind": "photo", "sha256": "a" * 64}]),
        ("R-2", 2, []),
    ]
    assert len(found["gates"]) == 3
    assert found["plan"]["name"] == PLAN.name


def test_the_order_of_the_records_does_not_matter() -> None:
    turned = replace(KNOWN, items=KNOWN.items[::-1])
    assert canonical_json(body(turned)) == canonical_json(body(KNOWN))


def test_there_is_none_of_what_cannot_be_computed() -> None:
    with pytest.raises(ValueError, match="cannot be computed"):
        body(replace(KNOWN, population=None))
