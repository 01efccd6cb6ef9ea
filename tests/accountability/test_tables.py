"""Tables that may be shown to anyone."""

from accountability.tables import band, category_table, force_table, stage_table, year_table


def test_categories_stand_in_the_order_of_the_code_list() -> None:
    table = category_table(
        {"DISCOURT": {"SUS": 20, "NSU": 30}, "UOF_EXC": {"": 15, "SUS": 12}, "LOCAL": {"EXO": 40}}
    )
    assert [row["label"] for row in table["rows"]] == ["Excessive force", "Discourtesy", "LOCAL"]
    assert table["total"] == 117


def test_categories_of_few_stand_in_one_row_that_keeps_the_total() -> None:
    table = category_table(
        {"UOF_EXC": {"SUS": 20, "NSU": 30}, "STOP": {"NSU": 6}, "DISCOURT": {"NSU": 7}}
    )
    assert [(row["label"], row["total"]) for row in table["rows"]] == [
        ("Excessive force", 50),
        ("Other categories", 13),
    ]
    assert table["total"] == 63


def test_closures_without_merits_stand_together() -> None:
    table = category_table({"STOP": {"WDN": 11, "MED": 12, "POLICY": 13, "PND": 20, "UNK": 30}})
    row = table["rows"][0]
    assert dict(zip(table["columns"], row["counts"], strict=True))["Sustained"] in {
        "few",
        "withheld",
    }
    assert row["total"] == 86


def test_small_counts_are_words() -> None:
    table = year_table({"2024": 3, "2025": 40}, ("2023", "2024", "2025"))
    assert [row["label"] for row in table["rows"]] == ["2024", "2025"]
    assert table["rows"][0]["counts"] == ["few"]
    assert table["rows"][1]["counts"] == ["withheld"]
    assert not table["whole"]


def test_nothing_makes_no_table() -> None:
    assert force_table({})["rows"] == []


def test_stages_tell_sustained_from_other_findings() -> None:
    table = stage_table({"final": {"SUS": 20, "NSU": 30, "WDN": 40}}, {"final": "Final"})
    assert table["rows"] == [{"label": "Final", "counts": [20, 30, 40], "total": 90}]


def test_bands_have_no_gap() -> None:
    assert [band(count) for count in (0, 9, 10, 49, 50, 199, 200)] == [
        "fewer than 10",
        "fewer than 10",
        "10 to 49",
        "10 to 49",
        "50 to 199",
        "50 to 199",
        "200 and more",
    ]
