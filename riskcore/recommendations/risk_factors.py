"""What recommendations say of a client's risk: how many it has left undone past their due date."""

from collections.abc import Mapping

from riskcore.factors.reading import Reading, cannot
from riskcore.factors.registry import FACTORS, Direction, Factor, Scope, Use, Window
from riskcore.recommendations.queries import Advice, standing
from riskcore.recommendations.states import OWED
from riskcore.units import COUNT, write_date


def overdue(scope: Scope, window: Window) -> Mapping[int, Reading]:
    """Recommendations past due on the day, over those the client still owed an answer to."""
    by_client = standing(client_ids=scope.client_ids, as_of=window.as_of)
    return {peer.id: _reading(by_client.get(peer.id, ()), window) for peer in scope.peers}


def _reading(advice: tuple[Advice, ...], window: Window) -> Reading:
    if not advice:
        return cannot(f"no recommendation had been sent by {write_date(window.as_of)}")
    owed = [item for item in advice if item.status in OWED]
    late = [item for item in owed if item.is_overdue]
    critical = sum(item.classification == "critical" for item in late)
    return Reading(
        value=len(late),
        numerator=len(late),
        denominator=len(owed),
        date_basis="due date",
        source={"table": "recommendations", "to": window.as_of.isoformat(), "count": len(late)},
        note=f"Critical among them: {critical}.",
    )


FACTORS.register(
    Factor(
        key="recommendations_overdue",
        label="Recommendations overdue",
        unit=COUNT,
        direction=Direction.HIGHER_IS_RISKIER,
        use=Use.CONTEXT,
        definition=(
            "Recommendations sent to the client whose due date had passed on the day without the "
            "client reporting them complete, beside all it still owed."
        ),
        source="Loss-control practice: underwriters ask for the number of critical ones overdue.",
        order=400,
        measure=overdue,
    )
)
