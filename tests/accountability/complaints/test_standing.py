"""Whether a file that comes again says anything new beside what stands."""

from dataclasses import dataclass
from datetime import date

import pytest

from accountability.complaints.standing import is_news, standing

MAY, JUNE = date(2025, 5, 1), date(2025, 6, 1)


@dataclass(frozen=True)
class Said:
    """A statement of one code, "" where the word waits for one."""

    as_recorded: str
    code: str
    decided_on: date | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        return (self.code,) if self.code else ()


FILE = Said("Not sustained", "NSU", MAY)
PERSON = Said("", "SUS", JUNE)


def news(found: Said, *before: tuple[Said, bool]) -> bool:
    stands = standing(("key", said, by_file) for said, by_file in before)
    return is_news(found, stands.get("key"))


def test_what_stands_is_the_last_and_what_a_file_said_is_kept_beside_it() -> None:
    found = standing([("a", FILE, True), ("a", PERSON, False), ("b", PERSON, False)])
    assert (found["a"].stands, found["a"].by_file, found["a"].said) == (PERSON, False, FILE)
    assert found["b"].said is None


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (FILE, False),
        (Said("Not sustained", "NSU"), False),
        (Said("Not sustained", "NSU", JUNE), True),
        (Said("Sustained", "SUS", MAY), True),
        (Said("Not sustained", "UNF", MAY), True),
        (Said("Not sustained", ""), False),
        (Said("Vacated", ""), True),
    ],
)
def test_beside_a_file_s_own_statement_whatever_differs_is_news(
    found: Said, expected: bool
) -> None:
    assert news(found) is True
    assert news(found, (FILE, True)) is expected


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (FILE, False),
        (Said("Not sustained", "NSU"), False),
        (Said("Not sustained", "NSU", date(2025, 5, 20)), False),
        (Said("Not sustained", "NSU", date(2025, 7, 1)), True),
        (Said("Proved", "SUS"), False),
        (Said("Exonerated", "EXO", date(2025, 7, 1)), True),
    ],
)
def test_after_a_person_s_decision_only_what_the_source_changed_is_news(
    found: Said, expected: bool
) -> None:
    assert news(found, (FILE, True), (PERSON, False)) is expected


def test_where_no_file_said_anything_its_first_word_is_news_unless_it_agrees() -> None:
    assert news(FILE, (PERSON, False))
    assert not news(Said("Sustained", "SUS"), (PERSON, False))


def test_a_file_of_codes_without_words_says_the_same_only_with_the_same_code() -> None:
    said = Said("", "NSU")
    assert not news(said, (said, True), (PERSON, False))
    assert news(Said("", "EXO"), (said, True), (PERSON, False))
