"""The service-mix share as context of a profile, and the tables that go with it. Neither moves a price.

Contacts are no factor: a factor stands beside peers, and they are compared with nobody.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from outreach.calls.mixing import Mix
from outreach.calls.models import ServiceKind
from outreach.calls.queries import contacts_by_quarter, mixes_of
from outreach.calls.shares import Share
from riskcore.factors.reading import Interval, Reading, cannot
from riskcore.factors.registry import (
    EXHIBITS,
    FACTORS,
    Direction,
    Exhibit,
    Factor,
    Scope,
    Use,
    Window,
)
from riskcore.units import PERCENT, write_number

METHOD: Final = "months as clusters, Student's t"


def service_mix_share(scope: Scope, window: Window) -> Mapping[int, Reading]:
    """Calls for help, welfare and health in percent of all placed call time of 12 months."""
    return {client_id: _reading(mix) for client_id, mix in mixes_of(scope, window).items()}


def _reading(mix: Mix) -> Reading:
    known: dict[str, Any] = {
        "date_basis": "month of the calls",
        "source": {"table": "call_months", "months": mix.months, "basis": mix.basis},
    }
    if mix.service is None or mix.with_traffic is None:
        return cannot(mix.why, **known)
    placed = mix.total * mix.mapped
    return Reading(
        value=100 * mix.service.value,
        numerator=round(placed * mix.service.value),
        denominator=round(placed),
        interval=Interval(
            low=100 * mix.service.low, high=100 * mix.service.high, level=0.95, method=METHOD
        ),
        grade="A" if mix.mapped >= 0.95 and mix.months == 12 and mix.basis == "minutes" else "B",
        note=(
            f"By {mix.basis}; with traffic {_percent(mix.with_traffic.value)}; "
            f"{_percent(mix.mapped)} of them placed by the department itself, so that departments "
            "are not to be compared."
        ),
        **known,
    )


def mix_exhibit(scope: Scope, window: Window) -> Mapping[int, Any]:
    """Per client {"basis", "months", "mapped", "why", "service", "with_traffic", "kinds"}."""
    return {
        client_id: {
            "basis": mix.basis,
            "months": mix.months,
            "mapped": round(mix.mapped, 4),
            "why": mix.why,
            "service": _shown(mix.service),
            "with_traffic": _shown(mix.with_traffic),
            "kinds": [
                {
                    "kind": each.kind,
                    "label": str(ServiceKind(each.kind).label),
                    "share": round(each.share, 4),
                }
                for each in mix.by_kind
            ],
        }
        for client_id, mix in mixes_of(scope, window).items()
    }


def contacts_exhibit(scope: Scope, window: Window) -> Mapping[int, Any]:
    """Per client its quarters of logged contacts, oldest first."""
    found = contacts_by_quarter(
        client_ids=scope.client_ids, as_of=window.as_of, known_at=window.known_at
    )
    return {
        client_id: [
            {
                "label": quarter.label,
                "positive": quarter.positive,
                "all": quarter.all,
                "share": _shown(quarter.share),
            }
            for quarter in quarters
        ]
        for client_id, quarters in found.items()
    }


def _shown(share: Share | None) -> dict[str, float] | None:
    return {name: round(value, 4) for name, value in asdict(share).items()} if share else None


def _percent(share: float) -> str:
    return f"{write_number(100 * share, 1)}\N{NO-BREAK SPACE}%"


FACTORS.register(
    Factor(
        key="service_mix_share",
        label="Service calls",
        unit=PERCENT,
        direction=Direction.NEITHER,
        use=Use.CONTEXT,
        definition=(
            "Time on calls for help, welfare and health in the last 12 months, in percent of the time "
            "on all calls whose type the department has placed; calls in the place of time where the "
            "system keeps none. Each department places its types itself."
        ),
        source="Calls by type; limits: Cochran 1977, section 3.12, months as clusters.",
        order=303,
        measure=service_mix_share,
    )
)
for exhibit in (
    Exhibit(key="service_mix", label="What calls were about", order=304, gather=mix_exhibit),
    Exhibit(
        key="positive_contacts",
        label="Positive contacts by quarter",
        order=305,
        gather=contacts_exhibit,
    ),
):
    EXHIBITS.register(exhibit)
