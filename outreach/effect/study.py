"""How the method does where the truth is known: invented departments, begun after bad months. Pure.

Departments begin when things have gone badly, so a method is tried on starts that follow a spike,
with a true change of nothing (it should then rarely say "fewer") and with a true fall (it should
then find it).

Source: the trial of the method in the product's domain study: 120 departments over 60 months, 80
runs; the figures here are our own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

import numpy as np

from outreach.effect.assess import Verdict, assess
from outreach.effect.panel import Booleans, Floats, Integers, Panel
from riskcore.units import MINUS

MONTHS, EARLIEST, LATEST = 60, 24, 48
SPELL = 6
RATE = 0.02
SPREAD = 0.25
NORMAL_95 = 1.959963984540054


class StartRule(StrEnum):
    """When departments begin: at random, after six months far above their own usual, or as the worst of
    their peers over six months."""

    RANDOM = "at random"
    OWN_SPIKE = "after own spike"
    WORST_OF_PEERS = "worst of peers"


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One row of the study. change: the true ratio after a start. runs: how many books are drawn."""

    rule: StartRule
    change: float = 1.0
    departments: int = 120
    runs: int = 80


@dataclass(frozen=True, kw_only=True)
class Trial:
    """What came of a row. Changes are mean logarithms given back as shares, -0.2 for a fifth fewer; the
    others are shares of the runs that could be judged. naive: twelve months after over twelve before."""

    setting: Setting
    judged: int
    naive: float
    naive_says_fewer: float
    own_history: float
    index: float
    says_fewer: float
    says_more: float
    covered: float


def settings(runs: int) -> tuple[Setting, ...]:
    """The rows of the study: no change and a fifth fewer by each rule, and a small book."""
    return (
        *(Setting(rule=rule, runs=runs) for rule in StartRule),
        *(Setting(rule=rule, change=0.8, runs=runs) for rule in StartRule),
        Setting(rule=StartRule.OWN_SPIKE, change=0.8, departments=40, runs=runs),
    )


def trial(setting: Setting, *, seed: int) -> Trial:
    """One row: as many books as it asks for, each drawn, begun, judged and compared with the truth."""
    logs, naive, own, verdicts, covered = [], [], [], [], []
    for run in range(setting.runs):
        panel = book(setting, np.random.default_rng([seed, run]))
        found = assess(panel)
        if found.index is None or found.own_history is None:
            continue
        naive.append(before_and_after(panel))
        logs.append(np.log(found.index.value))
        own.append(np.log(found.own_history))
        verdicts.append(found.verdict)
        covered.append(found.index.low <= setting.change <= found.index.high)
    return Trial(
        setting=setting,
        judged=len(logs),
        naive=_back([value for value, _ in naive]),
        naive_says_fewer=_share([says for _, says in naive]),
        own_history=_back(own),
        index=_back(logs),
        says_fewer=_share([one is Verdict.FEWER for one in verdicts]),
        says_more=_share([one is Verdict.MORE for one in verdicts]),
        covered=_share(covered),
    )


def _back(logs: list[float]) -> float:
    return float(np.exp(np.mean(logs)) - 1) if logs else 0.0


def _share(said: list[bool]) -> float:
    return float(np.mean(said)) if said else 0.0


def book(setting: Setting, chance: np.random.Generator) -> Panel:
    """A book: departments of different sizes and levels, of which every other one may begin."""
    many = setting.departments
    size = np.round(chance.lognormal(4.0, 0.7, many)) + 5
    level = chance.gamma(1 / SPREAD, SPREAD, many)
    season = 1 + 0.2 * np.sin(np.arange(MONTHS) * np.pi / 6)
    mean = RATE * (size * level)[:, None] * season
    counts = chance.poisson(mean).astype(float)
    starts = _RULES[setting.rule](counts, size, np.arange(many) % 2 == 0, chance)
    after = np.arange(MONTHS) >= starts[:, None]
    changed = chance.binomial(counts.astype(np.int64), min(setting.change, 1.0))
    return Panel(
        units=tuple(f"d{at:04d}" for at in range(many)),
        first=24_240,
        counts=np.where(after, changed, counts),
        exposure=np.repeat(size[:, None], MONTHS, axis=1),
        reported=np.ones((many, MONTHS), np.bool_),
        starts=starts,
    )


def _at_random(
    counts: Floats, size: Floats, willing: Booleans, chance: np.random.Generator
) -> Integers:
    drawn = chance.integers(EARLIEST, LATEST, len(size))
    return np.where(willing & (chance.random(len(size)) < 0.7), drawn, MONTHS)


def _own_spike(
    counts: Floats, size: Floats, willing: Booleans, chance: np.random.Generator
) -> Integers:
    """The first month whose last six had at least half more than the months before them let expect."""
    starts = np.full(len(size), MONTHS, np.int64)
    for month in range(EARLIEST, LATEST):
        late = counts[:, month - SPELL : month].sum(axis=1)
        usual = counts[:, : month - SPELL].sum(axis=1) * SPELL / (month - SPELL)
        starts[willing & (starts == MONTHS) & (late > 1.5 * usual)] = month
    return starts


def _worst_of_peers(
    counts: Floats, size: Floats, willing: Booleans, chance: np.random.Generator
) -> Integers:
    """Each quarter a twentieth of those that may: the highest rates of the last six months."""
    starts = np.full(len(size), MONTHS, np.int64)
    for month in range(EARLIEST, LATEST, 3):
        rate = counts[:, month - SPELL : month].sum(axis=1) / size
        waiting = np.flatnonzero(willing & (starts == MONTHS))
        worst = waiting[np.argsort(-rate[waiting], kind="stable")]
        starts[worst[: max(1, len(size) // 40)]] = month
    return starts


_RULES: dict[StartRule, Callable[[Floats, Floats, Booleans, np.random.Generator], Integers]] = {
    StartRule.RANDOM: _at_random,
    StartRule.OWN_SPIKE: _own_spike,
    StartRule.WORST_OF_PEERS: _worst_of_peers,
}


def before_and_after(panel: Panel) -> tuple[float, bool]:
    """What a plain comparison says: the logarithm of twelve months after over twelve before, of
    all that began, and whether its interval lies below no change. This is the method not to use.

    Source: the ratio of two Poisson counts, its logarithm with the variance 1 / before + 1 / after.
    """
    columns, starts = np.arange(panel.width), panel.starts[:, None]
    begun = panel.has_start[:, None]
    before = panel.counts[begun & (columns >= starts - 12) & (columns < starts)].sum()
    after = panel.counts[begun & (columns >= starts) & (columns < starts + 12)].sum()
    value = float(np.log(after / before))
    return value, value + NORMAL_95 * sqrt(1 / before + 1 / after) < 0


def study_facts(trials: list[Trial]) -> list[dict[str, str | int | float]]:
    """The rows of the study as JSON."""
    return [
        {
            "start": one.setting.rule.value,
            "true_change": round(one.setting.change - 1, 4),
            "departments": one.setting.departments,
            "runs": one.setting.runs,
            "judged": one.judged,
            "before_after": round(one.naive, 4),
            "before_after_says_fewer": round(one.naive_says_fewer, 4),
            "own_history": round(one.own_history, 4),
            "index": round(one.index, 4),
            "says_fewer": round(one.says_fewer, 4),
            "says_more": round(one.says_more, 4),
            "covered": round(one.covered, 4),
        }
        for one in trials
    ]


def study_table(trials: list[Trial]) -> str:
    """The same as the table of docs/explanation/effect.md."""
    heads = (
        *("begun", "departments", "truth", "before and after", "own history only"),
        *("**ours**", "ours says fewer", "says more", "interval holds the truth"),
    )
    rows = [heads, ("---",) * len(heads), *(_told(one) for one in trials)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _told(one: Trial) -> tuple[str, ...]:
    return (
        one.setting.rule.value,
        str(one.setting.departments),
        _signed(one.setting.change - 1),
        f"{_signed(one.naive)}, fewer in {_percent(one.naive_says_fewer)}",
        _signed(one.own_history),
        f"**{_signed(one.index)}**",
        _percent(one.says_fewer),
        _percent(one.says_more),
        _percent(one.covered),
    )


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"


def _signed(change: float) -> str:
    value = round(change * 100)
    return f"{'+' if value > 0 else MINUS if value < 0 else ''}{abs(value)} %"
