"""A mapping suggested from a file's own headers. It is a suggestion: it commits only where every
required field matched exactly one header, and it says how sure it is of each."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from riskcore.imports.csv_reader import Record
from riskcore.imports.fields import fields_of
from riskcore.imports.findings import file_problem
from riskcore.imports.kinds import Field, FileKind, Problem
from riskcore.imports.mapping import Mapping, plain
from riskcore.imports.mapping_text import parse
from riskcore.imports.reader import header_names

EXACT, ALIKE, PARTLY = 1.0, 0.9, 0.5
SURE = ALIKE


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """mapping: what could be read (None where nothing fits); confidence: field -> 0 to 1; several:
    field -> the headers among which we could not choose; near: field -> the one header that is only
    partly alike, and is not taken; missing: required fields without a header."""

    mapping: Mapping | None
    confidence: dict[str, float] = field(default_factory=dict)
    several: dict[str, tuple[str, ...]] = field(default_factory=dict)
    near: dict[str, tuple[str, ...]] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()

    def problems(self, kind: FileKind) -> list[Problem]:
        """Why this suggestion may not commit by itself; empty where it may."""
        labels = {item.key: item for item in fields_of(kind)}
        found = []
        for key in self.missing:
            near = self.several.get(key)
            what = (
                f"could be any of {', '.join(map(repr, near))}"
                if near
                else "matches no header of the file for certain"
            )
            found.append(
                file_problem(
                    rule="mapping.incomplete",
                    column=labels[key].label,
                    message=(
                        f"The required field {key!r} ({labels[key].label}) {what}. Choose or write a "
                        "mapping that names its column; nothing is guessed."
                    ),
                )
            )
        if self.mapping is None and not found:
            found.append(
                file_problem(
                    rule="mapping.incomplete",
                    message=f"No header of the file is known for {kind.label}. Choose a mapping.",
                )
            )
        return found


def suggest(
    headers: Sequence[str], kind: FileKind, *, header_row: int = 0, lines: int = 1
) -> Suggestion:
    """Match headers to fields by their synonyms; a header serves one field."""
    matches = {item.key: _matches(item, headers) for item in fields_of(kind)}
    chosen: dict[str, str] = {}
    confidence: dict[str, float] = {}
    several: dict[str, tuple[str, ...]] = {}
    for level in (EXACT, ALIKE, PARTLY):
        taken = set(chosen.values())
        for key, found in matches.items():
            if key in chosen or key in several:
                continue
            names = [name for name, score in found.items() if score == level and name not in taken]
            if len(names) == 1:
                chosen[key], confidence[key] = names[0], level
                taken.add(names[0])
            elif names:
                several[key] = tuple(names)
    missing = tuple(
        item.key for item in kind.fields if item.required and confidence.get(item.key, 0.0) < SURE
    )
    sure = {key: name for key, name in chosen.items() if confidence[key] >= SURE}
    return Suggestion(
        mapping=parse(_text(kind, sure, header_row, lines), kind) if sure else None,
        confidence=confidence,
        several=several,
        near={key: (name,) for key, name in chosen.items() if key not in sure},
        missing=missing,
        unused=tuple(name for name in headers if name not in sure.values()),
    )


def suggest_from(records: Sequence[Record], kind: FileKind) -> Suggestion:
    """Find the header among the first records of a file, title lines before it, and suggest."""
    best = Suggestion(mapping=None, missing=tuple(f.key for f in kind.fields if f.required))
    best_score = (0, 0.0)
    for lines in (1, 2):
        for index in range(len(records) - lines + 1):
            header = header_names([cells for _, cells in records[index : index + lines]])
            row = records[index][0]
            found = suggest(header, kind, header_row=row, lines=lines)
            sure = [score for score in found.confidence.values() if score >= SURE]
            score = (-len(found.missing), sum(sure))
            if sure and (best.mapping is None or score > best_score):
                best, best_score = found, score
    return best


def _matches(item: Field, headers: Sequence[str]) -> dict[str, float]:
    words = {_bare(word) for word in (item.key, item.label, *item.synonyms)}
    exact = {plain(word) for word in (item.key, item.label, *item.synonyms)}
    found = {}
    for header in headers:
        once = re.sub(r" \(\d+\)$", "", header)
        bare = _bare(once)
        if plain(once) in exact:
            found[header] = EXACT
        elif bare in words:
            found[header] = ALIKE
        elif any(f" {word} " in f" {bare} " for word in words if len(word) > 2):
            found[header] = PARTLY
    return found


def _bare(text: str) -> str:
    """Letters and digits only, words apart: "Claim_No." and "claim no" are alike."""
    return " ".join(re.findall(r"[a-z0-9]+", text.casefold()))


def _text(kind: FileKind, chosen: dict[str, str], header_row: int, lines: int) -> str:
    parts = [f'name = "suggested"\nkind = {json.dumps(kind.key)}']
    if header_row > 1:
        parts.append(f"header_row = {header_row}")
    if lines > 1:
        parts.append(f"header_rows = {lines}")
    parts.append("\n[columns]")
    parts += [f"{key} = {json.dumps(name, ensure_ascii=False)}" for key, name in chosen.items()]
    return "\n".join(parts) + "\n"
