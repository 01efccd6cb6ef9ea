"""A plan with problems is refused with all of them at once."""

import json
from typing import Any

import pytest

from riskcore.errors import InvalidInput
from riskcore.rating.plan import DevelopmentSource
from riskcore.rating.plan_form import canonical
from riskcore.rating.plan_reader import plan_of, read_plan
from tests.factories.rating import a_plan


def body() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(canonical(a_plan()))
    return found


def places(content: dict[str, Any]) -> list[str]:
    with pytest.raises(InvalidInput) as refused:
        plan_of(content)
    assert refused.value.code == "plan.problems"
    for problem in refused.value.facts["problems"]:
        assert problem["sentence"] in refused.value.message
    return [problem["place"] for problem in refused.value.facts["problems"]]


def test_every_problem_is_named_at_once() -> None:
    content = body()
    del content["title"]
    content["colour"] = "red"
    content["minimum_premium"] = "lots"
    content["classes"][1]["rate"] = -1
    content["experience"]["order"] = "sideways"
    content["experience"]["limits"]["lowest"] = 0
    content["effective_on"] = "soon"
    assert sorted(places(content)) == [
        "classes[2].rate",
        "colour",
        "effective_on",
        "experience.limits.lowest",
        "experience.order",
        "minimum_premium",
        "title",
    ]


def test_an_empty_table_lacks_every_part() -> None:
    assert len(places({})) > 20


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (("line",), "GL", "line"),
        (("state",), "Texas", "state"),
        (("classes",), [], "classes"),
        (("classes", 0, "base"), "horses", "classes[1].base"),
        (("classes", 0, "key"), "jailers", "classes"),
        (("options", 0, "classes"), ["ghosts"], "options.moonlighting"),
        (("limits", 0, "factor"), "1.5", "limits"),
        (("retentions", 0, "factor"), "0.5", "retentions"),
        (("basic_limit",), "123", "limits"),
        (("claims_made", 0, "year"), 9, "claims_made"),
        (("claims_made", 0, "year"), 1.5, "claims_made[1].year"),
        (("development", "maturities", 0, "age"), 30, "development.maturities"),
        (("development", "expected"), "plan", "development.pure_premium"),
        (("credibility", "source"), "fixed", "credibility.k"),
        (("schedule", "low"), "0.1", "schedule.low"),
        (("schedule", "items", 0, "low"), "-0.9", "schedule.items[1].low"),
        (("schedule", "items", 0, "key"), "policies", "schedule"),
        (("credits_most",), "0.9", "credits_most"),
        (("experience", "base"), "dogs", "experience.base"),
        (("experience", "years"), 1, "experience.years"),
        (("rounding",), "guess", "rounding"),
        (("format",), "other", "format"),
        (("experience",), 7, "experience"),
    ],
)
def test_each_of_these_is_a_problem_at_its_place(
    path: tuple[Any, ...], value: Any, place: str
) -> None:
    content = body()
    at = content
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    assert place in places(content)


def test_a_plan_in_toml_is_the_plan_in_json() -> None:
    lines = []
    for key, value in body().items():
        if not isinstance(value, dict | list):
            lines.append(f"{key} = {json.dumps(value)}")
    for key, value in body().items():
        if isinstance(value, list):
            lines += [f"{key} = {_inline(value)}"]
    for key, value in body().items():
        if isinstance(value, dict):
            lines += [f"{key} = {_inline(value)}"]
    assert read_plan("\n".join(lines).encode(), name="plan.toml") == a_plan()


def _inline(value: Any) -> str:
    """A value as TOML on one line; what is null is left out."""
    if isinstance(value, dict):
        inner = ", ".join(f"{k} = {_inline(v)}" for k, v in value.items() if v is not None)
        return f"{{{inner}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_inline, value))}]"
    return json.dumps(value)


def test_a_plan_may_develop_by_the_book_and_limit_the_swing_in_a_year() -> None:
    content = body()
    content["development"]["source"] = "book"
    content["experience"]["limits"]["yearly"] = "0.1"
    plan = read_plan(json.dumps(content).encode())
    assert plan.development.source is DevelopmentSource.BOOK
    assert plan.experience.limits.yearly == 0.1
    content["experience"]["limits"]["yearly"] = "1.5"
    assert places(content) == ["experience.limits.yearly"]
