"""Files of survey results, as a vendor or the department's own count gives them: one row a wave.

No full statement: waves it leaves out stay. A wave is known by its day and by who was asked; a row
for one already on record supersedes it, and the same row again changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

import polars as pl
from django.utils import timezone

from outreach.surveys import NORMAL_95, Frame, Survey
from riskcore.bulkload import insert_rows
from riskcore.imports.kinds import FILE_KINDS, Field, FieldType, FileKind, Plan, Problem, Target
from riskcore.units import round_half_up

SAMPLE: Final = 20
WIDEST: Final = 999.0
SHORT_SCALE: Final = 10.0
VALUES: Final = ("answers", "mean_score", "standard_deviation")

FIELDS: Final = (
    Field(
        key="fielded_on",
        label="Asked on",
        type=FieldType.DATE,
        required=True,
        synonyms=("date", "fielded on", "field date", "survey date", "wave", "end date"),
        past=True,
        help="The day of the wave; of one asked over weeks, the last.",
    ),
    Field(
        key="frame",
        label="Who was asked",
        type=FieldType.CODE,
        required=True,
        synonyms=("frame", "asked", "who was asked", "sample", "audience", "respondents are"),
        codes={frame.value: str(frame.label) for frame in Frame},
        help="Attendees, callers and residents are never compared.",
    ),
    Field(
        key="answers",
        label="Answers",
        type=FieldType.WHOLE,
        required=True,
        synonyms=("answers", "n", "responses", "respondents", "completes", "sample size"),
        non_negative=True,
    ),
    Field(
        key="mean_score",
        label="Mean from 0 to 100",
        type=FieldType.NUMBER,
        required=True,
        synonyms=("mean", "score", "mean score", "trust score", "index"),
        non_negative=True,
        help="A mean of a scale from 1 to 5 becomes (mean - 1) / 4 x 100.",
    ),
    Field(
        key="standard_deviation",
        label="Standard deviation",
        type=FieldType.NUMBER,
        synonyms=("standard deviation", "sd", "std dev", "deviation"),
        non_negative=True,
        help="Of single answers, in points of the scale. This or the margin is needed.",
    ),
    Field(
        key="margin",
        label="Margin of error",
        type=FieldType.NUMBER,
        synonyms=("margin", "margin of error", "moe", "+/-"),
        non_negative=True,
        help="Half the vendor's 95% interval, in points; where answers are weighted, give this one.",
    ),
)


@dataclass(frozen=True)
class Wave:
    """One row. values: answers, mean (0 to 100) and standard deviation, in points to two places."""

    row: int
    fielded_on: date
    frame: str
    values: tuple[int, Decimal, Decimal]


def deviation_of(margin: float, answers: int) -> float:
    """The standard deviation, in points, that gives ``margin`` either way at 95% with ``answers``.

    margin = 1.96 s / sqrt(n), solved for s. A margin that allows for weights carries its design
    effect (Kish 1965, section 8.2), so that our interval is the vendor's own.
    """
    return float(margin * answers**0.5 / NORMAL_95)


def check(table: pl.DataFrame, target: Target) -> list[Problem]:
    """Each wave once, a mean on the scale, and a spread that such answers can have."""
    del target
    seen: dict[tuple[date, str], int] = {}
    problems = []
    for row in table.iter_rows(named=True):
        column, rule, message = _fault(row)
        first = seen.setdefault((row["fielded_on"], row["frame"]), row["row"])
        if not message and first != row["row"]:
            column, rule = "fielded_on", "repeated"
            message = (
                f"The wave of {row['fielded_on']} among {Frame(row['frame']).label} stands in row "
                f"{first} already. Keep one of the two."
            )
        if message:
            value = "" if row[column] is None else str(row[column])
            problems.append(
                Problem(row=row["row"], column=column, value=value, rule=rule, message=message)
            )
    return problems


def _fault(row: Mapping[str, Any]) -> tuple[str, str, str]:
    """Column, rule and sentence of what is wrong within one row; three empty words where nothing."""
    answers, mean = row["answers"], row["mean_score"]
    deviation, margin = row["standard_deviation"], row["margin"]
    if not answers:
        return "answers", "no_answers", "A wave without answers has no mean. Leave the row out."
    if mean > 100:
        return (
            "mean_score",
            "off_the_scale",
            f"The mean {mean:g} lies above 100. Give it on the scale from 0 to 100.",
        )
    if deviation is None and margin is None:
        return (
            "standard_deviation",
            "no_spread",
            "Neither a standard deviation nor a margin of error is given, so the mean would have no "
            "interval. Give one of the two.",
        )
    most = 50 * (answers / (answers - 1)) ** 0.5 if answers > 1 else 0.0
    if deviation is not None and deviation > most + 0.005:
        return (
            "standard_deviation",
            "impossible_spread",
            f"{answers} answer(s) from 0 to 100 cannot have a standard deviation of {deviation:g}; the "
            f"most is {most:.2f}. Give it in points of the scale.",
        )
    if deviation is None and deviation_of(margin, answers) > WIDEST:
        return (
            "margin",
            "impossible_spread",
            f"A margin of {margin:g} points with {answers} answers is wider than any such survey has. "
            "Give half the 95% interval, in points.",
        )
    return "", "", ""


def compare(table: pl.DataFrame, target: Target) -> Plan:
    """What is new, what differs from the wave that holds, and what is the same."""
    before = {
        (day, frame): values
        for day, frame, *values in Survey.objects.current(target.recorded_at)
        .filter(client=target.client)
        .values_list("fielded_on", "frame", *VALUES)
    }
    waves = [_wave(row) for row in table.iter_rows(named=True)]
    fresh = [wave for wave in waves if (wave.fielded_on, wave.frame) not in before]
    moved = [
        wave
        for wave in waves
        if (wave.fielded_on, wave.frame) in before
        and tuple(before[wave.fielded_on, wave.frame]) != wave.values
    ]
    return Plan(
        created=len(fresh),
        updated=len(moved),
        unchanged=len(waves) - len(fresh) - len(moved),
        totals={"waves": len(waves), "answers": sum(wave.values[0] for wave in waves)},
        differences=tuple(
            {
                "key": f"{wave.fielded_on} {wave.frame}",
                "field": name,
                "before": str(old),
                "after": str(new),
            }
            for wave in moved
            for name, old, new in zip(
                VALUES, before[wave.fielded_on, wave.frame], wave.values, strict=True
            )
            if old != new
        )[:SAMPLE],
        notes=_notes(table),
        payload=fresh + moved,
    )


def write(plan: Plan, target: Target) -> None:
    """Append what is new or says something new."""
    moment = target.recorded_at or timezone.now()
    batch = target.batch.pk if target.batch else None
    insert_rows(
        Survey,
        ("client_id", "fielded_on", "frame", *VALUES, "recorded_at", "batch_id"),
        (
            (target.client.pk, wave.fielded_on, wave.frame, *wave.values, moment, batch)
            for wave in plan.payload
        ),
    )


def _wave(row: Mapping[str, Any]) -> Wave:
    deviation = row["standard_deviation"]
    if deviation is None:
        deviation = deviation_of(row["margin"], row["answers"])
    return Wave(
        row["row"],
        row["fielded_on"],
        row["frame"],
        (row["answers"], _points(row["mean_score"]), _points(deviation)),
    )


def _points(number: float) -> Decimal:
    return round_half_up(Decimal(str(number)), 2)


def _notes(table: pl.DataFrame) -> tuple[str, ...]:
    notes = []
    derived = table.filter(pl.col("standard_deviation").is_null()).height
    if derived:
        notes.append(
            f"{derived} wave(s) give a margin of error only and their deviation is derived from it."
        )
    short = table.filter(pl.col("mean_score") <= SHORT_SCALE).height
    if short:
        notes.append(
            f"{short} wave(s) have a mean of 10 or less out of 100. If they come from a scale of 1 to 5 "
            "or 0 to 10, put them on 0 to 100 before you commit."
        )
    return tuple(notes)


FILE_KINDS.register(
    FileKind(
        key="surveys",
        label="Survey results",
        order=330,
        permission="import.outreach",
        fields=FIELDS,
        check=check,
        compare=compare,
        write=write,
        row_means="one wave of one survey",
        counts=("wave", "waves"),
    )
)
