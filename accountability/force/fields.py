"""The fields of a force file."""

from accountability.codes import GENERAL
from accountability.force.codes import INJURIES, LEVEL_CODES, REASONS, RESISTANCE, TOOLS
from riskcore.imports.kinds import Field, FieldType

LEFT_TO_GENERAL = {GENERAL: "by the phrases we know"}
FORCE_FIELDS = (
    Field(
        key="number",
        label="Event number",
        required=True,
        max_length=64,
        synonyms=(
            "event number",
            "incident number",
            "incident no",
            "incident_num",
            "incnum",
            "event",
        ),
        help="The event's, which several officers and subjects may share.",
    ),
    Field(
        key="occurred_on",
        label="Occurred",
        type=FieldType.DATE,
        required=True,
        past=True,
        synonyms=("occurred", "occurred_dt", "incident date", "incident_date", "date"),
    ),
    Field(
        key="officer",
        label="Officer identifier",
        max_length=64,
        synonyms=("officer", "officer id", "officer_id", "offnum", "badge", "employee number"),
        help="Turned into a token at once; the identifier itself is never stored.",
    ),
    Field(
        key="subject",
        label="Subject identifier",
        max_length=64,
        synonyms=("subject", "subject id", "subject_id", "citnum"),
        help="Tells several people in one event apart; turned into a token at once.",
    ),
    Field(
        key="level",
        label="Level",
        type=FieldType.CODE,
        codes=LEVEL_CODES,
        synonyms=("level", "force level", "incident_type"),
        help="The local word, mapped to our level. Without it the tools and the injury say the level.",
    ),
    Field(
        key="local_level",
        label="Local level",
        max_length=120,
        synonyms=("local level",),
        help="The department's own word, where the level is already ours.",
    ),
    Field(
        key="tool",
        label="Tools in sequence",
        synonyms=("tools", "force used", "type of force", "weapon used"),
        help="In the order they were used, with ; between; further rows of the report go on.",
    ),
    Field(
        key="tool_code",
        label="Tool, our code",
        type=FieldType.CODE,
        codes={tool.code: tool.name for tool in TOOLS.values()} | LEFT_TO_GENERAL,
        help="The same column as the tools, where a mapping names our codes for its words.",
    ),
    Field(
        key="subject_injury",
        label="Injury of the subject",
        type=FieldType.CODE,
        codes=INJURIES,
        synonyms=("subject injury", "subject injured", "injury"),
    ),
    Field(
        key="officer_injury",
        label="Injury of the officer",
        type=FieldType.CODE,
        codes=INJURIES,
        synonyms=("officer injury", "officer injured"),
    ),
    Field(
        key="resistance",
        label="Resistance",
        type=FieldType.CODE,
        codes=RESISTANCE,
        synonyms=("resistance", "subject resistance"),
    ),
    Field(
        key="reason",
        label="Reason for the contact",
        type=FieldType.CODE,
        codes=REASONS,
        synonyms=("reason", "reason for contact", "contact reason"),
    ),
    Field(
        key="supervisor_present",
        label="Supervisor present",
        type=FieldType.YES_NO,
        synonyms=("supervisor present", "supervisor on scene"),
    ),
    Field(
        key="ambush",
        label="Officer ambushed",
        type=FieldType.YES_NO,
        synonyms=("ambush", "ambushed"),
    ),
    Field(
        key="district",
        label="District",
        max_length=120,
        synonyms=("district", "precinct"),
    ),
    Field(
        key="place",
        label="Place among alike",
        type=FieldType.WHOLE,
        non_negative=True,
        help="Which of several reports that nothing else tells apart, from 1.",
    ),
    Field(
        key="case_number",
        label="Case number",
        max_length=64,
        synonyms=("case number", "case no", "case_no"),
        help="By which a complaint or a claim may be found to be of the same event.",
    ),
)
