"""The file kinds of what officers did and how much."""

from accountability.activity import monthly, service, stops
from accountability.activity.fields import ACTIVITY_FIELDS, SERVICE_FIELDS, STOP_FIELDS
from riskcore import exposures_file_kind as exposures
from riskcore.imports.kinds import FILE_KINDS, FileKind

for kind in (
    FileKind(
        key="officer-months",
        label="Officers' service by month",
        order=52,
        permission="import.complaints",
        fields=SERVICE_FIELDS,
        check=service.check,
        compare=service.compare,
        write=service.write,
        row_means="one officer x month x assignment, with days on duty",
        counts=("officer's month", "officers' months"),
    ),
    FileKind(
        key="stops",
        label="Stops",
        order=54,
        permission="import.complaints",
        fields=STOP_FIELDS,
        check=stops.check,
        compare=stops.compare,
        write=stops.write,
        row_means="one stop x person, or what the mapping's grain says",
        counts=("stop", "stops"),
    ),
    FileKind(
        key="activity",
        label="Monthly activity",
        order=56,
        permission="import.complaints",
        fields=ACTIVITY_FIELDS,
        check=monthly.check,
        compare=monthly.compare,
        write=exposures.write,
        row_means="one month of the department",
        counts=("monthly figure", "monthly figures"),
    ),
):
    FILE_KINDS.register(kind)
