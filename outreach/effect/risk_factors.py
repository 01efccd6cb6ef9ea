"""What came after outreach began, as context of a profile. It never moves a price: nobody is
rewarded for fewer complaints, which may mean that people gave up.
"""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from accountability.releases import release_period
from accountability.suppression import THRESHOLD
from outreach.effect.assess import Assessment
from outreach.effect.book import Grounds, assess_book, book_panel, grounds
from outreach.effect.index import Index
from outreach.effect.outcomes import OUTCOMES, Outcome
from outreach.effect.queries import (
    FEW,
    Department,
    Group,
    access_of,
    department,
    group_of,
    kept_back,
)
from outreach.effect.words import reason
from riskcore.clients.models import Client
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
from riskcore.units import Unit

TIMES = Unit("times_expected", "times expected", 2)
METHOD = "empirical Bayes, normal on a log scale"
NO_PROGRAMME = "no programme with accepted evidence is on record"


def grounds_of(scope: Scope, window: Window) -> Grounds:
    """The house's grounds, read by the first measure of a build that asks. All clients of the
    house are the reference, whichever are in the scope."""
    period = release_period(window.as_of, today=timezone.localdate())
    return scope.once(
        ("effect grounds", window),
        lambda: grounds(
            client_ids=list(Client.objects.values_list("pk", flat=True)),
            period=period,
            known_at=window.known_at,
        ),
    )


def effect_of(scope: Scope, window: Window, outcome: Outcome) -> Assessment | None:
    """One outcome over the house, worked out by the first that asks."""
    return scope.once(
        ("effect", outcome.key, window),
        lambda: assess_book(book_panel(outcome, grounds_of(scope, window)), among=None),
    )


def complaints_after_outreach(scope: Scope, window: Window) -> Mapping[int, Reading]:
    """External complaints after outreach began over what was to be expected. Eleven queries."""
    on = grounds_of(scope, window)
    found = effect_of(scope, window, OUTCOMES.get("complaints"))
    source: dict[str, Any] = {
        "table": "complaints",
        "from": on.period.start.isoformat(),
        "to": on.period.last_day.isoformat(),
    }
    readings: dict[int, Reading] = {
        client_id: cannot(NO_PROGRAMME, source=source) for client_id in scope.client_ids
    }
    if found is None:
        return readings
    ids = {code: client_id for client_id, code in on.codes.items()}
    hidden = kept_back(found.units, own=())
    for one in found.left_out:
        readings[ids[one.unit]] = cannot("; ".join(map(reason, one.shortfalls)), source=source)
    for each in found.units:
        if each.index is None or each.expected is None:
            why = "; ".join(map(reason, each.shortfalls))
            readings[ids[each.unit]] = cannot(why, source=source, date_basis="received")
            continue
        readings[ids[each.unit]] = Reading(
            value=each.index.value,
            numerator=each.observed,
            denominator=round(each.expected, 1),
            interval=Interval(low=each.index.low, high=each.index.high, level=0.95, method=METHOD),
            date_basis="received",
            source=source,
            grade="A" if each.months == 12 else "B",
            note="An association, not a proof."
            + (" It began after a bad spell." if each.after_bad_spell else ""),
            # Kept back beside the total too, where that would give another's small count away.
            smallest=0 if hidden.get(each.unit, FEW) != FEW else None,
        )
    return {client_id: readings[client_id] for client_id in scope.client_ids}


def effect_exhibit(scope: Scope, window: Window) -> Mapping[int, Any]:
    """Per client what came by every outcome, as whoever may not see rows reads it."""
    on = grounds_of(scope, window)
    clients = Client.objects.filter(pk__in=scope.client_ids).in_bulk()
    access = access_of(scope.client_ids)
    tables: dict[int, list[dict[str, Any]]] = {client_id: [] for client_id in scope.client_ids}
    for outcome in OUTCOMES:
        found = effect_of(scope, window, outcome)
        group = _told(group_of(found, outcome, whole=True))
        units = {one.unit: one for one in found.units} if found else {}
        hidden = kept_back(found.units, own=()) if found else {}
        for client_id, client in clients.items():
            one = units.get(client.code)
            shown = one and department(
                one,
                outcome,
                name=client.name,
                compared=found.compared if found else 0,
                access=None,
                hidden=hidden.get(one.unit, ""),
            )
            tables[client_id].append(
                {
                    "outcome": outcome.key,
                    "label": outcome.label,
                    "basis": outcome.basis,
                    "own": _told(shown) if shown else None,
                    "group": group,
                }
            )
    return {
        client_id: {
            "from": on.period.start,
            "to": on.period.last_day,
            "access": access.get(client_id),
            "outcomes": rows,
        }
        for client_id, rows in tables.items()
    }


def _told(found: Department | Group) -> dict[str, Any]:
    return {
        "verdict": found.verdict.value,
        "sentence": found.sentence,
        "observed": found.observed,
        "expected": None if found.expected is None else round(found.expected, 1),
        "index": _limits(found.index),
        "own_history": None if found.own_history is None else round(found.own_history, 3),
        "as_low": found.alike_low,
        "alike": found.alike_of,
    }


def _limits(index: Index | None) -> dict[str, float] | None:
    if index is None:
        return None
    return {
        "value": round(index.value, 4),
        "low": round(index.low, 4),
        "high": round(index.high, 4),
    }


FACTORS.register(
    Factor(
        key="complaints_after_outreach",
        label="Complaints after outreach began",
        unit=TIMES,
        direction=Direction.NEITHER,
        use=Use.CONTEXT,
        definition=(
            "External complaints received in the first twelve full months after outreach began (six at "
            "least), over what was to be expected from the client's own history and from the "
            "clients that "
            "had not begun; 1 is as expected. It is an association, not a proof."
        ),
        source="Complaints, officers, accepted initiatives; Hauer 1997, drift by pretend starts.",
        order=305,
        suppress_below=THRESHOLD,
        open_to="complaint.view_rows",
        measure=complaints_after_outreach,
    )
)
EXHIBITS.register(
    Exhibit(
        key="outreach_effect",
        label="Complaints after outreach began",
        order=306,
        gather=effect_exhibit,
    )
)
