"""Which records are suggested as one event, why, and which never are."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accountability.links.matching import Kind, Record, compare, matches, normal_number
from accountability.links.plan import PLAN

DAY = date(2024, 3, 1)


def record(kind: Kind, pk: int = 1, **facts: Any) -> Record:
    return Record(kind=kind, id=pk, **{"occurred_on": DAY, **facts})


def keys(one: Record, other: Record, **given: Any) -> dict[str, int]:
    match = compare(one, other, **given)
    return {part.key: part.points for part in match.parts} if match else {}


def test_each_shared_thing_is_a_part_with_its_points_and_a_sentence() -> None:
    complaint = record(
        Kind.COMPLAINT,
        number="IA1",
        officers=frozenset({"o1", "o2"}),
        people=frozenset({"p"}),
        places=frozenset({"north"}),
        matters=frozenset({"force"}),
    )
    claim = replace(complaint, kind=Kind.CLAIM, number="L1", others=frozenset({"IA1"}))
    match = compare(claim, complaint)
    assert match is not None
    assert (match.first, match.second) == (complaint, claim)
    assert [(part.key, part.points) for part in match.parts] == [
        ("number", 60),
        ("person", 30),
        ("officer", 30),
        ("days", 35),
        ("matter", 12),
        ("place", 8),
    ]
    assert match.confidence == 100
    sentences = [part.sentence for part in match.parts]
    assert sentences[0] == "The claim names the number of the complaint."
    assert sentences[2] == "They share 2 officers, by token."
    assert sentences[3] == "They happened on the same day."
    assert all(sentence.endswith(".") for sentence in sentences)


def test_records_of_one_kind_are_never_one_event() -> None:
    assert compare(record(Kind.CLAIM, 1), record(Kind.CLAIM, 2)) is None


def test_what_shares_nothing_is_no_match() -> None:
    later = record(Kind.CLAIM, occurred_on=DAY + timedelta(days=31))
    assert compare(record(Kind.COMPLAINT), later) is None


def test_what_was_noticed_well_before_the_event_is_not_of_it() -> None:
    complaint = record(Kind.COMPLAINT, noticed_on=DAY - timedelta(days=1))
    number = {"number": "X", "others": frozenset({"X"})}
    for before, possible in ((3, True), (4, False)):
        early = replace(complaint, noticed_on=DAY - timedelta(days=before), number="X")
        assert (compare(early, record(Kind.CLAIM, **number)) is not None) is possible


def test_a_date_of_a_month_speaks_of_the_month_only() -> None:
    month = record(Kind.COMPLAINT, is_exact=False)
    assert keys(month, record(Kind.CLAIM, occurred_on=DAY + timedelta(days=20))) == {"days": 8}
    assert keys(month, record(Kind.CLAIM, occurred_on=DAY + timedelta(days=31))) == {}


def test_a_busy_day_says_less() -> None:
    one, other = record(Kind.COMPLAINT), record(Kind.CLAIM)
    assert keys(one, other, crowded=1) == {"days": 35}
    assert keys(one, other, crowded=3) == {"days": 11}
    assert keys(one, other, crowded=40) == {}
    match = compare(one, other, crowded=3)
    assert match is not None
    assert match.parts[0].sentence == "They happened on the same day, as 3 in all do."


@pytest.mark.parametrize(("days", "found"), [(0, True), (3, True), (4, False)])
def test_days_alone_bring_together_within_three(days: int, found: bool) -> None:
    force = {"matters": frozenset({"force"}), "places": frozenset({"north"})}
    complaint = record(Kind.COMPLAINT, **force)
    claim = record(Kind.CLAIM, occurred_on=DAY + timedelta(days=days), **force)
    assert bool(matches([complaint, claim])) is found


def test_an_officer_brings_together_within_a_month() -> None:
    shared = {
        "officers": frozenset({"o"}),
        "matters": frozenset({"force"}),
    }
    complaint = record(Kind.COMPLAINT, **shared)
    for days, found in ((30, 1), (31, 0)):
        claim = record(Kind.CLAIM, occurred_on=DAY + timedelta(days=days), **shared)
        assert len(matches([complaint, claim])) == found


def test_a_number_brings_together_whatever_the_days() -> None:
    complaint = record(Kind.COMPLAINT, number="IA7", occurred_on=None)
    claim = record(Kind.CLAIM, others=frozenset({"IA7"}), occurred_on=None)
    [match] = matches([claim, complaint])
    assert match.confidence == PLAN.number


def test_a_number_that_all_carry_tells_nobody_apart() -> None:
    many = [
        record(Kind.COMPLAINT, pk, others=frozenset({"UNKNOWN"}), occurred_on=None)
        for pk in range(PLAN.most_sharing)
    ]
    claim = record(Kind.CLAIM, others=frozenset({"UNKNOWN"}), occurred_on=None)
    assert matches([*many, claim]) == []
    assert len(matches([*many[1:], claim])) == PLAN.most_sharing - 1


def test_the_most_confident_comes_first() -> None:
    shared = {"matters": frozenset({"force"})}
    complaint = record(Kind.COMPLAINT, **shared)
    near = record(Kind.CLAIM, 1, occurred_on=DAY + timedelta(days=1), **shared)
    named = record(Kind.CLAIM, 2, others=frozenset({"IA"}), occurred_on=None)
    found = matches([near, named, replace(complaint, number="IA")])
    assert [match.second.id for match in found] == [2, 1]


def test_numbers_are_compared_without_their_ornament() -> None:
    assert normal_number("ia-24/0017 ") == normal_number("IA 24 0017")
    assert normal_number("000") == ""


RECORDS = st.lists(
    st.builds(
        record,
        st.sampled_from(Kind),
        st.integers(0, 10_000),
        number=st.sampled_from(["", "A", "B"]),
        others=st.frozensets(st.sampled_from(["A", "B"])),
        occurred_on=st.none() | st.dates(DAY, DAY + timedelta(days=20)),
        officers=st.frozensets(st.sampled_from(["o1", "o2"])),
        matters=st.frozensets(st.sampled_from(["force", "arrest"])),
    ),
    max_size=12,
    unique_by=lambda one: (one.kind, one.id),
)


@given(records=RECORDS, seed=st.randoms(use_true_random=False))
def test_the_order_of_the_records_does_not_matter(records: list[Record], seed: Any) -> None:
    mixed = [*records]
    seed.shuffle(mixed)
    assert matches(records) == matches(mixed)


@given(records=RECORDS)
def test_every_pair_at_the_floor_is_found_once(records: list[Record]) -> None:
    found = matches(records)
    pairs = [(match.first, match.second) for match in found]
    assert len(pairs) == len(set(pairs))
    assert all(PLAN.floor <= match.confidence <= 100 for match in found)
    assert all(match.first.kind != match.second.kind for match in found)
