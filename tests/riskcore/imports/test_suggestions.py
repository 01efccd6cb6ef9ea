"""Headers suggest a mapping; only certainty commits."""

from riskcore.imports.suggestions import suggest, suggest_from
from tests.riskcore.imports.conftest import TOY, Send, rules


def test_synonyms_spelling_and_part_of_a_name_differ_in_confidence() -> None:
    found = suggest(["Claim_Number", "Date", "Net total paid to us"], TOY)
    assert found.confidence == {"number": 0.9, "day": 1.0, "paid": 0.5}
    assert found.missing == ()
    assert found.mapping is not None
    assert found.mapping.columns == {"number": ("Claim_Number",), "day": ("Date",)}
    assert found.unused == ("Net total paid to us",)


def test_a_required_field_two_headers_could_fill_commits_nothing(send: Send) -> None:
    found = suggest(["Number", "Claim number", "Paid"], TOY)
    assert found.several == {"number": ("Number", "Claim number")}
    assert found.missing == ("number",)
    outcome = send("Number,Claim number,Paid\nA,B,1\n", commit=True)
    assert outcome.status == "held"
    assert rules(outcome)[0][2] == "mapping.incomplete"
    assert "could be any of 'Number', 'Claim number'" in outcome.reason


def test_a_header_that_stands_twice_is_not_chosen() -> None:
    assert suggest(["Number", "Number (2)"], TOY).missing == ("number",)


def test_headers_like_no_field_suggest_nothing() -> None:
    found = suggest(["x", "y"], TOY)
    assert (found.mapping, found.missing) == (None, ("number",))
    assert found.problems(TOY)


def test_the_header_is_found_below_title_lines() -> None:
    records = [(1, ["Loss run", ""]), (3, ["Number", "Paid"]), (4, ["A1", "5"])]
    found = suggest_from(records, TOY)
    assert found.mapping is not None
    assert found.mapping.reading.header_row == 3


def test_an_optional_field_in_doubt_is_left_out_with_a_note(send: Send) -> None:
    outcome = send("Number,Day,Date\nA1,2024-01-01,2024-01-02\n", commit=True)
    assert outcome.status == "committed"
    assert any("day was left out" in note for note in outcome.notes)
