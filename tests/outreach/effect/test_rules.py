"""Every minimum is kept, refused with its own words, and told when it could be met."""

import numpy as np
import pytest

from outreach.effect.assess import Assessment, Outcome, Verdict, assess
from outreach.effect.panel import Panel
from outreach.effect.rules import Rule, Shortfall, of_one, screen
from outreach.effect.words import earliest, not_enough
from tests.outreach.effect.panels import flat

TEN = {f"s{at}": 30 for at in range(10)}


def one(panel: Panel, unit: str = "s0") -> Outcome:
    return next(each for each in assess(panel).units if each.unit == unit)


def short(found: Outcome | Assessment) -> Shortfall:
    (only,) = found.shortfalls
    assert found.verdict is Verdict.NOT_ENOUGH
    assert found.index is None
    return only


def test_with_all_of_it_there_is_an_answer() -> None:
    found = assess(flat(starts=TEN))
    assert found.shortfalls == ()
    assert found.verdict is Verdict.NO_CLEAR_CHANGE
    assert all(not each.shortfalls for each in found.units)


def test_twenty_four_months_before_the_start() -> None:
    found = short(one(flat(starts={"s0": 23})))
    assert (found.rule, found.had, found.needed) == (Rule.BEFORE, 23, 24)
    assert not_enough((found,)) == (
        "We cannot say yet: 23 months before the start are on record, and 24 are needed. Earliest "
        "possible answer: not by waiting, but once the months from Dec\u00a02020 on are on record."
    )
    assert not one(flat(starts={"s0": 24})).shortfalls


def test_six_full_months_after_the_start() -> None:
    found = short(one(flat(months=40, starts={"s0": 35})))
    assert (found.rule, found.had) == (Rule.AFTER, 5)
    assert earliest((found,)) == "2024-06"
    answered = one(flat(months=41, starts={"s0": 35}))
    assert (answered.months, answered.shortfalls) == (6, ())
    assert one(flat(months=60, starts={"s0": 35})).months == 12


def test_ten_complaints_expected_of_one_department() -> None:
    few = flat(others=40, count=1, starts={"s0": 30}, months=38)
    found = short(one(few))
    assert (found.rule, found.had) == (Rule.EXPECTED_ONE, pytest.approx(8.0))
    assert earliest((found,)) == "2024-05"  # ten months after the start, at one a month
    assert not one(flat(others=40, count=1, starts={"s0": 30}, months=40)).shortfalls
    (never,) = of_one(few, few.units.index("s0"), mean=3.0, months=6)
    assert never.earliest is None
    assert "as part of a group" in not_enough((never,))


def test_thirty_complaints_expected_of_a_group() -> None:
    sizes = {(name, month): 2.0 for name in TEN for month in range(48)}
    own = {name: [0] * 20 + [1] + [0] * 27 for name in TEN}
    found = short(assess(flat(others=80, starts=TEN, own=own, sizes=sizes)))
    assert found.rule is Rule.EXPECTED_GROUP
    assert found.had < 30
    assert found.earliest is None
    soon = assess(flat(others=40, count=1, starts=dict.fromkeys(TEN, 33), months=39))
    assert soon.shortfalls == ()


def test_ten_departments_for_a_statement_about_a_group() -> None:
    nine = {f"s{at}": 30 for at in range(9)}
    found = short(assess(flat(starts=nine)))
    assert (found.rule, found.had, found.earliest) == (Rule.DEPARTMENTS, 9, None)
    late = short(assess(flat(starts={**nine, "late": 46})))
    assert earliest((late,)) == "2025-05"


def test_ten_departments_to_compare_with_in_every_month() -> None:
    found = short(one(flat(others=9, starts={"s0": 30}, count=9)))
    assert (found.rule, found.had, found.month) == (Rule.REFERENCE_DEPARTMENTS, 9, "2023-07")
    assert not one(flat(others=10, starts={"s0": 30}, count=9)).shortfalls


def test_twenty_complaints_to_compare_with_in_every_month() -> None:
    found = short(one(flat(others=19, starts={"s0": 30}, count=1)))
    assert (found.rule, found.had) == (Rule.REFERENCE_COMPLAINTS, 19)
    assert not one(flat(others=20, starts={"s0": 30}, count=1)).shortfalls


def test_months_without_enough_to_compare_with_are_left_out_while_six_remain() -> None:
    quiet = {f"o{at:02d}": [4] * 35 + [0] + [4] * 12 for at in range(12)}
    panel = flat(starts={"s0": 30}, own=quiet)
    assert one(panel).months == 11
    assert one(panel).observed == 44


def test_its_size_must_be_known_and_must_not_jump_by_more_than_half() -> None:
    sizes = {("s0", month): 151.0 for month in range(20, 48)}
    found = short(one(flat(starts={"s0": 30}, sizes=sizes)))
    assert (found.rule, found.month) == (Rule.EXPOSURE_JUMP, "2022-09")
    calm = dict.fromkeys(sizes, 150.0)
    assert not one(flat(starts={"s0": 30}, sizes=calm)).shortfalls
    unknown = short(one(flat(starts={"s0": 30}, sizes={("s0", 31): 0.0})))
    assert (unknown.rule, unknown.month) == (Rule.EXPOSURE_UNKNOWN, "2023-08")
    later = one(flat(starts={"s0": 30}, months=50, sizes={("s0", 42): 900.0}))
    assert not later.shortfalls  # beyond the twelve months that are used


def test_no_month_may_be_missing_and_nothing_may_have_changed() -> None:
    found = short(one(flat(starts={"s0": 30}, leave_out=[("s0", 12)])))
    assert (found.rule, found.month) == (Rule.UNREPORTED, "2022-01")
    panel = flat(starts={"s0": 30})
    changed = np.zeros(panel.counts.shape, bool)
    changed[panel.units.index("s0"), 33] = True
    (only,) = screen(panel, changed=changed).shortfalls[panel.units.index("s0")]
    assert (only.rule, only.month) == (Rule.CHANGED, "2023-10")


def test_who_has_a_broken_record_is_no_reference_either_and_is_named() -> None:
    found = assess(flat(others=13, starts=TEN, leave_out=[("o03", 7), ("o03", 9)]))
    assert found.compared == 12 + 10
    (left_out,) = found.left_out
    assert (left_out.unit, left_out.rows) == ("o03", 46)
    assert left_out.shortfalls[0].month == "2021-08"


def test_who_joined_late_is_compared_from_then_on() -> None:
    joined = [("o00", month) for month in range(30)]
    found = assess(flat(starts=TEN, leave_out=joined))
    assert found.left_out == ()
    assert found.verdict is Verdict.NO_CLEAR_CHANGE


def test_who_shares_no_months_is_told_so() -> None:
    apart = [(f"o{at:02d}", month) for at in range(12) for month in range(24)]
    apart += [("s0", month) for month in range(24, 48)]
    found = assess(flat(starts={}, own={"s0": [4] * 48}, leave_out=apart))
    assert [each.unit for each in found.left_out] == ["s0"]
    assert found.left_out[0].shortfalls[0].rule is Rule.UNCONNECTED


def test_months_of_one_department_alone_are_no_reference() -> None:
    """One that reported years before all others brings its later months in, and not those years."""
    alone = [(f"o{at:02d}", month) for at in range(1, 12) for month in range(6)]
    panel = flat(others=12, leave_out=alone, months=60)
    cells = screen(panel).cells
    assert cells[:, :6].sum() == 0
    assert cells[panel.units.index("o00"), 6:].all()
