"""Forms give the domain what was written, no more and no less."""

from datetime import date
from decimal import Decimal

from frontend.underwriting_forms import Decide, Grant, OneLine, TermsForm
from riskcore.policies import LimitBasis
from tests.factories.underwriting import line_terms


def test_a_line_reads_back_as_it_was_shown() -> None:
    terms = line_terms(schedule_percent=Decimal(-5), worksheet="w1")
    shown = TermsForm(None, current=[terms])
    line, _, form = shown.lines[0]
    assert (line, shown.open) == ("LEL", {"LEL"})
    sent = {f"LEL-{name}": value for name, value in form.initial.items() if value is not None}
    read = OneLine(sent, prefix="LEL")
    assert read.is_valid(), read.errors
    assert read.terms("LEL") == terms


def test_every_basis_of_a_limit_has_its_field() -> None:
    assert set(LimitBasis.values) <= set(OneLine().fields)


def test_lines_that_are_not_offered_are_left_out() -> None:
    sent = {f"{line}-trigger": "occurrence" for line in ("LEL", "POL", "EPL", "ELL")}
    form = TermsForm(sent | {"POL-offered": "on", "version": "1"}, current=[])
    assert form.is_valid()
    assert [terms.line for terms in form.terms()] == ["POL"]


def test_a_decision_is_one_of_the_reviews_own() -> None:
    form = Decide({"outcome": "offer"}, outcomes=[("renew", "renew")])
    assert "outcome" in form.errors


def test_a_grant_is_for_a_person_or_a_role() -> None:
    more = {
        "carriers": [("a", "A")],
        "people": [("person:uma", "Uma"), ("role:underwriter", "all")],
    }
    sent = {"carrier": "a", "max_limit": "5", "starts_on": "2026-01-01", "approves": ["all"]}
    person = Grant(sent | {"holder": "person:uma"}, **more)
    assert person.is_valid(), person.errors
    asked = person.asked()
    assert (asked.username, asked.role, asked.approves) == ("uma", "", ("all",))
    assert (asked.max_limit, asked.starts_on) == (Decimal(5), date(2026, 1, 1))
    role = Grant(sent | {"holder": "role:underwriter"}, **more)
    assert role.is_valid()
    assert (role.asked().username, role.asked().role) == ("", "underwriter")
