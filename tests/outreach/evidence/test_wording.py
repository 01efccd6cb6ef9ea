from outreach.evidence.reviews import HIGHEST_LEVEL
from outreach.evidence.wording import LEVELS, RETURN_REASONS, write_reason


def test_every_level_that_may_be_given_is_explained() -> None:
    assert [level.number for level in LEVELS] == list(range(1, HIGHEST_LEVEL + 1))


def test_a_reason_reads_chosen_sentences_first_then_own_words() -> None:
    written = write_reason(keys=["unreadable", "no_date"], own_words="  Page 2 only. ")
    assert written == (f"{RETURN_REASONS['no_date']} {RETURN_REASONS['unreadable']} Page 2 only.")


def test_no_choice_and_no_words_are_no_reason() -> None:
    assert write_reason(keys=["made_up"], own_words="  ") == ""
