"""What outreach adds to the profile: context for a conversation, never a price (law 7)."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from outreach.evidence.standing import WAITING
from outreach.initiatives.models import CountMethod, Strategy
from outreach.register.entries import Entry, entries_of
from riskcore.exposures import ExposureAmount, ExposureBase, amounts_of
from riskcore.factors.reading import Reading, cannot
from riskcore.factors.registry import FACTORS, Direction, Factor, Scope, Use, Window
from riskcore.periods import Period, trailing
from riskcore.units import COUNT, PERCENT, STRATEGIES, Unit

PER_1000_RESIDENTS: Final = Unit("per_1000_residents", "per 1,000 residents", 1)
MONTHS: Final = 12
DATE_BASIS: Final = "day the initiative took place"


def recent_months(window: Window) -> Period:
    """The last 12 months of the window."""
    return trailing(window.as_of, months_back=MONTHS)


def strategies_covered(scope: Scope, window: Window) -> Mapping[int, Reading]:
    """Of the four strategies, those with at least one accepted initiative in the last 12 months."""

    def measure(recent: list[Entry], **known: Any) -> Reading:
        covered = {entry.strategy for entry in recent if entry.is_accepted}
        missing = [
            f"{strategy.value} ({strategy.label})"
            for strategy in Strategy
            if strategy.value not in covered
        ]
        return Reading(
            value=len(covered),
            numerator=len(covered),
            denominator=len(Strategy),
            note=f"Without an accepted initiative: {', '.join(missing)}." if missing else "",
            **known,
        )

    return _measured(scope, window, measure)


def strategies_without_evidence(scope: Scope, window: Window) -> Mapping[int, Reading]:
    """Of the four strategies, those without one accepted initiative in the last 12 months."""

    def measure(recent: list[Entry], **known: Any) -> Reading:
        covered = {entry.strategy for entry in recent if entry.is_accepted}
        missing = [strategy for strategy in Strategy if strategy.value not in covered]
        begun = {entry.strategy for entry in recent}
        words = [
            f"{strategy.value} ({'recorded, not accepted' if strategy in begun else 'nothing recorded'})"
            for strategy in missing
        ]
        return Reading(
            value=len(missing),
            numerator=len(missing),
            denominator=len(Strategy),
            note=f"{', '.join(words)}." if words else "",
            **known,
        )

    return _measured(scope, window, measure)


def evidence_waiting(scope: Scope, window: Window) -> Mapping[int, Reading]:
    """Initiatives of the last 12 months that wait for a reviewer, of all of them."""

    def measure(recent: list[Entry], **known: Any) -> Reading:
        waiting = sum(entry.standing in WAITING for entry in recent)
        bare = sum(entry.standing in WAITING and not entry.evidence for entry in recent)
        return Reading(
            value=waiting,
            numerator=waiting,
            denominator=len(recent),
            note=f"{bare} of them without a file." if bare else "",
            **known,
        )

    return _measured(scope, window, measure)


def share_accepted(scope: Scope, window: Window) -> Mapping[int, Reading]:
    """Initiatives of the last 12 months whose evidence a reviewer accepted, in percent of all."""

    def measure(recent: list[Entry], **known: Any) -> Reading:
        if not recent:
            return cannot("no initiative took place in these 12 months", **known)
        accepted = sum(entry.is_accepted for entry in recent)
        return Reading(
            value=100 * accepted / len(recent),
            numerator=accepted,
            denominator=len(recent),
            **known,
        )

    return _measured(scope, window, measure)


def people_reached(scope: Scope, window: Window) -> Mapping[int, Reading]:
    """Counted people per 1,000 residents in the last 12 months; guesses and impressions left out."""
    residents = amounts_of(
        scope,
        base=ExposureBase.POPULATION,
        period=recent_months(window),
        known_at=window.known_at,
    )

    def measure(recent: list[Entry], **known: Any) -> Reading:
        population = residents.get(recent[0].client_id) if recent else None
        if not recent:
            return cannot("no initiative took place in these 12 months", **known)
        if population is None or not population.quantity:
            return cannot("no population is recorded for these 12 months", **known)
        return _rate_of_people(recent, population, known)

    return _measured(scope, window, measure)


def _rate_of_people(
    recent: list[Entry], population: ExposureAmount, known: dict[str, Any]
) -> Reading:
    counts = [entry.counted_people for entry in recent]
    counted = [people for people in counts if people is not None]
    if not counted:
        return cannot("nobody was counted at any initiative of these 12 months", **known)
    guessed = sum(
        entry.count_method == CountMethod.GUESS and entry.people_reached is not None
        for entry in recent
    )
    uncounted = sum(entry.people_reached is None for entry in recent)
    residents = float(population.quantity) * MONTHS / population.months_known
    complete = len(counted) == len(recent) and population.is_complete
    return Reading(
        value=1000 * sum(counted) / residents,
        numerator=sum(counted),
        denominator=round(residents),
        grade="A" if complete else "B" if 2 * len(counted) >= len(recent) else "C",
        note=(
            f"Counted at {len(counted)} of {len(recent)} initiatives; left out: {guessed} guessed, "
            f"{uncounted} not counted. Whoever came twice counts twice."
        ),
        **known,
    )


def _measured(
    scope: Scope, window: Window, measure: Callable[..., Reading]
) -> Mapping[int, Reading]:
    """Measure every client on its entries of the last 12 months.

    A client without a single record in the whole window gets no value: that nothing was done and
    that nothing was reported cannot be told apart.
    """
    entries = entries_of(scope, window)
    recent = recent_months(window)
    readings = {}
    for client_id in scope.client_ids:
        of_client = [e for e in entries.get(client_id, ()) if e.took_place_in(recent)]
        known = {
            "date_basis": DATE_BASIS,
            "source": {
                "table": "initiatives",
                "from": recent.start.isoformat(),
                "to": recent.last_day.isoformat(),
                "count": len(of_client),
            },
        }
        readings[client_id] = (
            measure(of_client, **known)
            if client_id in entries
            else cannot(f"no outreach is on record for these {window.years} years", **known)
        )
    return readings


_SOURCE: Final = "Initiatives on record with their latest review; dates are days of activity."

for factor in (
    Factor(
        key="outreach_strategies",
        label="Trust strategies with accepted outreach",
        unit=STRATEGIES,
        direction=Direction.NEITHER,
        use=Use.CONTEXT,
        definition=(
            "The number of the four trust strategies with at least one initiative in the last 12 "
            "months that a reviewer accepted on evidence, of four."
        ),
        source=_SOURCE,
        order=300,
        measure=strategies_covered,
    ),
    Factor(
        key="outreach_accepted_share",
        label="Outreach accepted on evidence",
        unit=PERCENT,
        direction=Direction.NEITHER,
        use=Use.CONTEXT,
        definition=(
            "Initiatives of the last 12 months that a reviewer accepted on evidence, in percent of "
            "all initiatives recorded for these months."
        ),
        source=_SOURCE,
        order=301,
        measure=share_accepted,
    ),
    Factor(
        key="outreach_people_reached",
        label="People reached by outreach",
        unit=PER_1000_RESIDENTS,
        direction=Direction.NEITHER,
        use=Use.CONTEXT,
        definition=(
            "People counted at the initiatives of the last 12 months (sign-in, clicker, scan, "
            "platform report or vendor estimate; neither guesses nor impressions) per 1,000 "
            "residents, the mean population of these months."
        ),
        source=_SOURCE + " Population: exposures.",
        order=302,
        measure=people_reached,
    ),
    Factor(
        key="outreach_evidence_gaps",
        label="Trust strategies without accepted evidence",
        unit=STRATEGIES,
        direction=Direction.NEITHER,
        use=Use.CONTEXT,
        definition=(
            "The number of the four trust strategies without an initiative in the last 12 months that "
            "a reviewer accepted on evidence, of four."
        ),
        source=_SOURCE,
        order=303,
        measure=strategies_without_evidence,
    ),
    Factor(
        key="outreach_evidence_waiting",
        label="Outreach waiting for a review",
        unit=COUNT,
        direction=Direction.NEITHER,
        use=Use.CONTEXT,
        definition=(
            "Initiatives of the last 12 months that no reviewer has decided since they were recorded "
            "or since their latest evidence, of all initiatives recorded for these months."
        ),
        source=_SOURCE,
        order=304,
        measure=evidence_waiting,
    ),
):
    FACTORS.register(factor)
