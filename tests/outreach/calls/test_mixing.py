from datetime import date

import pytest

from outreach.calls.mixing import CallRow, mix

KINDS = {"THEFT": "crime", "STOP": "traffic", "LOCKOUT": "help", "WELFARE": "welfare"}


def rows(*, months: int = 6, minutes: bool = True, **counts: int) -> list[CallRow]:
    return [
        CallRow(
            month=date(2026, 1 + number, 1),
            call_type=name,
            calls=count,
            minutes=float(count * 10) if minutes else None,
        )
        for number in range(months)
        for name, count in counts.items()
    ]


def test_service_is_help_and_welfare_and_the_claim_adds_traffic() -> None:
    found = mix(rows(THEFT=50, STOP=15, LOCKOUT=20, WELFARE=15), KINDS)
    assert found.basis == "minutes"
    assert found.service is not None
    assert found.with_traffic is not None
    assert found.service.value == pytest.approx(0.35)
    assert found.with_traffic.value == pytest.approx(0.50)
    assert {each.kind: round(each.share, 2) for each in found.by_kind} == {
        "crime": 0.5, "help": 0.2, "traffic": 0.15, "welfare": 0.15,
    }  # fmt: skip
    assert sum(each.share for each in found.by_kind) == pytest.approx(1)


def test_one_row_without_minutes_makes_it_a_share_of_calls() -> None:
    mixed = [*rows(THEFT=50), *rows(LOCKOUT=50, minutes=False)]
    found = mix(mixed, KINDS)
    assert found.basis == "calls"
    assert found.service is not None
    assert found.service.value == pytest.approx(0.5)


def test_what_is_not_placed_is_left_out_and_too_much_of_it_leaves_no_share() -> None:
    some = mix(rows(THEFT=45, LOCKOUT=45, MISC=10), KINDS)
    assert some.service is not None
    assert (some.service.value, some.mapped) == (pytest.approx(0.5), pytest.approx(0.9))
    much = mix(rows(THEFT=40, LOCKOUT=35, MISC=25), KINDS)
    assert much.service is None
    assert (
        much.why
        == "only 75\N{NO-BREAK SPACE}% of the calls have a type that the department has placed"
    )


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (mix([], KINDS), "no calls by type"),
        (mix(rows(THEFT=0), KINDS), "no calls by type"),
        (mix(rows(THEFT=5), {}), "has not said yet"),
        (mix(rows(THEFT=5, months=5), KINDS), "calls of 5 months"),
    ],
)
def test_without_a_share_it_says_why(found: object, why: str) -> None:
    assert why in found.why  # type: ignore[attr-defined]
    assert found.service is None  # type: ignore[attr-defined]
