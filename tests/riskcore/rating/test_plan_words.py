"""A plan in words leaves nothing out, and two versions are told apart by what they say."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from riskcore.rating.default_plans import second_plan
from riskcore.rating.plan_words import differences, parts_of, share, span
from tests.factories.rating import FROM, a_plan


def words() -> str:
    return " ".join(
        f"{entry.label} {entry.value}" for part in parts_of(a_plan()) for entry in part.entries
    )


def test_every_rate_item_and_limit_is_said() -> None:
    plan, told = a_plan(), words()
    for named in (*plan.classes, *plan.options, *plan.schedule.items, *plan.credits):
        assert named.label in told
    assert told.count("Claims-made year") == len(plan.claims_made)
    assert "$2,050" in told
    assert "Florida Administrative Code" in told


def test_no_two_entries_share_a_key() -> None:
    keys = [(part.key, entry.key) for part in parts_of(a_plan()) for entry in part.entries]
    assert len(keys) == len(set(keys))


def test_a_plan_does_not_differ_from_itself() -> None:
    assert differences(a_plan(), a_plan()) == ()


def test_the_second_edition_says_what_it_changes_and_no_more() -> None:
    found = differences(a_plan(), second_plan(line="LEL", carrier="carrier-a", effective_on=FROM))
    assert {each.label for each in found} == {
        "Title", "Full-time equivalent officers", "Jailers and detention officers",
        "Part-time and reserve officers", "Other police employees", "Each claim counts at most",
        "Loss trend a year", "Lowest modification", "Highest modification", "Accreditation in force",
        "Outreach, by letter", "Development factors from", "It may move in a year by",
    }  # fmt: skip


def test_what_is_added_or_dropped_is_shown_with_nothing_beside_it() -> None:
    plan = a_plan()
    fewer = replace(plan, options=plan.options[:1])
    [gone] = differences(plan, fewer)
    [come] = differences(fewer, plan)
    assert (gone.after, come.before) == ("", "")
    assert gone.label == come.label == "Police dogs on patrol"


def test_any_changed_value_is_a_difference() -> None:
    plan = a_plan()
    assert differences(plan, replace(plan, effective_on=date(2027, 1, 1)))
    assert differences(plan, replace(plan, credits_most=Decimal("0.2")))


def test_shares_are_written_as_short_as_they_are() -> None:
    assert share(Decimal("0.10")) == "10\N{NO-BREAK SPACE}%"
    assert share(Decimal(0)) == "0\N{NO-BREAK SPACE}%"
    assert span(Decimal("-0.05"), Decimal("0.05")).startswith("from −5")
