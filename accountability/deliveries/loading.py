"""A delivery compared and written whole: complaints, allegations and findings, discipline, complainants.

Everything that is already recorded is left as it is; a changed finding or discipline is appended beside
the earlier one. What a delivery no longer mentions is told, never deleted.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import polars as pl
from django.utils import timezone

from accountability.codes import DISCIPLINE
from accountability.complainants import Complainant
from accountability.complaints import loading, writing
from accountability.complaints.models import Allegation
from accountability.complaints.purged import without_purged
from accountability.complaints.rows import gather, placed
from accountability.complaints.standing import Standing, is_news, standing
from accountability.complaints.writing import Identity, Pending
from accountability.crosswalk import Crosswalk
from accountability.deliveries.outcomes import Penalised, complainants, disciplines
from accountability.discipline import Discipline
from accountability.officers import complainant_token, officer_token
from accountability.words.queries import crosswalk_in_force
from riskcore.bulkload import insert_rows
from riskcore.clients.models import Client
from riskcore.imports.kinds import Plan, Problem, Target

SAMPLE = 50
UNKNOWN_ALLEGATION = "complaints.allegation_unknown"


@dataclass(kw_only=True)
class Delivery:
    """What is to be written. discipline: new facts by allegation; people: new complainants by number."""

    pending: Pending
    discipline: list[tuple[Identity, str, Penalised]] = field(default_factory=list)
    people: list[tuple[str, str]] = field(default_factory=list)


def compare(table: pl.DataFrame, target: Target) -> Plan:
    """What a file of complaints x allegations x officers would change, in allegations."""
    table, purged = without_purged(table, target.client)
    named = _tokenised(table, target.client)
    own = crosswalk_in_force(target.client)
    plan = loading.compare(named, target, own)
    pending: Pending = plan.payload
    delivery = Delivery(pending=pending)
    changed, lines = _compare_discipline(table, target.client, delivery, own)
    delivery.people = _new_people(named, target.client)
    touched = {identity for identity, *_ in pending.findings} | set(pending.allegations)
    more = min(len(changed - touched), plan.unchanged)
    return replace(
        plan,
        updated=plan.updated + more,
        unchanged=plan.unchanged - more,
        totals=plan.totals | _totals(table, named),
        differences=(*plan.differences, *lines)[:SAMPLE],
        notes=(purged + plan.notes + loading.told_of_people(pending) + _second_complainants(named)),
        payload=delivery,
    )


def write(plan: Plan, target: Target) -> None:
    """Write what one of the ``compare`` found, in the transaction of the commit."""
    delivery: Delivery = plan.payload
    writing.write(replace(plan, payload=delivery.pending), target)
    at = target.recorded_at or timezone.now()
    _insert_discipline(delivery, target, at)
    insert_rows(
        Complainant,
        ("batch", "recorded_at", "complaint", "token"),
        (
            (_batch(target), at, delivery.pending.complaint_ids[number], token)
            for number, token in delivery.people
        ),
    )


def compare_complaints(table: pl.DataFrame, target: Target) -> Plan:
    """What a table of complaints alone would change, in complaints: the first of related tables."""
    table, purged = without_purged(table, target.client)
    named = _tokenised(table, target.client)
    own = crosswalk_in_force(target.client)
    gathered = gather(named, own)
    recorded = loading.recorded_of(target.client, own)
    pending = loading.recorded_already(recorded)
    loading.compare_complaints(gathered, recorded, pending)
    created, updated = len(pending.complaints), len(pending.corrections)
    nothing = replace(recorded, allegations={})
    return Plan(
        created=created,
        updated=updated,
        unchanged=gathered.complaints.height - created - updated,
        vanished=loading.vanished(gathered, nothing, set()),
        totals={"complaints": gathered.complaints.height},
        differences=tuple(loading.corrections(pending, recorded)[:SAMPLE]),
        notes=purged + loading.told_of_people(pending) + _second_complainants(named),
        payload=Delivery(pending=pending, people=_new_people(named, target.client)),
    )


def check_known(table: pl.DataFrame, target: Target) -> list[Problem]:
    """Rows about an allegation that is not on record: a finding or a penalty needs one to stand on.

    Rows about a complaint that was purged are no fault; comparing leaves them out.
    """
    table, _ = without_purged(table, target.client)
    known = set(loading.recorded_of(target.client).allegations)
    gathered = gather(table)
    tokens = loading.tokens_of(gathered, target.client)
    missing = {
        (row["number"], row["officer"], row["allegation"], row["place"])
        for identity, row in loading.identified(gathered.allegations, tokens)
        if identity not in known
    }
    if not missing:
        return []
    numbers = {identity[0] for identity in known}
    return [
        Problem(
            row=row["row"],
            column="number",
            value=row["number"],
            rule=UNKNOWN_ALLEGATION,
            message=f"Row {row['row']}: {_what_is_missing(row, numbers)} Send the complaint file "
            "first, or correct what names the allegation.",
        )
        for row in _plain(table).iter_rows(named=True)
        if (row["number"], row["officer"], row["allegation"], row["place"]) in missing
    ]


def compare_findings(table: pl.DataFrame, target: Target) -> Plan:
    """What a file of findings would append to allegations on record."""
    table, purged = without_purged(table, target.client)
    own = crosswalk_in_force(target.client)
    gathered = gather(table, own)
    recorded = loading.recorded_of(target.client, own)
    pending = loading.recorded_already(recorded)
    created, lines = 0, []
    tokens = loading.tokens_of(gathered, target.client)
    for identity, row in loading.identified(gathered.findings, tokens):
        before = recorded.findings.get((pending.allegation_ids[identity], row["stage"]))
        if loading.append_finding(pending, identity, row, before=before):
            created += before is None
            earlier = before.stands.as_recorded if before else ""
            lines.append(loading.difference(row["number"], "finding", earlier, row["finding"]))
    said = gathered.findings.filter((pl.col("merits") != "") | (pl.col("closure") != ""))
    words = sorted(gathered.findings["finding"].value_counts().iter_rows())
    return Plan(
        created=created,
        updated=len(pending.findings) - created,
        unchanged=said.height - len(pending.findings),
        totals={"findings": said.height, **{f"word {w or '(blank)'}": n for w, n in words}},
        differences=tuple(lines[:SAMPLE]),
        notes=purged + loading.told_of_people(pending),
        payload=Delivery(pending=pending),
    )


def compare_discipline(table: pl.DataFrame, target: Target) -> Plan:
    """What a file of discipline would append to allegations on record."""
    table, purged = without_purged(table, target.client)
    own = crosswalk_in_force(target.client)
    delivery = Delivery(pending=loading.recorded_already(loading.recorded_of(target.client, own)))
    _, lines = _compare_discipline(table, target.client, delivery, own)
    said = sum(1 for _ in disciplines(table))
    fresh = sum(1 for line in lines if not line["before"])
    return Plan(
        created=fresh,
        updated=len(delivery.discipline) - fresh,
        unchanged=said - len(delivery.discipline),
        totals={"discipline": said, **_totals(table, table)},
        differences=tuple(lines[:SAMPLE]),
        notes=purged + loading.told_of_people(delivery.pending),
        payload=delivery,
    )


def _compare_discipline(
    table: pl.DataFrame, client: Client, delivery: Delivery, own: Crosswalk
) -> tuple[set[Identity], list[dict[str, str]]]:
    """Queue discipline that is new or differs; the identities concerned, and the lines of a preview."""
    recorded: dict[tuple[int, str], Standing[Penalised]] | None = None
    tokens: dict[str, str] = {"": ""}
    changed: set[Identity] = set()
    lines = []
    for (number, officer, words, place), stage, said in disciplines(table, own):
        if recorded is None:
            recorded = _recorded_discipline(client)
        if officer not in tokens:
            tokens[officer] = officer_token(client_code=client.code, identifier=officer)
        identity = (number, tokens[officer], words, place)
        pk = delivery.pending.allegation_ids.get(identity, 0)
        before = recorded.get((pk, stage))
        if not is_news(said, before):
            continue
        if before and not before.by_file:
            delivery.pending.overtaken.append(f"discipline of {number}")
        dated = said.decided_on or (before.stands.decided_on if before else None)
        delivery.discipline.append((identity, stage, replace(said, decided_on=dated)))
        changed.add(identity)
        earlier = before.stands.as_recorded if before else ""
        if pk:
            lines.append(loading.difference(number, "discipline", earlier, said.as_recorded))
    return changed, lines


def _recorded_discipline(client: Client) -> dict[tuple[int, str], Standing[Penalised]]:
    allegations = Allegation.objects.known_at().filter(complaint__client=client)
    rows = Discipline.objects.known_at().filter(allegation__in=allegations.order_by().values("pk"))
    return standing(
        ((pk, stage), Penalised(*found), bool(batch or found[-1]))
        for pk, stage, batch, *found in rows.order_by("id").values_list(
            *("allegation_id", "stage", "batch_id"),
            *("code", "days", "as_recorded", "decided_on", "crosswalk"),
        )
    )


def _insert_discipline(delivery: Delivery, target: Target, at: datetime) -> None:
    insert_rows(
        Discipline,
        (
            *("batch", "recorded_at", "allegation", "stage", "code", "days", "hours"),
            *("as_recorded", "decided_on", "crosswalk"),
        ),
        (
            (
                *(_batch(target), at, delivery.pending.allegation_ids[identity], stage),
                *(found.code, found.days, None, found.as_recorded, found.decided_on),
                found.crosswalk,
            )
            for identity, stage, found in delivery.discipline
        ),
    )


def _batch(target: Target) -> Any:
    return target.batch.pk if target.batch else None


def _tokenised(table: pl.DataFrame, client: Client) -> pl.DataFrame:
    """Complainants as tokens from here on: an identifier goes no further."""
    if "complainant" not in table.columns or table["complainant"].null_count() == table.height:
        return table
    known = {
        who: complainant_token(client_code=client.code, identifier=who)
        for who in table["complainant"].unique().drop_nulls()
    }
    return table.with_columns(
        pl.col("complainant").replace_strict(known, default=None, return_dtype=pl.Utf8)
    )


def _new_people(named: pl.DataFrame, client: Client) -> list[tuple[str, str]]:
    said = [(number, token) for number, them in complainants(named).items() for token in them]
    if not said:
        return []
    rows = Complainant.objects.known_at().filter(complaint__client=client).order_by()
    known = set(rows.values_list("complaint__number", "token"))
    return [pair for pair in said if pair not in known]


def _second_complainants(named: pl.DataFrame) -> tuple[str, ...]:
    several = sum(1 for them in complainants(named).values() if len(them) > 1)
    return (
        (f"{several} complaints have more than one complainant; all are kept.",) if several else ()
    )


def _totals(table: pl.DataFrame, named: pl.DataFrame) -> dict[str, Any]:
    codes = Counter(found.code for _, _, found in disciplines(table))
    totals = {f"discipline {code}": codes[code] for code in DISCIPLINE if codes[code]}
    people = {token for them in complainants(named).values() for token in them}
    return totals | ({"complainants": len(people)} if people else {})


def _plain(table: pl.DataFrame) -> pl.DataFrame:
    return placed(table).with_columns(
        pl.col(name).fill_null("").str.strip_chars() for name in ("number", "officer", "allegation")
    )


def _what_is_missing(row: dict[str, Any], numbers: set[str]) -> str:
    if row["number"] not in numbers:
        return f"there is no complaint {row['number']} with allegations on record."
    return f"the complaint {row['number']} has no such allegation of such an officer on record."
