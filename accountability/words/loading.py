"""A client's own crosswalk as a file: words and the codes they mean, compared and appended as versions.

What the crosswalk says already changes nothing; a word with another code gets a next version, and its
rows are coded anew. What the file leaves out stays in force and is told.
"""

from collections import Counter
from typing import Any

import polars as pl
from django.utils import timezone

from accountability.complaints.writing import take_back as restore_rows
from accountability.crosswalk import Crosswalk, normal
from accountability.words.actions import CODES
from accountability.words.coding import Word, code_rows, last_version, spellings
from accountability.words.models import WordKind, WordMap
from accountability.words.queries import crosswalk_in_force
from riskcore.audit import actions as audit
from riskcore.clients.models import Client
from riskcore.imports.findings import cell_problem
from riskcore.imports.kinds import Field, FieldType, Plan, Problem, Target
from riskcore.imports.models import ImportBatch

SAMPLE = 50
FIELDS = (
    Field(
        key="kind",
        label="Kind of word",
        type=FieldType.CODE,
        required=True,
        codes={kind.value: str(kind.label) for kind in WordKind},
        synonyms=("kind", "kind of word"),
    ),
    Field(
        key="words",
        label="Word",
        max_length=400,
        synonyms=("words", "word", "raw word", "as recorded"),
        help="As the files have it; capitals and spaces make no difference.",
    ),
    Field(
        key="heading",
        label="Class of the allegation",
        max_length=200,
        synonyms=("heading", "class"),
        help="The class an allegation stands under in the files; empty for every other kind.",
    ),
    Field(
        key="code",
        label="Our code",
        required=True,
        max_length=24,
        synonyms=("code", "our code", "means"),
    ),
    Field(key="reason", label="Reason", max_length=400, synonyms=("reason", "note")),
)


def check(table: pl.DataFrame, target: Target) -> list[Problem]:
    """Codes that a kind of word cannot mean, rows without a word, and words with two codes."""
    del target
    found: list[Problem] = []
    meant: dict[Word, str] = {}
    for row in table.sort("row").iter_rows(named=True):
        word, code = _word(row), row["code"].strip()
        if code not in CODES[word[0]]:
            ends = f"is no code of ours for this kind of word; there are: {_listed(word[0])}."
            found.append(_problem(row, "Our code", code, "words.code_unknown", ends))
        elif not word[1] and not (word[0] == WordKind.CATEGORY and word[2]):
            ends = "is empty; only an allegation may stand under a class alone. Give the word."
            found.append(_problem(row, "Word", "", "words.no_word", ends))
        elif word[2] and word[0] != WordKind.CATEGORY:
            ends = "is given, but only an allegation stands under a class. Leave it empty."
            found.append(_problem(row, "Class", word[2], "words.no_class", ends))
        elif meant.setdefault(word, code) != code:
            ends = f"means {meant[word]} in an earlier row. Say one of the two."
            found.append(_problem(row, "Word", row["words"] or "", "words.two_codes", ends))
    return found


def compare(table: pl.DataFrame, target: Target) -> Plan:
    """Words that are new or mean something else now, and those of the file's kinds it leaves out."""
    said = {_word(row): row for row in table.sort("row", descending=True).iter_rows(named=True)}
    said = dict(reversed(said.items()))
    own = crosswalk_in_force(target.client)
    codes = {word: row["code"].strip() for word, row in said.items()}
    before = {word: found.code for word in said if (found := own.words.get(word))}
    fresh = [word for word in said if word not in before]
    moved = [word for word in before if before[word] != codes[word]]
    kinds = Counter(kind for kind, *_ in said)
    return Plan(
        created=len(fresh),
        updated=len(moved),
        unchanged=len(said) - len(fresh) - len(moved),
        vanished=_left_out(own, said, set(kinds)),
        totals={"words": len(said), **{f"kind {kind}": kinds[kind] for kind in sorted(kinds)}},
        differences=tuple(
            {
                "key": named(word),
                "field": "code",
                "before": before.get(word, ""),
                "after": codes[word],
            }
            for word in (*fresh, *moved)[:SAMPLE]
        ),
        payload=[
            (word, codes[word], (said[word]["reason"] or "").strip()) for word in (*fresh, *moved)
        ],
    )


def write(plan: Plan, target: Target) -> None:
    """Append a version for each new or changed word and code its rows, in the act of the commit.

    Records words.mapped once, with how many words and rows.
    """
    client = Client.objects.select_for_update().get(pk=target.client.pk)
    version, spelt = last_version(client), spellings(client)
    maps = []
    for place, ((kind, words, heading), code, reason) in enumerate(plan.payload, start=1):
        mapped = WordMap(
            client=client,
            version=version + place,
            kind=kind,
            words=words,
            heading=heading,
            code=code,
            reason=reason,
            mapped_by=target.by,
            recorded_at=target.recorded_at or timezone.now(),
            batch=target.batch,
        )
        mapped.rows = code_rows(mapped, spelt)
        maps.append(mapped)
    WordMap.objects.bulk_create(maps)
    if maps:
        audit.record(
            by=target.by,
            verb="words.mapped",
            subject=target.batch or client,
            client=client,
            words=len(maps),
            version=version + len(maps),
            rows=sum(mapped.rows for mapped in maps),
        )


def take_back(batch: ImportBatch) -> None:
    """Give the rows that the file coded the codes they had before."""
    restore_rows(batch)


def named(word: Word) -> str:
    """A word of a kind, for a person to read: "finding: proved"."""
    kind, words, heading = word
    return f"{WordKind(kind).label}: {words or heading}" + (
        f", under {heading}" if words and heading else ""
    )


def _word(row: dict[str, Any]) -> Word:
    return row["kind"], normal(row["words"] or ""), normal(row["heading"] or "")


def _listed(kind: str) -> str:
    return ", ".join(sorted(CODES[kind]))


def _problem(row: dict[str, Any], column: str, value: str, rule: str, ends: str) -> Problem:
    return cell_problem(row=row["row"], column=column, value=value, rule=rule, ends=ends)


def _left_out(own: Crosswalk, said: dict[Word, Any], kinds: set[str]) -> tuple[str, ...]:
    return tuple(named(word) for word in own.words if word[0] in kinds and word not in said)
