"""What intake adds to the profile: watch indicators only, which never move a price."""

from collections.abc import Callable, Mapping

from accountability.intake.queries import Intake, intake_of
from accountability.measures.intake import SCORE
from accountability.suppression import THRESHOLD
from riskcore.factors.reading import Reading
from riskcore.factors.registry import FACTORS, Direction, Factor, Scope, Use, Window
from riskcore.units import PERCENT


def _part(
    chosen: Callable[[Intake], Reading],
) -> Callable[[Scope, Window], Mapping[int, Reading]]:
    def measure(scope: Scope, window: Window) -> Mapping[int, Reading]:
        """One part of how complaints are taken in. Five queries, shared by all parts."""
        return {client_id: chosen(found) for client_id, found in intake_of(scope, window).items()}

    return measure


FACTORS.register(
    Factor(
        key="access_score",
        label="Access for complaints",
        unit=SCORE,
        direction=Direction.NEITHER,
        use=Use.WATCH,
        definition="Points of 100 for how a complaint can be filed, from the department's own answers "
        "to the access checklist in force on the day.",
        source="after the department accessibility score of OpenPolice (2021); the points of the "
        "version in force",
        order=201,
        open_to="complaint.view_rows",
        measure=_part(lambda found: found.access),
        plain="The door for complaints stands open to {value}.",
    )
)
FACTORS.register(
    Factor(
        key="inquiry_share",
        label="Taken down as complaints",
        unit=PERCENT,
        direction=Direction.NEITHER,
        use=Use.WATCH,
        definition="Complaints over complaints and inquiries that were handled without one, in percent, "
        "with Wilson limits; months without a count of inquiries are scaled from those with one.",
        source="Wilson 1927; definition of the house",
        order=202,
        suppress_below=THRESHOLD,
        open_to="complaint.view_rows",
        measure=_part(lambda found: found.taken),
        plain="Of all who came to complain or to ask, {value} were taken down as a complaint.",
    )
)
FACTORS.register(
    Factor(
        key="intake_quality",
        label="Intake quality",
        unit=SCORE,
        direction=Direction.NEITHER,
        use=Use.WATCH,
        definition="Access score times completeness of the record times the share taken down as "
        "complaints: 0 to 100. Fewer than ten blanks are taken for ten.",
        source="ours; its parts after OpenPolice and the intake chapter of the COPS standards for "
        "internal affairs",
        order=203,
        suppress_below=THRESHOLD,
        open_to="complaint.view_rows",
        measure=_part(lambda found: found.quality),
        plain="How well complaints are taken in: {value}. A low count of complaints says little where "
        "this is low.",
    )
)
