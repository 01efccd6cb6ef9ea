"""The outcome under stable keys."""

from decimal import Decimal

from riskcore.imports.kinds import Problem
from riskcore.imports.outcome import Outcome

KEYS = {
    "batch", "kind", "client", "status", "reason", "rows", "created", "updated", "unchanged",
    "vanished", "vanished_sample", "rejected", "totals", "printed_totals", "problems",
    "problems_found", "differences", "notes", "mapping", "suggested", "confidence",
}  # fmt: skip


def test_the_keys_are_stable_and_the_values_plain() -> None:
    outcome = Outcome(
        batch="b",
        kind="toy",
        client="c",
        status="held",
        vanished=tuple(f"C{n}" for n in range(250)),
        totals={"claims": 58, "paid": Decimal("3780288.53")},
        problems=(Problem(row=2, column="A", value="x", rule="r", message="m"),),
    )
    found = outcome.as_dict()
    assert set(found) == KEYS
    assert (found["vanished"], len(found["vanished_sample"])) == (250, 100)
    assert found["totals"] == {"claims": 58, "paid": "3780288.53"}
    assert found["problems"] == [
        {"row": 2, "column": "A", "value": "x", "rule": "r", "message": "m"}
    ]
    assert outcome.is_held
