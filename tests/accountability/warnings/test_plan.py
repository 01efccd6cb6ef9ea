"""Versions of rules as plain values: they survive being written down, and are checked when read."""

import json

import pytest

from accountability.warnings.plan import COMPARISON, DEFAULT_RULES, read, written
from accountability.warnings.rules import Kind
from riskcore.errors import InvalidInput

FIRST = written(DEFAULT_RULES)[0]


def test_the_default_rules_survive_being_written_down() -> None:
    assert read(json.loads(json.dumps(written(DEFAULT_RULES)))) == DEFAULT_RULES


def test_the_comparison_cannot_be_read_back_as_a_rule_in_force() -> None:
    with pytest.raises(InvalidInput, match="all recorded complaints"):
        read(written([COMPARISON]))


def test_every_default_rule_says_where_its_threshold_comes_from() -> None:
    assert all(rule.why.endswith(".") for rule in DEFAULT_RULES)


def test_peers_are_off_until_a_department_turns_them_on_and_need_a_group() -> None:
    peers = next(rule for rule in DEFAULT_RULES if rule.kind is Kind.PEERS)
    assert not peers.on
    assert peers.smallest_group >= 15


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ([], "warnings.rules"),
        ([FIRST, FIRST], "warnings.rules"),
        ([{**FIRST, "race": "any"}], "warnings.field"),
        ([{**FIRST, "sources": ["sex"]}], "warnings.source"),
        ([{**FIRST, "kind": "model"}], "warnings.rule_malformed"),
        ([{**FIRST, "months": "soon"}], "warnings.rule_malformed"),
        (
            [{key: value for key, value in FIRST.items() if key != "warning"}],
            "warnings.rule_malformed",
        ),
        ([{**FIRST, "warning": float("nan")}], "warnings.thresholds"),
    ],
)
def test_a_version_that_cannot_be_meant_is_refused(
    values: list[dict[str, object]], code: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        read(values)
    assert refused.value.code == code
