"""Which policy answers a claim: the trigger of each coverage part, read against the claim's days. Pure.

A day nobody recorded makes a condition undecided, never false: where it would decide, the answer is
"cannot be told, because ...". Every period is half-open: the expiry date is the first day not covered.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from riskcore.units import write_date

OCCURRENCE = "occurrence"
CLAIMS_MADE = "claims_made"
CLAIMS_MADE_REPORTED = "claims_made_reported"
WORDS = {
    OCCURRENCE: "occurrence",
    CLAIMS_MADE: "claims made",
    CLAIMS_MADE_REPORTED: "claims made and reported",
}


class Outcome(StrEnum):
    """What was found of one claim."""

    ANSWERED = "answered"
    SEVERAL = "several"
    NONE = "none"
    CANNOT_BE_TOLD = "cannot_be_told"


@dataclass(frozen=True, kw_only=True)
class InsuredPart:
    """One line of one policy term as its trigger reads it.

    ends_on: the expiry date, the first day not covered. retro_date: None means full prior acts on a
    claims-made part. report_grace_days: days after the expiry date on which a claim made in the term
    may still be reported. erp_ends_on: the first day after the extended reporting period, None without.
    """

    number: str
    carrier: str
    line: str
    trigger: str
    starts_on: date
    ends_on: date
    retro_date: date | None = None
    continuity_date: date | None = None
    report_grace_days: int = 0
    erp_ends_on: date | None = None

    @property
    def is_occurrence(self) -> bool:
        return self.trigger == OCCURRENCE

    @property
    def name(self) -> str:
        """ "PE-1 of Carrier A (LEL, claims made, 1 Oct 2024 to 1 Oct 2025)"."""
        term = f"{write_date(self.starts_on)} to {write_date(self.ends_on)}"
        return f"{self.number} of {self.carrier} ({self.line}, {WORDS[self.trigger]}, {term})"

    @property
    def last_day_to_report(self) -> date:
        """The last day on which a claims-made-and-reported part takes a report.

        >>> InsuredPart(
        ...     number="P", carrier="C", line="ELL", trigger=CLAIMS_MADE_REPORTED,
        ...     starts_on=date(2024, 10, 1), ends_on=date(2025, 10, 1), report_grace_days=60,
        ... ).last_day_to_report
        datetime.date(2025, 11, 30)
        """
        days = self.report_grace_days or -1
        last = self.ends_on + timedelta(days=days)
        return max(last, self.erp_ends_on - timedelta(days=1)) if self.erp_ends_on else last


@dataclass(frozen=True, kw_only=True)
class ClaimDays:
    """The days of one claim, each None where nobody recorded it."""

    line: str
    occurred_on: date | None
    made_on: date | None
    reported_on: date | None


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One part read against one claim. answers: None where a day is missing that would decide.

    why: what decided it, to stand after "since" or "because". came_near: the claim fell into the term
    or its extended reporting period, and another condition failed.
    """

    part: InsuredPart
    answers: bool | None
    why: str
    came_near: bool = False


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Which part answers a claim. part: the one that does, of ANSWERED only; readings: of every part of
    the claim's line, the latest term first; cautions: what the days do not decide, in sentences."""

    outcome: Outcome
    sentence: str
    part: InsuredPart | None = None
    readings: tuple[Reading, ...] = ()
    cautions: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[InsuredPart, ...]:
        """Every part that answers."""
        return tuple(reading.part for reading in self.readings if reading.answers)


class _Verdict(NamedTuple):
    """Whether one condition holds, None where a day is missing that would decide, and why."""

    holds: bool | None
    words: str


def _yes(words: str) -> _Verdict:
    return _Verdict(holds=True, words=words)


def _no(words: str) -> _Verdict:
    return _Verdict(holds=False, words=words)


def _unsure(words: str) -> _Verdict:
    return _Verdict(holds=None, words=words)


def answer(claim: ClaimDays, parts: Sequence[InsuredPart]) -> Answer:
    """Which of the client's parts answers the claim, or why none does.

    Occurrence: the day of the act lies in the term. Claims-made: the act is on or after the retro date
    and the claim is first made in the term, or in the extended reporting period for an act before the
    expiry. Claims-made-and-reported: also reported by the last day to report.

    **Source:** liljenbergexpertwitness.com and burldaniel.com on occurrence and claims-made triggers;
    Markel educators' legal liability application (report within 60 days of expiry unless an extended
    reporting period applies). Where the day made is not recorded it lies between act and report.
    """
    if wrong := _disorder(claim):
        return Answer(outcome=Outcome.CANNOT_BE_TOLD, sentence=_cannot(wrong))
    of_line = sorted(
        (part for part in parts if part.line == claim.line),
        key=lambda part: (part.starts_on, part.number),
        reverse=True,
    )
    if not of_line:
        sentence = f"No policy answers: no {claim.line} cover is recorded."
        return Answer(outcome=Outcome.NONE, sentence=sentence)
    readings = tuple(read(claim, part) for part in of_line)
    return _answer(claim, readings)


def read(claim: ClaimDays, part: InsuredPart) -> Reading:
    """One part against one claim of its line."""
    if part.is_occurrence:
        verdict = _act_in_term(claim.occurred_on, part)
        return Reading(part=part, answers=verdict.holds, why=verdict.words)
    made = _made_in_time(claim, part)
    others = [_act_after_retro(claim.occurred_on, part)]
    if part.trigger == CLAIMS_MADE_REPORTED:
        others.append(_reported_in_time(claim.reported_on, part))
    verdicts = [made, *others]
    refused = [verdict for verdict in verdicts if verdict.holds is False]
    unsure = [verdict for verdict in verdicts if verdict.holds is None]
    deciding = refused[:1] or unsure[:1] or verdicts
    return Reading(
        part=part,
        answers=False if refused else None if unsure else True,
        why=" and ".join(verdict.words for verdict in deciding),
        came_near=made.holds is True and bool(refused),
    )


def _answer(claim: ClaimDays, readings: tuple[Reading, ...]) -> Answer:
    yes = [reading for reading in readings if reading.answers]
    unsure = [reading for reading in readings if reading.answers is None]
    cautions = [
        *_continuity(claim, yes),
        *_noticed_early(claim, readings),
        *(_undecided(reading) for reading in unsure if yes),
    ]
    part = None
    if len(yes) == 1:
        outcome, part = Outcome.ANSWERED, yes[0].part
        sentence = f"{part.name} answers, since {yes[0].why}."
    elif yes:
        outcome = Outcome.SEVERAL
        each = "; ".join(f"{reading.part.name}, since {reading.why}" for reading in yes)
        sentence = (
            f"{len(yes)} policies answer: {each}. Which pays first is for their clauses on other "
            "insurance to say."
        )
    elif unsure:
        outcome = Outcome.CANNOT_BE_TOLD
        sentence = _cannot(unsure[0].why)
    else:
        outcome = Outcome.NONE
        nearest = next((each for each in readings if each.came_near), _nearest(claim, readings))
        sentence = f"No policy answers. The nearest is {nearest.part.name}, but {nearest.why}."
    return Answer(
        outcome=outcome,
        sentence=sentence,
        part=part,
        readings=readings,
        cautions=tuple(cautions),
    )


def _disorder(claim: ClaimDays) -> str:
    """Why the recorded days cannot all be right, or "". Nothing comes before the act."""
    act = claim.occurred_on
    for words, day in (("made", claim.made_on), ("reported", claim.reported_on)):
        if act is not None and day is not None and day < act:
            return (
                f"the claim is recorded as {words} on {write_date(day)}, before the act of "
                f"{write_date(act)}"
            )
    return ""


def _cannot(why: str) -> str:
    return f"Which policy answers cannot be told, because {why}."


def _act_in_term(act: date | None, part: InsuredPart) -> _Verdict:
    if act is None:
        return _unsure("the day of the act is not recorded")
    words = f"the act of {write_date(act)}"
    if act < part.starts_on:
        return _no(f"{words} is before the term began on {write_date(part.starts_on)}")
    if act >= part.ends_on:
        return _no(f"{words} is not before the expiry on {write_date(part.ends_on)}")
    return _yes(f"{words} lies in the term")


def _act_after_retro(act: date | None, part: InsuredPart) -> _Verdict:
    retro = part.retro_date
    if retro is None:
        return _yes("prior acts are covered in full")
    if act is None:
        words = "the day of the act is not recorded and the part has the retro date"
        return _unsure(f"{words} {write_date(retro)}")
    words = f"the act of {write_date(act)} is"
    if act < retro:
        return _no(f"{words} before the retro date {write_date(retro)}")
    return _yes(f"{words} not before the retro date {write_date(retro)}")


def _made_in_time(claim: ClaimDays, part: InsuredPart) -> _Verdict:
    """Made in the term, or in the extended reporting period for an act before the expiry."""
    first = claim.made_on or claim.occurred_on
    last = claim.made_on or claim.reported_on
    in_term = _within(first, last, part.starts_on, part.ends_on)
    words = _made_words(claim)
    if in_term:
        return _yes(f"{words} in the term")
    if part.erp_ends_on is None:
        return _Verdict(in_term, _not_made_in(claim, part, in_term))
    extended = _within(first, last, part.starts_on, part.erp_ends_on)
    if not extended:
        return _Verdict(extended, _not_made_in(claim, part, extended))
    if claim.occurred_on is None:
        words = (
            "the day of the act is not recorded and must be before the expiry for a claim made in"
        )
        return _unsure(f"{words} the extended reporting period")
    if claim.occurred_on >= part.ends_on:
        return _act_in_term(claim.occurred_on, part)
    until = write_date(part.erp_ends_on)
    period = f"in the term or its extended reporting period, which ends on {until}"
    if in_term is False:
        period = f"in the extended reporting period, which ends on {until}"
    return _yes(f"{words} {period}, for an act before the expiry")


def _within(first: date | None, last: date | None, start: date, end: date) -> bool | None:
    """Whether a day known to lie from ``first`` to ``last`` lies in [start, end); None where it may."""
    if (last is not None and last < start) or (first is not None and first >= end):
        return False
    if first is not None and last is not None and first >= start and last < end:
        return True
    return None


def _made_words(claim: ClaimDays) -> str:
    if claim.made_on is not None:
        return f"the claim was made on {write_date(claim.made_on)},"
    between = [write_date(day) for day in (claim.occurred_on, claim.reported_on) if day]
    return f"the claim was made between act and report ({' and '.join(between)}),"


def _not_made_in(claim: ClaimDays, part: InsuredPart, holds: bool | None) -> str:
    if holds is None:
        return _made_unknown(claim)
    words = _made_words(claim)
    known = claim.made_on or claim.reported_on
    if known is not None and known < part.starts_on:
        return f"{words} before the term began on {write_date(part.starts_on)}"
    if part.erp_ends_on is not None:
        return f"{words} after the extended reporting period, which ends on " + write_date(
            part.erp_ends_on
        )
    if claim.made_on is None and claim.occurred_on is not None:
        act = write_date(claim.occurred_on)
        return f"the act of {act} is not before the expiry on {write_date(part.ends_on)}"
    return f"{words} not before the expiry on {write_date(part.ends_on)}"


def _made_unknown(claim: ClaimDays) -> str:
    words = "the day the claim was made is not recorded"
    days = [claim.occurred_on, claim.reported_on]
    if all(days):
        act, report = (write_date(day) for day in days if day)
        return f"{words} and terms change between the act on {act} and the report on {report}"
    return words


def _reported_in_time(reported: date | None, part: InsuredPart) -> _Verdict:
    last = part.last_day_to_report
    if reported is None:
        return _unsure("the day of report is not recorded")
    words = f"it was reported on {write_date(reported)}"
    if reported > last:
        return _no(f"{words}, after the last day to report, {write_date(last)}")
    return _yes(f"{words}, by the last day to report, {write_date(last)}")


def _nearest(claim: ClaimDays, readings: Sequence[Reading]) -> Reading:
    """The part whose term lies nearest to the day its trigger asks of."""

    def distance(reading: Reading) -> int:
        part = reading.part
        day = claim.occurred_on if part.is_occurrence else claim.made_on or claim.reported_on
        if day is None:
            return 0
        return max((part.starts_on - day).days, (day - part.ends_on).days + 1, 0)

    return min(readings, key=distance)


def _continuity(claim: ClaimDays, yes: Sequence[Reading]) -> list[str]:
    act = claim.occurred_on
    return [
        f"The act is before the continuity date {write_date(reading.part.continuity_date)} of "
        f"{reading.part.number}: ask what the client knew of it, or of a claim from it, by then."
        for reading in yes
        if reading.part.continuity_date and (act is None or act < reading.part.continuity_date)
    ]


def _noticed_early(claim: ClaimDays, readings: Sequence[Reading]) -> list[str]:
    made, reported = claim.made_on, claim.reported_on
    if made is None or reported is None or reported >= made:
        return []
    if all(reading.part.is_occurrence for reading in readings):
        return []
    return [
        f"It was reported on {write_date(reported)}, before it was made: a notice of circumstances may "
        "bring it under the term of that day. Read the clause."
    ]


def _undecided(reading: Reading) -> str:
    return f"Whether {reading.part.name} answers as well cannot be told, because {reading.why}."
