"""The file kinds of this package: what their rows hold, and how they become facts.

Of complaints one row is complaint x allegation x officer x complainant. Complaints are counted by
number, allegations by number, words and officer: the same allegation stands on several rows when there
are several complainants, when a charge is filed under two classes, or when an export repeats itself. The
first such row in the file's order counts, for the class and for the finding; how many others disagree is
reported in the preview, and none is averaged away in silence.
"""

from accountability.codes import (
    CATEGORIES,
    CHANNELS,
    CLOSURES,
    COMPLAINANT_TYPES,
    DISCIPLINE,
    GENERAL,
    MERITS,
)
from accountability.complaints.attributes import Precision
from accountability.complaints.models import Stage
from accountability.complaints.rows import check
from accountability.complaints.writing import take_back
from accountability.deliveries import loading as deliveries
from accountability.discipline import DisciplineStage
from accountability.force import loading as force
from accountability.force.fields import FORCE_FIELDS
from riskcore.imports.kinds import FILE_KINDS, Field, FieldType, FileKind

LEFT_TO_GENERAL = {GENERAL: "as the general crosswalk has it"}
COMPLAINT_FIELDS = (
    Field(
        key="number",
        label="Complaint number",
        required=True,
        max_length=64,
        synonyms=(
            "complaint number",
            "complaint no",
            "incnum",
            "case number",
            "cr_id",
            "cap_number",
        ),
    ),
    Field(
        key="received_on",
        label="Received",
        type=FieldType.DATE,
        past=True,
        synonyms=("received", "date received", "date_received", "complaint date", "complaint_date"),
    ),
    Field(
        key="occurred_on",
        label="Occurred",
        type=FieldType.DATE,
        past=True,
        synonyms=("occurred", "occurred_dt", "incident date", "incident_date"),
    ),
    Field(
        key="date_precision",
        label="Precision of the dates",
        type=FieldType.CODE,
        codes={choice.value: str(choice.label) for choice in Precision},
        synonyms=("date precision",),
        help="Day where empty. A month or a year is written as its first day.",
    ),
    *(
        Field(
            key=f"{date}_precision",
            label=f"Precision of the day {date}",
            type=FieldType.CODE,
            codes={choice.value: str(choice.label) for choice in Precision},
            help="Where the two dates are not known alike.",
        )
        for date in ("received", "occurred")
    ),
    Field(
        key="channel",
        label="Intake channel",
        max_length=120,
        synonyms=("channel", "source", "intake", "how received"),
    ),
    Field(
        key="channel_code",
        label="Intake channel, our code",
        type=FieldType.CODE,
        codes=CHANNELS | LEFT_TO_GENERAL,
        help="The same column as the channel, where a mapping names our codes for its words.",
    ),
    Field(key="internal", label="Raised internally", type=FieldType.YES_NO, synonyms=("internal",)),
    Field(
        key="complainant_type",
        label="Type of complainant",
        type=FieldType.CODE,
        codes=COMPLAINANT_TYPES,
        synonyms=("complainant type",),
    ),
    Field(
        key="district",
        label="District",
        max_length=120,
        synonyms=("district", "dist_occurrence", "precinct"),
    ),
    Field(
        key="service_type",
        label="Service under way",
        max_length=120,
        synonyms=("service type", "service_type"),
    ),
    Field(
        key="allegation_class",
        label="Class of allegation",
        max_length=200,
        synonyms=("class", "alg_class", "allegation class"),
    ),
    Field(
        key="allegation",
        label="Allegation",
        max_length=400,
        synonyms=("allegation", "allegations_investigated", "complaint_category"),
    ),
    Field(
        key="category_code",
        label="Category of allegation, our code",
        type=FieldType.CODE,
        codes={category.code: category.name for category in CATEGORIES.values()} | LEFT_TO_GENERAL,
        help="The same column as the allegation or its class, where a mapping names our codes.",
    ),
    Field(
        key="officer",
        label="Officer identifier",
        max_length=64,
        synonyms=("officer", "officer id", "offnum", "badge", "badge number", "employee number"),
        help="Turned into a token at once; the identifier itself is never stored with the complaint.",
    ),
    Field(
        key="place",
        label="Place among alike",
        type=FieldType.WHOLE,
        non_negative=True,
        help="Which of several allegations that nothing else tells apart, from 1.",
    ),
    Field(
        key="finding",
        label="Finding",
        max_length=120,
        synonyms=("finding", "disposition", "final_finding", "investigative_findings"),
    ),
    Field(
        key="finding_code",
        label="Finding, our code",
        type=FieldType.CODE,
        codes=MERITS | CLOSURES | LEFT_TO_GENERAL,
        help="The same column as the finding, where a mapping names our codes for its words.",
    ),
    Field(
        key="stage",
        label="Stage of the finding",
        type=FieldType.CODE,
        codes={choice.value: str(choice.label) for choice in Stage},
        synonyms=("stage",),
        help="Final where empty.",
    ),
    Field(
        key="decided_on",
        label="Decided",
        type=FieldType.DATE,
        past=True,
        synonyms=("decided", "finding date", "closed", "closed_date"),
    ),
    Field(
        key="linked_number",
        label="Linked number",
        max_length=64,
        synonyms=("linknum", "linked number"),
    ),
    Field(
        key="complainant",
        label="Complainant identifier",
        max_length=120,
        synonyms=("complainant id", "citizen id", "citnum"),
        help="Tells people apart and counts who complains again; turned into a token at once.",
    ),
    *(
        Field(key=key, label=label, type=FieldType.YES_NO, synonyms=(label.casefold(),))
        for key, label in (
            ("anonymous", "Anonymous"),
            ("affidavit_required", "Affidavit required"),
            ("on_duty", "On duty"),
            ("body_camera", "Body camera available"),
            ("force_used", "Force used"),
        )
    ),
    Field(key="language", label="Language", max_length=40, synonyms=("language",)),
    Field(
        key="policy_clause",
        label="Policy clause",
        max_length=120,
        synonyms=("policy clause", "rule violated"),
    ),
    Field(
        key="policy_version",
        label="Version of the policy",
        max_length=64,
        synonyms=("policy version",),
    ),
)
DISCIPLINE_FIELDS = (
    Field(
        key="discipline",
        label="Discipline",
        max_length=120,
        synonyms=("discipline", "penalty", "final_discipline_desc", "disciplinary_findings"),
        help="In the file's words; days of a suspension are read from them.",
    ),
    Field(
        key="discipline_code",
        label="Discipline, our code",
        type=FieldType.CODE,
        codes={penalty.code: penalty.name for penalty in DISCIPLINE.values()} | LEFT_TO_GENERAL,
        help="The same column as the discipline, where a mapping names our codes for its words.",
    ),
    Field(
        key="discipline_stage",
        label="Stage of the discipline",
        type=FieldType.CODE,
        codes={choice.value: str(choice.label) for choice in DisciplineStage},
        synonyms=("discipline stage",),
        help="Imposed where empty.",
    ),
    Field(
        key="discipline_days",
        label="Days",
        type=FieldType.WHOLE,
        non_negative=True,
        synonyms=("days suspended", "suspension days"),
    ),
    Field(
        key="disciplined_on",
        label="Discipline decided",
        type=FieldType.DATE,
        past=True,
        synonyms=("discipline date", "penalty date"),
    ),
)


def _of(*keys: str) -> tuple[Field, ...]:
    fields = {field.key: field for field in COMPLAINT_FIELDS}
    return tuple(fields[key] for key in keys)


WHICH_ALLEGATION = _of("number", "allegation", "officer", "place")
OF_A_FINDING = _of("finding", "finding_code", "stage", "decided_on")
ONLY_ALLEGATIONS = {"allegation_class", "allegation", "category_code", "officer", "place"}
OF_A_COMPLAINT = tuple(
    field
    for field in COMPLAINT_FIELDS
    if field not in OF_A_FINDING and field.key not in ONLY_ALLEGATIONS
)

FILE_KINDS.register(
    FileKind(
        key="complaints",
        label="Complaints",
        order=40,
        permission="import.complaints",
        fields=COMPLAINT_FIELDS + DISCIPLINE_FIELDS,
        check=check,
        compare=deliveries.compare,
        write=deliveries.write,
        take_back=take_back,
        row_means="one complaint x allegation x officer x complainant",
        counts=("allegation", "allegations"),
    )
)

for kind in (
    FileKind(
        key="complaint-table",
        label="Complaints of related tables",
        order=41,
        permission="import.complaints",
        fields=OF_A_COMPLAINT,
        check=lambda table, target: [],
        compare=deliveries.compare_complaints,
        write=deliveries.write,
        take_back=take_back,
        row_means="one complaint, or one complaint x complainant",
        counts=("complaint", "complaints"),
    ),
    FileKind(
        key="findings",
        label="Findings",
        order=42,
        permission="import.complaints",
        fields=(*WHICH_ALLEGATION, *OF_A_FINDING),
        check=deliveries.check_known,
        compare=deliveries.compare_findings,
        write=deliveries.write,
        row_means="one finding of one allegation that is on record",
        counts=("finding", "findings"),
    ),
    FileKind(
        key="discipline",
        label="Discipline",
        order=43,
        permission="import.complaints",
        fields=(*WHICH_ALLEGATION, *DISCIPLINE_FIELDS),
        check=deliveries.check_known,
        compare=deliveries.compare_discipline,
        write=deliveries.write,
        row_means="the discipline of one stage for one allegation that is on record",
        counts=("penalty", "penalties"),
    ),
):
    FILE_KINDS.register(kind)
FILE_KINDS.register(
    FileKind(
        key="force",
        label="Force reports",
        order=50,
        permission="import.complaints",
        fields=FORCE_FIELDS,
        check=force.check,
        compare=force.compare,
        write=force.write,
        row_means="what the mapping's grain says; reports are told apart by event x officer x subject",
        counts=("report", "reports"),
    )
)
