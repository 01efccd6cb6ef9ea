"""Reasons are counts in words: at most five, the weightiest first, and no words of a complaint."""

from datetime import date

from accountability.warnings.plan import DEFAULT_RULES
from accountability.warnings.reasons import Hit, Known, reasons
from accountability.warnings.rules import Level

RULES = {rule.key: rule for rule in DEFAULT_RULES}


def hit(key: str, level: Level, value: float = 4.0, expected: float | None = None) -> Hit:
    return Hit(rule=RULES[key], level=level, value=value, expected=expected, assessed=84)


def said(*hits: Hit, categories: tuple[str, ...] = ()) -> list[str]:
    known = Known(categories=categories, newest_on=date(2026, 8, 12))
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in reasons(hits, known)]


def test_the_critical_rule_comes_first_and_the_last_day_last() -> None:
    found = said(hit("complaints_12", Level.WARNING), hit("force_3", Level.CRITICAL, 6.0))
    assert found == [
        "Force reports of level 2 and above in 3 months: 6; critical from 5.",
        "Recorded complaints, whatever came of them in 12 months: 4; warning from 3.",
        "The last entry is of 12 Aug 2026.",
    ]


def test_there_are_never_more_than_five() -> None:
    every = [hit(key, Level.WARNING, expected=1.0) for key in RULES]
    assert len(said(*every, categories=("UOF_EXC",))) == 5


def test_each_style_of_rule_has_its_sentence() -> None:
    decayed, peers = (
        said(hit("decayed_60", Level.CRITICAL, 4.34))[0],
        said(hit("peers_24", Level.WARNING, 5.0, 1.23))[0],
    )
    assert decayed.startswith("Among the highest 2 % of 84 officers by a count")
    assert "every 24 months: 4.3; critical." in decayed
    assert peers.endswith("where others with the same days in the same units have 1.2; warning.")


def test_force_is_said_before_what_is_alleged_most_often() -> None:
    assert "1 complaint alleges force." in said(
        hit("complaints_12", Level.WARNING), categories=("UOF_EXC", "DISCOURT", "DISCOURT")
    )
    assert "Most often alleged: Discourtesy (2)." in said(
        hit("complaints_12", Level.WARNING), categories=("DISCOURT", "DISCOURT", "STOP")
    )
    assert "Most often alleged: ODD (1)." in said(
        hit("complaints_12", Level.WARNING), categories=("ODD",)
    )
