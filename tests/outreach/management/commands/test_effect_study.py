"""``manage.py effect_study`` prints its table, the same for the same seed."""

import io
import json

import pytest
from django.core.management import CommandError, call_command


def said(*words: str) -> str:
    out = io.StringIO()
    call_command("effect_study", *words, stdout=out)
    return out.getvalue()


def test_the_table_has_a_row_for_each_setting_and_the_seed_decides() -> None:
    table, facts = said("--runs", "1"), json.loads(said("--runs", "1", "--json"))
    assert len(table.splitlines()) == len(facts) + 2 == 9
    assert {row["true_change"] for row in facts} == {0.0, -0.2}
    assert said("--runs", "1", "--json") == json.dumps(facts) + "\n"
    assert json.loads(said("--runs", "1", "--seed", "9", "--json")) != facts


def test_runs_and_seeds_that_make_no_study_are_refused() -> None:
    for words in (("--runs", "0"), ("--seed", "-1")):
        with pytest.raises(CommandError, match="1 to 10,000 runs"):
            said(*words)
