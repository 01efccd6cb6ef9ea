"""What discipline adds to the profile: watch indicators only, which never move a price."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from accountability.follow_through.queries import followed_of
from accountability.given_out import book_of
from accountability.measures.follow_through import (
    Followed,
    changed_share,
    days_served_share,
    imposed_share,
    served_share,
)
from accountability.suppression import THRESHOLD, smallest_part
from riskcore.factors.reading import Reading
from riskcore.factors.registry import FACTORS, Direction, Factor, Scope, Use, Window
from riskcore.units import PERCENT

Part = Callable[[Followed], Reading]


def parts_of(key: str, found: Followed, turned: int) -> tuple[int, ...]:
    """Groups of cases that a share tells, also beside the others and the sustained rate.

    turned: how many of the sustained findings an appeal has turned since.
    """
    changed = found.set_aside + found.lowered
    return {
        "discipline_imposed": (turned, found.imposed, found.sustained - found.imposed),
        # what was set aside is missing from the whole of this one and from no other
        "discipline_served": (found.set_aside, found.served, found.standing - found.served),
        "discipline_days_served": (found.short, found.measured - found.short),
        "discipline_changed": (changed, found.imposed - changed),
    }[key]


def _measure(key: str, part: Part) -> Callable[[Scope, Window], Mapping[int, Reading]]:
    def measure(scope: Scope, window: Window) -> Mapping[int, Reading]:
        """A share of what became of discipline. Four queries, shared by all of them."""
        book = book_of(scope, window)
        source = {
            "table": "discipline",
            "from": book.period.start.isoformat(),
            "to": book.period.last_day.isoformat(),
        }
        return {
            client_id: replace(
                part(found),
                source=source,
                date_basis="complaint received",
                smallest=smallest_part(parts_of(key, found, turned)),
                note=_note(found),
            )
            for client_id, (found, turned) in followed_of(scope, window).items()
        }

    return measure


def _note(found: Followed) -> str:
    """What is left out, without a count."""
    return "Discipline in words without a code is left out." if found.unmapped else ""


for key, label, order, definition, part, plain in (
    (
        "discipline_imposed",
        "Discipline imposed, of sustained",
        237,
        "Sustained allegations with discipline imposed, from counselling upwards, over all sustained "
        "ones, an appeal since or not; no action and a violation only noted are not discipline.",
        imposed_share,
        "Discipline followed on {value} of the sustained allegations.",
    ),
    (
        "discipline_served",
        "Discipline served, of what stands",
        238,
        "Discipline recorded as served over discipline imposed and not set aside on appeal.",
        served_share,
        "Of the discipline that stands, {value} is recorded as served.",
    ),
    (
        "discipline_days_served",
        "Days served, of days imposed",
        239,
        "Days of suspension and of leave lost that were served over those that stand, of discipline "
        "whose days are on record.",
        days_served_share,
        "Of the days of suspension that stand, {value} were served.",
    ),
    (
        "discipline_changed",
        "Discipline set aside or lowered on appeal",
        240,
        "Discipline set aside or lowered after an appeal over discipline imposed.",
        changed_share,
        "Of the discipline imposed, {value} was set aside or lowered on appeal.",
    ),
):
    FACTORS.register(
        Factor(
            key=key,
            label=label,
            unit=PERCENT,
            direction=Direction.NEITHER,
            use=Use.WATCH,
            definition=definition,
            source="definition of the house; in Chicago 2000-2016 10 % of what was sustained was only "
            "noted and 3 % not served; limits, where given: Wilson 1927",
            order=order,
            suppress_below=THRESHOLD,
            open_to="complaint.view_rows",
            measure=_measure(key, part),
            plain=plain,
        )
    )
