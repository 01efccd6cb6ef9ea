"""The JSON document and the lines say the same, and nothing in them is beyond JSON."""

import json

from outreach.effect.assess import assess
from outreach.effect.reading import read_panel
from outreach.effect.told import effect_facts, effect_words
from outreach.effect.words import banned_in
from outreach.languages import Language
from tests.outreach.effect.panels import drawn, file_of, flat


def test_facts_carry_the_index_each_unit_and_what_was_refused() -> None:
    read = read_panel(file_of(drawn(seed=2, units=150, begun=50, change=0.7)))
    facts = effect_facts(assess(read.panel), read)
    low, high = facts["interval"]
    assert low < facts["index"] < high < 1
    assert facts["verdict"] == "fewer than expected"
    assert facts["placebo_share"] == round(facts["placebo"]["as_low"] / facts["placebo"]["of"], 6)
    assert len(facts["units"]) == facts["judged"] == 50
    assert sum(one["observed"] for one in facts["units"]) == facts["observed"]
    assert (facts["rows"], facts["rows_refused"], facts["refused"]) == (9_000, 0, [])
    assert json.loads(json.dumps(facts, allow_nan=False)) == facts


def test_the_lines_tell_it_and_use_no_banned_word() -> None:
    starts = {f"s{at}": 30 for at in range(10)}
    read = read_panel(file_of(flat(starts=starts, leave_out=[("o03", 5), ("s3", 8)])))
    found = assess(read.panel)
    said, facts = effect_words(found, read), effect_facts(found, read)
    assert facts["rows_refused"] == 94
    assert [one["unit"] for one in facts["refused"]] == ["o03", "s3"]
    assert facts["verdict"] == "not enough data"
    assert facts["index"] is facts["interval"] is facts["placebo_share"] is None
    unknown = next(one for one in facts["units"] if one["unit"] == "s3")
    assert unknown["reason"] == "nothing is reported for Sep\u00a02021"
    assert (
        "o03 is left out, with 47 rows. We cannot say yet: nothing is reported for Jun\u00a02021."
        in said
    )
    assert "s0: 48 received, 48.0 expected, no clear change." in said
    assert said.endswith("It is an association, not a proof.")
    assert not banned_in(said + json.dumps(facts), Language.ENGLISH)
