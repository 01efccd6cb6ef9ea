"""What is said, word for word, and the words that are never said in any language."""

from dataclasses import fields

import pytest

from outreach.effect.assess import Assessment, Outcome, Verdict, assess
from outreach.effect.index import Index
from outreach.effect.pretend import Alike
from outreach.effect.rules import Rule, Shortfall
from outreach.effect.words import (
    BANNED,
    WORDS,
    banned_in,
    earliest,
    likely_range,
    not_enough,
    told_of_group,
    told_of_one,
)
from outreach.languages import Language
from tests.outreach.effect.panels import drawn

AFTER = Shortfall(rule=Rule.AFTER, had=4, needed=6, earliest=2026 * 12 + 6)
BEFORE = Shortfall(rule=Rule.BEFORE, had=12, needed=24, month="2024-01")


def outcome(verdict: Verdict, *, observed: int, index: Index | None, **other: object) -> Outcome:
    given = {
        "unit": "quillhaven",
        "start": 24_300,
        "months": 12,
        "observed": observed,
        "expected": None if index is None else 40.0,
        "index": index,
        "verdict": verdict,
        "shortfalls": (),
        "own_history": 0.6,
        "after_bad_spell": False,
        "alike": Alike(of=80, as_low=7, differed=31),
    }
    return Outcome(**{**given, **other})  # type: ignore[arg-type]


FEWER = outcome(Verdict.FEWER, observed=20, index=Index(value=0.506, low=0.31, high=0.82))
MORE = outcome(Verdict.MORE, observed=70, index=Index(value=1.74, low=1.2, high=2.5))
SAME = outcome(Verdict.NO_CLEAR_CHANGE, observed=35, index=Index(value=0.88, low=0.6, high=1.3))
UNKNOWN = outcome(Verdict.NOT_ENOUGH, observed=0, index=None, shortfalls=(AFTER,))


def test_fewer_says_what_came_and_what_was_expected_and_names_no_cause() -> None:
    assert told_of_one(FEWER, compared=80, name="Quillhaven") == (
        "In the 12 months after the programme began, Quillhaven received 20 complaints. From its "
        "own history and "
        "80 similar departments over the same months we would have expected about 40 (likely range "
        "25 to 66). "
        "That is 50\xa0% fewer. Other changes may explain part or all of it; this does not show "
        "that the "
        "programme was the cause."
    )


def test_more_may_mean_that_people_expect_to_be_heard() -> None:
    told = told_of_one(MORE, compared=80)
    assert "That is 75\xa0% more. Other changes may explain part or all of it" in told
    assert told.endswith(
        "More complaints can also mean that people know how to complain and expect to be heard."
    )


def test_no_clear_change_is_set_beside_those_without_a_programme() -> None:
    assert told_of_one(SAME, compared=80) == (
        "35 received, about 40 expected. A difference of this size is common by chance: 31 of 80 "
        "similar "
        "departments without a programme differed as much."
    )
    rare = outcome(
        Verdict.NO_CLEAR_CHANGE,
        observed=35,
        index=SAME.index,
        alike=Alike(of=80, as_low=1, differed=2),
    )
    assert "can still be chance: 2 of 80" in told_of_one(rare, compared=80)
    alone = outcome(Verdict.NO_CLEAR_CHANGE, observed=35, index=SAME.index, alike=None)
    assert told_of_one(alone, compared=9).endswith("can be set beside it.")


def test_a_bad_spell_is_told_whatever_the_verdict() -> None:
    spell = outcome(Verdict.FEWER, observed=20, index=FEWER.index, after_bad_spell=True)
    assert told_of_one(spell, compared=80).endswith(
        "Complaints were unusually high just before the start. Some fall was likely with no "
        "programme; our "
        "expected figure already allows for that."
    )


def test_not_enough_says_why_and_when() -> None:
    assert told_of_one(UNKNOWN, compared=80) == (
        "We cannot say yet: 4 full months have passed since the start, and 6 are needed. Earliest "
        "possible "
        "answer: Jul\u00a02026."
    )
    assert earliest((AFTER,)) == "2026-07"
    assert earliest((AFTER, BEFORE)) is None
    assert "once the months from Jan\u00a02024 on are on record" in not_enough((AFTER, BEFORE))


def test_the_range_in_counts_and_the_interval_agree() -> None:
    for one in (FEWER, MORE, SAME):
        assert one.index is not None
        low, high = likely_range(one.observed, one.index)
        assert (low > one.observed) is (one.verdict is Verdict.FEWER)
        assert (high < one.observed) is (one.verdict is Verdict.MORE)


def group(change: float) -> Assessment:
    return assess(drawn(seed=2, units=150, begun=50, change=change))


@pytest.mark.parametrize("language", Language)
def test_no_banned_word_stands_in_any_template_verdict_or_sentence(language: Language) -> None:
    words = WORDS[language]
    texts: list[str] = []
    for field in fields(words):
        value = getattr(words, field.name)
        several = value.values() if isinstance(value, dict) else value
        texts += [value] if isinstance(value, str) else several
    assert len(texts) > 40
    assert set(words.verdicts) == set(Verdict)
    assert set(words.rules) == set(Rule)
    assert set(words.cures) == set(Rule) - {Rule.AFTER}
    texts += [
        told_of_one(one, compared=80, language=language) for one in (FEWER, MORE, SAME, UNKNOWN)
    ]
    texts += [told_of_group(group(change), language=language) for change in (0.6, 1.0, 1.5)]
    assert not {text: banned_in(text, language) for text in texts if banned_in(text, language)}
    assert not [text for text in texts[-7:] if "{" in text]


@pytest.mark.parametrize("language", Language)
def test_every_banned_word_would_be_found(language: Language) -> None:
    for word in BANNED[language]:
        assert banned_in(f"A sentence, {word.upper()}ed or not.", language) == [word]
    for said in ("reduced", "prevented", "thanks to", "impact", "effective", "proven"):
        assert language is not Language.ENGLISH or banned_in(f"It was {said}.", language)


def test_a_group_is_told_with_its_departments_and_verdict() -> None:
    told = told_of_group(group(0.6))
    assert told.startswith(
        "In up to 12 months after their programmes began, 50 departments received "
    )
    assert "% fewer. Other changes may explain" in told
    assert told_of_group(group(1.0)).endswith(" No clear change.")
