"""A client's complaints, allegations, discipline, force and words written as files that can be read.

What stands is written: of each allegation the last finding and discipline of each stage, of each force
report its last version. Officers, subjects and complainants are tokens, which an import takes as they
are, so that a file written here and read again says the same. Only rows of a client whose single
complaints the reader may see are ever written.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from accountability.complainants import Complainant
from accountability.complaints.models import Allegation, Complaint, Finding
from accountability.complaints.rows import YES_OR_NO
from accountability.discipline import Discipline
from accountability.force.models import ForceReport, ForceTool
from accountability.words.models import WordMap
from riskcore.access.scoping import Person
from riskcore.clients.models import Client
from riskcore.clients.queries import find
from riskcore.errors import NotFound
from riskcore.exports import Value, csv_bytes

Row = tuple[Value, ...]
OF_A_COMPLAINT = (
    *("number", "received_on", "received_precision", "occurred_on", "occurred_precision"),
    *("channel", "channel_code", "complainant_type", "internal", "district", "service_type"),
    *("linked_number", "anonymous", "affidavit_required", "on_duty", "body_camera", "force_used"),
    *("language", "policy_clause", "policy_version"),
)
STORED = {"channel": "channel_as_recorded", "channel_code": "channel"}
ALLEGATIONS = (
    *("number", "allegation_class", "allegation", "category_code", "officer", "place"),
    *("finding", "finding_code", "stage", "decided_on"),
)
DISCIPLINE = (
    *("number", "allegation", "officer", "place", "discipline", "discipline_code"),
    *("discipline_stage", "discipline_days", "disciplined_on"),
)
FORCE = (
    *("number", "occurred_on", "officer", "subject", "place", "level", "local_level", "tool"),
    *("tool_code", "subject_injury", "officer_injury", "resistance", "reason"),
    *("supervisor_present", "ambush", "district", "case_number"),
)

CROSSWALK = ("kind", "words", "heading", "code", "reason", "version")


def export(*, by: Person, client_code: str, kind: str) -> bytes:
    """One client's rows as a CSV file of this kind. Raises NotFound (client, kind), PermissionDenied."""
    client = find(by=by, code=client_code, permission="complaint.view_rows")
    if kind not in EXPORTS:
        raise NotFound(
            "export.kind_unknown",
            f"You asked for {kind!r} as a file; written are: {', '.join(EXPORTS)}. Choose one of these.",
            kind=kind,
        )
    headers, rows = EXPORTS[kind]
    return csv_bytes(headers, rows(by, client))


def _complaints(by: Person, client: Client) -> Iterator[Row]:
    """One row for each complaint x complainant."""
    people: dict[int, list[str]] = defaultdict(list)
    rows = Complainant.objects.visible_to(by).known_at().filter(complaint__client=client)
    for complaint, token in rows.order_by("id").values_list("complaint_id", "token"):
        if token not in people[complaint]:
            people[complaint].append(token)
    stored = [STORED.get(name, name) for name in OF_A_COMPLAINT]
    complaints = Complaint.objects.visible_to(by).known_at().filter(client=client).order_by("id")
    for pk, token, *values in complaints.values_list("id", "complainant", *stored):
        head = [
            _yes_or_no(value) if name in YES_OR_NO else value
            for name, value in zip(OF_A_COMPLAINT, values, strict=True)
        ]
        first = [token] if token else []
        for who in first + [each for each in people[pk] if each != token] or [""]:
            yield (*head, _token(who))


def _allegations(by: Person, client: Client) -> Iterator[Row]:
    """One row for each allegation x stage of a finding; one without where there is none."""
    standing: dict[int, dict[str, tuple[str, str, Any]]] = defaultdict(dict)
    findings = (
        Finding.objects.visible_to(by).known_at().filter(allegation__complaint__client=client)
    )
    columns = ("allegation_id", "stage", "as_recorded", "merits", "closure", "decided_on")
    for pk, stage, words, merits, closure, day in findings.order_by("id").values_list(*columns):
        standing[pk][stage] = (words, merits or closure, day)
    for pk, number, heading, words, category, token, place in _known(by, client).values_list(
        *("id", "complaint__number", "class_as_recorded", "category_as_recorded", "category"),
        *("officer__token", "place"),
    ):
        head = (number, heading, words, category, _token(token), place)
        for stage, (said, code, day) in standing[pk].items():
            yield (*head, said, code, stage, day)
        if not standing[pk]:
            yield (*head, "", "", "", None)


def _discipline(by: Person, client: Client) -> Iterator[Row]:
    standing: dict[int, dict[str, Row]] = defaultdict(dict)
    rows = Discipline.objects.visible_to(by).known_at().filter(allegation__complaint__client=client)
    columns = ("allegation_id", "as_recorded", "code", "stage", "days", "decided_on")
    for pk, words, code, stage, days, day in rows.order_by("id").values_list(*columns):
        standing[pk][stage] = (words, code, stage, days, day)
    for pk, number, words, token, place in _known(by, client).values_list(
        "id", "complaint__number", "category_as_recorded", "officer__token", "place"
    ):
        for row in standing[pk].values():
            yield (number, words, _token(token), place, *row)


def _force(by: Person, client: Client) -> Iterator[Row]:
    """One row for each report x tool, in sequence; one without where no tool is known."""
    used: dict[int, list[tuple[str, str]]] = defaultdict(list)
    tools = ForceTool.objects.filter(report__client=client).order_by("report_id", "sequence")
    for report, words, code in tools.values_list("report_id", "as_recorded", "code"):
        used[report].append((words, code))
    reports = ForceReport.objects.visible_to(by).known_at().filter(client=client).order_by("id")
    columns = (
        *("id", "number", "occurred_on", "officer__token", "subject", "place", "level"),
        *("level_as_recorded", "subject_injury", "officer_injury", "resistance", "reason"),
        *("supervisor_present", "ambush", "district", "case_number"),
    )
    for pk, number, day, officer, subject, place, level, local, *rest in reports.values_list(
        *columns
    ):
        *coded, present, ambush, district, case = rest
        more = (*coded, _yes_or_no(present), _yes_or_no(ambush), district, case)
        for words, code in used[pk] or [("", "")]:
            yield (
                *(number, day, _token(officer), _token(subject), place, str(level), local),
                *(words, code, *more),
            )


def _crosswalk(by: Person, client: Client) -> Iterator[Row]:
    """One row for each word of the client's own crosswalk: the version that stands."""
    rows = WordMap.objects.visible_to(by).in_force().filter(client=client)
    columns = ("kind", "words", "heading", "code", "reason", "version")
    standing = {row[:3]: row for row in rows.values_list(*columns)}
    yield from standing.values()


def _known(by: Person, client: Client) -> Any:
    rows = Allegation.objects.visible_to(by).known_at().filter(complaint__client=client)
    known = Complaint.objects.visible_to(by).known_at().filter(client=client)
    return rows.filter(complaint__in=known.order_by().values("pk")).order_by("id")


def _token(token: str | None) -> str:
    return f"token:{token}" if token else ""


def _yes_or_no(value: bool | None) -> str:
    return "" if value is None else "yes" if value else "no"


EXPORTS: dict[str, tuple[tuple[str, ...], Callable[[Person, Client], Iterator[Row]]]] = {
    "complaint-table": ((*OF_A_COMPLAINT, "complainant"), _complaints),
    "complaints": (ALLEGATIONS, _allegations),
    "discipline": (DISCIPLINE, _discipline),
    "force": (FORCE, _force),
    "crosswalk": (CROSSWALK, _crosswalk),
}
