"""Which rule keeps a record, until when, and that a hold or an open allegation keeps it longer."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accountability.retention.plan import (
    RecordGiven,
    RuleGiven,
    disposition_of,
    due,
    months_after,
    rule_for,
)


def rule(key: str, **given: object) -> RuleGiven:
    whole = {
        "version": 1,
        "category": "",
        "disposition": "any",
        "keep_months": 12,
        "remedy": "purge",
    }
    return RuleGiven(key=key, **{**whole, **given})  # type: ignore[arg-type]


def record(**given: object) -> RecordGiven:
    whole = {
        "id": 1,
        "categories": ("DISCOURT",),
        "dispositions": ("cleared",),
        "starts_on": date(2024, 1, 31),
        "held": False,
        "sealed": False,
    }
    return RecordGiven(**{**whole, **given})  # type: ignore[arg-type]


GENERAL = rule("general", keep_months=60)
CLEARED = rule("cleared", disposition="cleared", keep_months=12)
RUDE = rule("rude", category="DISCOURT", keep_months=24, remedy="seal")


@pytest.mark.parametrize(
    ("rules", "key"),
    [
        ([GENERAL], "general"),
        ([GENERAL, CLEARED], "cleared"),
        ([GENERAL, CLEARED, RUDE], "rude"),
        ([], None),
        ([rule("other", category="STOP")], None),
    ],
)
def test_the_narrower_rule_goes_first(rules: list[RuleGiven], key: str | None) -> None:
    found = rule_for(record(), rules)
    assert (found.key if found else None) == key


def test_a_complaint_is_kept_as_long_as_its_longest_kept_allegation() -> None:
    two = record(categories=("DISCOURT", "STOP"), dispositions=("cleared", "sustained"))
    found = rule_for(two, [GENERAL, CLEARED])
    assert found is not None
    assert found.key == "general"


def test_an_open_allegation_keeps_the_whole_record() -> None:
    two = record(categories=("DISCOURT", "STOP"), dispositions=("cleared", "open"))
    assert due([two], [GENERAL, CLEARED], as_of=date(2090, 1, 1)) == []


def test_a_record_is_due_on_the_day_and_not_before() -> None:
    assert due([record()], [CLEARED], as_of=date(2025, 1, 30)) == []
    [found] = due([record()], [CLEARED], as_of=date(2025, 1, 31))
    assert (found.rule, found.remedy, found.held) == ("cleared", "purge", False)


def test_a_hold_is_shown_and_a_sealed_record_not_sealed_again() -> None:
    [found] = due([record(held=True)], [CLEARED], as_of=date(2026, 1, 1))
    assert found.held
    assert due([record(sealed=True)], [RUDE], as_of=date(2090, 1, 1)) == []
    assert due([record(starts_on=None)], [CLEARED], as_of=date(2090, 1, 1)) == []


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    st.integers(0, 600),
    st.integers(0, 600),
)
def test_more_months_never_end_earlier(day: date, one: int, more: int) -> None:
    assert months_after(day, one) <= months_after(day, one + more)
    assert months_after(day, 0) == day
    assert months_after(day, one).day <= day.day


@pytest.mark.parametrize(
    ("code", "name"),
    [("SUS_OTHER", "sustained"), ("EXO", "cleared"), ("NSU", "not_sustained"), ("PND", "open")],
)
def test_a_finding_has_a_class(code: str, name: str) -> None:
    assert disposition_of(code) == name
