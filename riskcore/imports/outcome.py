"""What came of one file, or would come of it: the answer of preview and commit."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from riskcore.imports.kinds import Problem

SAMPLE = 100


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One file, read, checked and compared.

    status: previewed, held, committed, unchanged (this very file is committed already) or refused.
    rows: rows of data read, totals rows aside. created, updated, unchanged: facts, as the kind counts
    them. rejected: rows with a problem. problems: the first thousand; problems_found: all of them.
    confidence: for a suggested mapping, field -> 0 to 1.
    """

    batch: str
    kind: str
    client: str
    status: str
    reason: str = ""
    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    vanished: tuple[str, ...] = ()
    rejected: int = 0
    totals: dict[str, int | Decimal] = field(default_factory=dict)
    printed_totals: dict[str, Decimal] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    problems_found: int = 0
    differences: tuple[dict[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    mapping: str = ""
    suggested: bool = False
    confidence: dict[str, float] = field(default_factory=dict)

    @property
    def is_held(self) -> bool:
        return self.status in {"held", "refused"}

    def as_dict(self) -> dict[str, Any]:
        """Plain values under stable keys; money as text with cents, vanished as a number."""
        return {
            "batch": self.batch,
            "kind": self.kind,
            "client": self.client,
            "status": self.status,
            "reason": self.reason,
            "rows": self.rows,
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "vanished": len(self.vanished),
            "vanished_sample": list(self.vanished[:SAMPLE]),
            "rejected": self.rejected,
            "totals": {key: _plain(value) for key, value in self.totals.items()},
            "printed_totals": {key: _plain(value) for key, value in self.printed_totals.items()},
            "problems": [
                {
                    "row": problem.row,
                    "column": problem.column,
                    "value": problem.value,
                    "rule": problem.rule,
                    "message": problem.message,
                }
                for problem in self.problems
            ],
            "problems_found": self.problems_found,
            "differences": [dict(difference) for difference in self.differences[:SAMPLE]],
            "notes": list(self.notes),
            "mapping": self.mapping,
            "suggested": self.suggested,
            "confidence": dict(self.confidence),
        }


def _plain(value: int | Decimal) -> int | str:
    return value if isinstance(value, int) else f"{value:f}"
