"""An assessment as one JSON document and as lines to read. Pure."""

from typing import Any

from outreach.effect.assess import Assessment, Outcome
from outreach.effect.index import Index
from outreach.effect.panel import month_text
from outreach.effect.pretend import Alike
from outreach.effect.reading import Read
from outreach.effect.words import (
    WORDS,
    earliest,
    not_enough,
    reason,
    told_of_group,
    told_of_one,
)
from outreach.languages import Language
from riskcore.units import write_number

PLACES = 6


def effect_facts(found: Assessment, read: Read) -> dict[str, Any]:
    """Keys as docs/reference/commands.md names them. Indexes are observed over expected, 1 for no
    difference."""
    return {
        "index": _value(found.index),
        "interval": _interval(found.index),
        "verdict": found.verdict.value,
        "reason": _reason(found),
        "earliest": earliest(found.shortfalls),
        "sentence": told_of_group(found),
        "observed": found.observed,
        "expected": _rounded(found.expected),
        "own_history": _rounded(found.own_history),
        "placebo_share": _rounded(found.alike.share) if found.alike else None,
        "placebo": _placebo(found.alike),
        "judged": found.judged,
        "compared": found.compared,
        "alpha": _rounded(found.alpha),
        "tau_squared": _rounded(found.tau_squared),
        "units": [_unit(one, found.compared) for one in found.units],
        "refused": [
            {
                "unit": one.unit,
                "rows": one.rows,
                "reason": "; ".join(reason(short) for short in one.shortfalls),
                "sentence": not_enough(one.shortfalls),
            }
            for one in found.left_out
        ],
        "rows": read.rows,
        "rows_refused": sum(one.rows for one in found.left_out),
        "assumptions": list(WORDS[Language.ENGLISH].assumptions),
    }


def _unit(one: Outcome, compared: int) -> dict[str, Any]:
    return {
        "unit": one.unit,
        "start": month_text(one.start),
        "months": one.months,
        "observed": one.observed,
        "expected": _rounded(one.expected),
        "index": _value(one.index),
        "interval": _interval(one.index),
        "verdict": one.verdict.value,
        "reason": _reason(one),
        "earliest": earliest(one.shortfalls),
        "sentence": told_of_one(one, compared=compared),
        "own_history": _rounded(one.own_history),
        "after_bad_spell": one.after_bad_spell,
        "placebo": _placebo(one.alike),
    }


def _reason(found: Assessment | Outcome) -> str | None:
    return "; ".join(reason(short) for short in found.shortfalls) or None


def _value(index: Index | None) -> float | None:
    return _rounded(index.value) if index else None


def _interval(index: Index | None) -> list[float | None] | None:
    return [_rounded(index.low), _rounded(index.high)] if index else None


def _placebo(found: Alike | None) -> dict[str, int] | None:
    return {"of": found.of, "as_low": found.as_low, "differed": found.differed} if found else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, PLACES)


def effect_words(found: Assessment, read: Read) -> str:
    """The same as lines: what is said of all, a line per unit, what was left out, what is assumed."""
    facts = effect_facts(found, read)
    lines = [f"{found.verdict.value.capitalize()}. {facts['sentence']}"]
    if found.index:
        low, high = facts["interval"]
        lines.append(f"Index {found.index.value:.3f}, 95 % interval {low:.3f} to {high:.3f}.")
    if found.alike and found.alike.of:
        lines.append(
            f"{found.alike.as_low} of {found.alike.of} departments without a programme were as low."
        )
    for unit in facts["units"]:
        expected = "none" if unit["expected"] is None else write_number(unit["expected"], 1)
        lines.append(
            f"{unit['unit']}: {unit['observed']} received, {expected} expected, {unit['verdict']}. "
            f"{unit['sentence']}"
        )
    lines += [
        f"{one['unit']} is left out, with {one['rows']} rows. {one['sentence']}"
        for one in facts["refused"]
    ]
    return "\n".join([*lines, "Assumed:", *facts["assumptions"]])
