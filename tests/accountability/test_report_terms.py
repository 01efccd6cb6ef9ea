"""Words are explained once, and with a sentence."""

from accountability.report_terms import TERMS


def test_each_word_is_explained_once_in_a_sentence() -> None:
    assert len({term.term for term in TERMS}) == len(TERMS)
    assert all(term.meaning.endswith(".") for term in TERMS)
