"""The fields of files of service, of stops and of a month's activity."""

from accountability.activity.codes import KINDS, RESULTS, UNKNOWN
from riskcore.imports.kinds import Field, FieldType

SERVICE_FIELDS = (
    Field(
        key="officer",
        label="Officer identifier",
        required=True,
        max_length=64,
        synonyms=("officer", "officer id", "officer_id", "badge", "employee number"),
        help="Turned into a token at once; the identifier itself is never stored.",
    ),
    Field(
        key="month",
        label="Month",
        type=FieldType.DATE,
        required=True,
        past=True,
        synonyms=("month", "month start", "month of"),
        help="Any day of the month.",
    ),
    Field(
        key="assignment",
        label="Assignment",
        required=True,
        max_length=120,
        synonyms=("assignment", "unit", "unit of assignment", "duty", "post"),
        help="The unit and kind of duty that make officers comparable, in the department's words.",
    ),
    Field(
        key="days",
        label="Days on duty",
        type=FieldType.NUMBER,
        required=True,
        non_negative=True,
        synonyms=("days", "days on duty", "days worked", "shifts"),
    ),
)
STOP_FIELDS = (
    Field(
        key="number",
        label="Stop number",
        required=True,
        max_length=64,
        synonyms=("stop", "stop number", "stop id", "stop_id", "stop no"),
    ),
    Field(
        key="occurred_on",
        label="Occurred",
        type=FieldType.DATE,
        required=True,
        past=True,
        synonyms=("occurred", "stop date", "date", "date of stop"),
    ),
    Field(
        key="officer",
        label="Officer identifier",
        max_length=64,
        synonyms=("officer", "officer id", "officer_id", "badge", "employee number"),
        help="Turned into a token at once; the identifier itself is never stored.",
    ),
    Field(
        key="subject",
        label="Person stopped",
        max_length=64,
        synonyms=("subject", "subject id", "person", "person id"),
        help="Tells several people of one stop apart; turned into a token at once.",
    ),
    Field(
        key="kind",
        label="Kind of stop",
        type=FieldType.CODE,
        codes={code: words for code, words in KINDS.items() if code != UNKNOWN},
        synonyms=("kind", "stop type", "type of stop"),
    ),
    Field(
        key="result",
        label="Result",
        type=FieldType.CODE,
        codes={code: words for code, words in RESULTS.items() if code != UNKNOWN},
        synonyms=("result", "outcome", "disposition"),
    ),
    Field(
        key="searched",
        label="Searched",
        type=FieldType.YES_NO,
        synonyms=("searched", "search", "search conducted"),
    ),
    Field(
        key="district",
        label="District",
        max_length=120,
        synonyms=("district", "precinct"),
    ),
)
ACTIVITY_FIELDS = (
    Field(
        key="month",
        label="Month",
        type=FieldType.DATE,
        required=True,
        past=True,
        synonyms=("month", "month start", "month of"),
        help="Any day of the month.",
    ),
    *(
        Field(
            key=key,
            label=label,
            type=FieldType.NUMBER,
            non_negative=True,
            synonyms=synonyms,
        )
        for key, label, synonyms in (
            ("sworn", "Sworn officers", ("sworn", "sworn officers", "sworn strength")),
            ("calls", "Calls for service", ("calls", "calls for service", "dispatched calls")),
            ("arrests", "Arrests", ("arrests", "arrests made")),
            ("stops", "Stops", ("stops", "stops made")),
            ("contacts", "Stops and other contacts", ("contacts", "field contacts")),
        )
    ),
)
