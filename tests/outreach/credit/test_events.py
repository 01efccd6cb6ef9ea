from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from outreach.credit.events import Trace, same_events

DAY = date(2026, 5, 1)


def trace(key: str, **known: object) -> Trace:
    return Trace(**{"key": key, "kind": "Coffee", "day": DAY, "place": ""} | known)  # type: ignore[arg-type]


def test_the_same_file_the_same_place_and_a_named_copy_are_one_event() -> None:
    found = same_events(
        [
            trace("a", files=frozenset({"f1"})),
            trace("b", files=frozenset({"f1", "f2"}), kind="Fair"),
            trace("c", place="Library", kind="Open house"),
            trace("d", place=" library ", kind="open  House"),
            trace("e", copy_of="d"),
            trace("f"),
        ]
    )
    assert found == {"a": "a", "b": "a", "c": "c", "d": "c", "e": "c", "f": "f"}


def test_what_hangs_together_by_a_third_is_one() -> None:
    found = same_events(
        [
            trace("a", files=frozenset({"f1"})),
            trace("b", files=frozenset({"f2"})),
            trace("c", files=frozenset({"f1", "f2"})),
        ]
    )
    assert set(found.values()) == {"a"}


def test_without_a_place_the_day_and_kind_tell_nothing() -> None:
    assert same_events([trace("a"), trace("b")]) == {"a": "a", "b": "b"}


def test_another_day_or_kind_at_the_place_is_another_event() -> None:
    found = same_events(
        [
            trace("a", place="Park"),
            trace("b", place="Park", day=date(2026, 5, 2)),
            trace("c", place="Park", kind="Fair"),
        ]
    )
    assert len(set(found.values())) == 3


@given(st.permutations(["a", "b", "c", "d"]))
def test_the_order_does_not_matter(order: list[str]) -> None:
    known = {
        "a": trace("a", files=frozenset({"f"})),
        "b": trace("b", copy_of="c"),
        "c": trace("c", files=frozenset({"f"})),
        "d": trace("d"),
    }
    assert same_events([known[key] for key in order]) == {"a": "a", "b": "a", "c": "a", "d": "d"}
