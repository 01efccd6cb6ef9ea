"""Which policy answers a claim: every boundary, and what must hold whatever the days are."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcore.coverage.trigger import (
    CLAIMS_MADE,
    CLAIMS_MADE_REPORTED,
    OCCURRENCE,
    WORDS,
    ClaimDays,
    InsuredPart,
    Outcome,
    answer,
    read,
)
from riskcore.policies import Trigger

START, END = date(2024, 10, 1), date(2025, 10, 1)
DAY = timedelta(days=1)


def part(trigger: str = CLAIMS_MADE, **changes: Any) -> InsuredPart:
    facts: dict[str, Any] = {
        "number": "P-1",
        "carrier": "Carrier A",
        "line": "LEL",
        "trigger": trigger,
        "starts_on": START,
        "ends_on": END,
    }
    return InsuredPart(**(facts | changes))


def claim(
    occurred: date | None = None, made: date | None = None, reported: date | None = None
) -> ClaimDays:
    return ClaimDays(line="LEL", occurred_on=occurred, made_on=made, reported_on=reported)


RETRO = date(2020, 7, 1)
REPORTED = part(CLAIMS_MADE_REPORTED, report_grace_days=60)
TAIL = part(retro_date=RETRO, erp_ends_on=date(2026, 10, 1))
LAST_GRACE_DAY = date(2025, 11, 30)


def test_the_words_of_triggers_are_those_of_policies() -> None:
    assert {value: str(label) for value, label in Trigger.choices} == WORDS


@pytest.mark.parametrize(
    ("insured", "days", "answers"),
    [
        pytest.param(part(OCCURRENCE), claim(START), True, id="act on the first day"),
        pytest.param(part(OCCURRENCE), claim(START - DAY), False, id="act the day before"),
        pytest.param(part(OCCURRENCE), claim(END - DAY), True, id="act on the last day"),
        pytest.param(part(OCCURRENCE), claim(END), False, id="act on the expiry date"),
        pytest.param(
            part(OCCURRENCE), claim(START, END, END + 900 * DAY), True, id="occurrence made later"
        ),
        pytest.param(part(OCCURRENCE), claim(None, START, START), None, id="act unknown"),
        pytest.param(part(), claim(START - 900 * DAY, START), True, id="made on the first day"),
        pytest.param(part(), claim(RETRO, START - DAY), False, id="made the day before"),
        pytest.param(part(), claim(RETRO, END - DAY), True, id="made on the last day"),
        pytest.param(part(), claim(RETRO, END), False, id="made on the expiry date"),
        pytest.param(part(), claim(None, START), True, id="full prior acts need no act"),
        pytest.param(part(), claim(RETRO), None, id="made on an unknown day"),
        pytest.param(part(), claim(END), False, id="an act after the term is made after it"),
        pytest.param(part(), claim(START, None, END - DAY), True, id="act and report in term"),
        pytest.param(part(), claim(RETRO, None, START), None, id="act before, report in term"),
        pytest.param(part(), claim(START, None, END), None, id="act in term, report after"),
        pytest.param(part(), claim(None, None, START - DAY), False, id="reported before the term"),
        pytest.param(part(), claim(None, None, START), None, id="only the report is known"),
        pytest.param(part(retro_date=RETRO), claim(RETRO, START), True, id="act on the retro date"),
        pytest.param(
            part(retro_date=RETRO), claim(RETRO - DAY, START), False, id="act the day before retro"
        ),
        pytest.param(part(retro_date=RETRO), claim(None, START), None, id="retro, act unknown"),
        pytest.param(
            part(retro_date=RETRO), claim(None, END), False, id="made outside, act unknown"
        ),
        pytest.param(
            REPORTED, claim(START, END - DAY, LAST_GRACE_DAY), True, id="on the last grace day"
        ),
        pytest.param(
            REPORTED, claim(START, END - DAY, LAST_GRACE_DAY + DAY), False, id="the day after it"
        ),
        pytest.param(REPORTED, claim(START, END, END), False, id="made in the grace days"),
        pytest.param(REPORTED, claim(START, START), None, id="report unknown"),
        pytest.param(
            part(CLAIMS_MADE_REPORTED), claim(START, START, END - DAY), True, id="no grace, in term"
        ),
        pytest.param(
            part(CLAIMS_MADE_REPORTED), claim(START, START, END), False, id="no grace, on expiry"
        ),
        pytest.param(TAIL, claim(START, END), True, id="made on the first day of the ERP"),
        pytest.param(
            TAIL, claim(START, date(2026, 9, 30)), True, id="made on the last day of the ERP"
        ),
        pytest.param(TAIL, claim(START, date(2026, 10, 1)), False, id="made the day after the ERP"),
        pytest.param(TAIL, claim(END, END), False, id="ERP: act on the expiry date"),
        pytest.param(TAIL, claim(END - DAY, END), True, id="ERP: act on the last day"),
        pytest.param(TAIL, claim(RETRO - DAY, END), False, id="ERP: act before retro"),
        pytest.param(TAIL, claim(None, END), None, id="ERP: act unknown"),
        pytest.param(
            part(CLAIMS_MADE_REPORTED, erp_ends_on=date(2026, 10, 1)),
            claim(START, END + DAY, date(2026, 9, 30)),
            True,
            id="ERP: reported on its last day",
        ),
        pytest.param(
            part(CLAIMS_MADE_REPORTED, erp_ends_on=date(2026, 10, 1)),
            claim(START, END + DAY, date(2026, 10, 1)),
            False,
            id="ERP: reported the day after",
        ),
        pytest.param(
            TAIL, claim(START, None, date(2026, 3, 1)), True, id="ERP: made between act and report"
        ),
    ],
)
def test_each_boundary(insured: InsuredPart, days: ClaimDays, answers: bool | None) -> None:
    assert read(days, insured).answers is answers


def test_the_answer_names_the_policy_its_term_and_the_days_that_decided() -> None:
    found = answer(claim(date(2024, 3, 3), date(2025, 1, 5)), [part(retro_date=RETRO)])
    assert found.outcome is Outcome.ANSWERED
    assert found.sentence.replace("\u00a0", " ") == (
        "P-1 of Carrier A (LEL, claims made, 1 Oct 2024 to 1 Oct 2025) answers, since the claim was "
        "made on 5 Jan 2025, in the term and the act of 3 Mar 2024 is not before the retro date "
        "1 Jul 2020."
    )


def test_consecutive_terms_meet_without_a_day_between_or_twice() -> None:
    terms = [
        part(OCCURRENCE),
        part(OCCURRENCE, number="P-2", starts_on=END, ends_on=END + 365 * DAY),
    ]
    for day, number in ((END - DAY, "P-1"), (END, "P-2")):
        found = answer(claim(day), terms)
        assert found.part is not None
        assert found.part.number == number


def test_two_terms_in_force_both_answer_and_neither_is_chosen() -> None:
    terms = [part(OCCURRENCE), part(OCCURRENCE, number="P-2")]
    found = answer(claim(START), terms)
    assert (found.outcome, found.part) == (Outcome.SEVERAL, None)
    assert {one.number for one in found.parts} == {"P-1", "P-2"}
    assert found.sentence.startswith("2 policies answer:")


def test_an_occurrence_term_and_a_later_claims_made_term_can_both_answer() -> None:
    later = part(number="P-2", starts_on=END, ends_on=END + 365 * DAY)
    found = answer(claim(START, END + DAY), [part(OCCURRENCE), later])
    assert found.outcome is Outcome.SEVERAL


def test_a_part_of_another_line_never_answers() -> None:
    found = answer(claim(START), [part(OCCURRENCE, line="EPL")])
    assert (found.outcome, found.sentence) == (
        Outcome.NONE,
        "No policy answers: no LEL cover is recorded.",
    )


def test_where_none_answers_the_one_that_came_near_says_why() -> None:
    earlier = part(OCCURRENCE, number="P-0", starts_on=date(2000, 1, 1), ends_on=date(2001, 1, 1))
    found = answer(claim(RETRO - DAY, START), [part(retro_date=RETRO), earlier])
    assert found.outcome is Outcome.NONE
    assert "nearest is P-1" in found.sentence
    assert "is before the retro date" in found.sentence


def test_a_claim_in_a_gap_is_answered_by_none_and_the_nearest_term_is_named() -> None:
    terms = [
        part(OCCURRENCE, number="P-0", starts_on=date(2020, 1, 1), ends_on=date(2021, 1, 1)),
        part(OCCURRENCE),
    ]
    found = answer(claim(END + DAY), terms)
    assert found.outcome is Outcome.NONE
    assert "nearest is P-1" in found.sentence


def test_a_missing_day_is_said_and_never_guessed() -> None:
    found = answer(claim(None, START, START), [part(OCCURRENCE)])
    assert (found.outcome, found.sentence) == (
        Outcome.CANNOT_BE_TOLD,
        "Which policy answers cannot be told, because the day of the act is not recorded.",
    )


@pytest.mark.parametrize("days", [claim(START, START - DAY), claim(START, None, START - DAY)])
def test_days_that_cannot_all_be_right_are_told_apart_from_missing_ones(days: ClaimDays) -> None:
    found = answer(days, [part(OCCURRENCE)])
    assert found.outcome is Outcome.CANNOT_BE_TOLD
    assert "before the act of" in found.sentence


def test_an_act_before_the_continuity_date_is_a_question_not_a_refusal() -> None:
    insured = part(continuity_date=date(2022, 1, 1))
    asked = answer(claim(date(2021, 12, 31), START), [insured])
    assert asked.outcome is Outcome.ANSWERED
    assert "ask what the client knew" in asked.cautions[0]
    assert answer(claim(date(2022, 1, 1), START), [insured]).cautions == ()


def test_a_notice_before_the_claim_is_a_caution_on_claims_made_cover_only() -> None:
    days = claim(RETRO, START + DAY, START)
    assert "notice of circumstances" in answer(days, [part()]).cautions[0]
    assert answer(claim(START, START + 2 * DAY, START), [part(OCCURRENCE)]).cautions == ()


def test_a_part_that_may_answer_besides_is_said() -> None:
    second = part(number="P-2", retro_date=RETRO)
    found = answer(claim(None, START), [part(), second])
    assert found.part is not None
    assert found.part.number == "P-1"
    assert "Whether P-2 of Carrier A" in found.cautions[0]


days_around = st.dates(date(2019, 1, 1), date(2028, 12, 31))
maybe = st.none() | days_around
parts_of_any_kind = st.builds(
    part,
    trigger=st.sampled_from([OCCURRENCE, CLAIMS_MADE, CLAIMS_MADE_REPORTED]),
    retro_date=maybe,
    erp_ends_on=st.none() | st.dates(END + DAY, date(2028, 12, 31)),
    report_grace_days=st.integers(0, 120),
)


@given(parts_of_any_kind, days_around, days_around, days_around)
def test_with_every_day_known_nothing_is_undecided(
    insured: InsuredPart, occurred: date, made: date, reported: date
) -> None:
    assert read(claim(occurred, made, reported), insured).answers is not None


@given(parts_of_any_kind, maybe, maybe, maybe, days_around, days_around, days_around)
def test_learning_a_missing_day_decides_and_never_reverses(  # three days, twice
    insured: InsuredPart,
    occurred: date | None,
    made: date | None,
    reported: date | None,
    act: date,
    demand: date,
    report: date,
) -> None:
    act, demand, report = sorted([occurred or act, made or demand, reported or report])
    before = claim(occurred and act, made and demand, reported and report)
    known = read(before, insured).answers
    if known is not None:
        assert read(claim(act, demand, report), insured).answers is known


@given(parts_of_any_kind, maybe, maybe, maybe, st.integers(-4000, 4000))
def test_moving_every_day_together_changes_nothing(
    insured: InsuredPart, occurred: date | None, made: date | None, reported: date | None, by: int
) -> None:
    def moved(day: date | None) -> date | None:
        return day and day + by * DAY

    elsewhere = part(
        insured.trigger,
        starts_on=moved(insured.starts_on),
        ends_on=moved(insured.ends_on),
        retro_date=moved(insured.retro_date),
        erp_ends_on=moved(insured.erp_ends_on),
        report_grace_days=insured.report_grace_days,
    )
    here = read(claim(occurred, made, reported), insured).answers
    assert read(claim(moved(occurred), moved(made), moved(reported)), elsewhere).answers is here


@given(st.lists(parts_of_any_kind, max_size=4), maybe, maybe, maybe, st.randoms())
def test_the_order_of_the_policies_does_not_matter(
    parts: list[InsuredPart],
    occurred: date | None,
    made: date | None,
    reported: date | None,
    random: Any,
) -> None:
    days = claim(occurred, made, reported)
    numbered = [part(each.trigger, **_facts(each), number=f"P-{i}") for i, each in enumerate(parts)]
    shuffled = list(numbered)
    random.shuffle(shuffled)
    assert answer(days, shuffled) == answer(days, numbered)


def _facts(insured: InsuredPart) -> dict[str, Any]:
    names = ("retro_date", "erp_ends_on", "report_grace_days")
    return {name: getattr(insured, name) for name in names}
