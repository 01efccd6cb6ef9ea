"""What must be said beside a comparison is said, with where it comes from."""

from accountability.measures.cautions import CAUTIONS, WARNINGS


def test_every_caution_has_words_and_a_source() -> None:
    assert len({caution.key for caution in CAUTIONS}) == len(CAUTIONS) >= 4
    for caution in CAUTIONS:
        assert caution.text.endswith(".")
        assert caution.source


def test_nobody_is_told_to_rank() -> None:
    assert any("Do not rank" in words for words in WARNINGS)
