"""What rows say besides complaints: discipline by allegation and stage, complainants by complaint."""

from datetime import date

from accountability.deliveries.outcomes import complainants, disciplines
from tests.factories.accountability import complaint_table

ROW = {"number": "C1", "allegation": "Rude", "officer": "7"}


def test_discipline_is_one_for_each_allegation_and_stage_the_first_row_counts() -> None:
    table = complaint_table(
        [
            {**ROW, "discipline": "5 day suspension", "disciplined_on": date(2025, 1, 5)},
            {**ROW, "discipline": "Reprimand"},
            {**ROW, "discipline": "2 days off", "discipline_stage": "served"},
            {**ROW, "number": "C2"},
        ]
    )
    found = [(key[0], stage, said.code, said.days) for key, stage, said in disciplines(table)]
    assert found == [("C1", "imposed", "D50", 5), ("C1", "served", "D50", 2)]


def test_the_code_of_the_mapping_wins_and_the_days_may_stand_apart() -> None:
    own = {**ROW, "discipline": "Step 4", "discipline_code": "D50", "discipline_days": 3}
    [(_, _, said)] = disciplines(complaint_table([own]))
    assert (said.code, said.days, said.as_recorded) == ("D50", 3, "Step 4")
    general = {**ROW, "discipline": "3 day suspension", "discipline_code": "GENERAL"}
    [(_, _, said)] = disciplines(complaint_table([general]))
    assert (said.code, said.days) == ("D50", 3)


def test_every_complainant_is_kept_once() -> None:
    rows = [{**ROW, "complainant": who} for who in ("a", "b", "a", None)]
    assert complainants(complaint_table(rows)) == {"C1": ["a", "b"]}
