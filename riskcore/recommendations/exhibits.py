"""The recommendations of each client, for the profile and what is made from it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from riskcore.factors.registry import EXHIBITS, Exhibit, Scope, Window
from riskcore.recommendations.queries import Advice, standing

PRINTED = (
    "number", "classification", "title", "condition", "consequence", "action", "due_on", "status",
    "issued_on", "closed_on", "days_overdue",
)  # fmt: skip
SENT = frozenset({"issued", "client_reports_complete", "verified_closed"})


def gather(scope: Scope, window: Window) -> Mapping[int, Any]:
    """Per client: {"rows": what stood on the day, "open": n, "overdue": n, "critical_overdue": n}."""
    by_client = standing(client_ids=scope.client_ids, as_of=window.as_of)
    return {peer.id: _table(by_client.get(peer.id, ()), window.as_of) for peer in scope.peers}


def _table(advice: tuple[Advice, ...], as_of: date) -> dict[str, Any]:
    rows = [item for item in advice if item.status in SENT]
    late = [item for item in rows if item.is_overdue]
    return {
        "as_of": as_of,
        "rows": [{name: getattr(item, name) for name in PRINTED} for item in rows],
        "open": sum(item.status != "verified_closed" for item in rows),
        "overdue": len(late),
        "critical_overdue": sum(item.classification == "critical" for item in late),
    }


EXHIBITS.register(Exhibit(key="recommendations", label="Recommendations", order=400, gather=gather))
