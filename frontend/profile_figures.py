"""The figures of a profile in words, whether measured now or frozen in a snapshot."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from frontend.tabs import TABS
from riskcore.factors.registry import FACTORS, Use
from riskcore.profiles.body import Profile, reading_body
from riskcore.profiles.plan import PLAN
from riskcore.reports.readings import Figure, figures, standing_out

FIRST, MOST = 3, 5
TABS_PER_HUNDRED = 10


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One figure with all that explains it, and the tab where its rows are ("" for none)."""

    figure: Figure
    sentences: tuple[str, ...]
    tab: str


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A profile's figures: those the plan may use and their context, apart from what is only watched."""

    rated: tuple[Shown, ...]
    watched: tuple[Shown, ...]


def figures_of(profile: Profile) -> tuple[Figure, ...]:
    """The readings of a profile as written figures."""
    readings = {
        factor.key: reading_body(
            profile.row.readings[factor.key], factor, digits=PLAN.significant_digits
        )
        for factor in profile.factors
    }
    return figures({"readings": readings})


def stands_out(profile: Profile, *, tabs: Collection[str]) -> tuple[Shown, ...]:
    """What to look at first, at most five figures."""
    first = standing_out(figures_of(profile), most=MOST)
    return tuple(_shown(figure, profile.explanations, tabs) for figure in first)


def three_first(profile: Profile) -> tuple[Shown, ...]:
    """The three figures that ask most for attention, with their explanations."""
    known = [figure for figure in figures_of(profile) if figure.weight]
    first = sorted(known, key=lambda figure: (-figure.weight, figure.order))[:FIRST]
    return tuple(_shown(figure, profile.explanations, ()) for figure in first)


def sheet_of(profile: Profile, *, tabs: Collection[str]) -> Sheet:
    """All figures of a profile as measured now."""
    return _sheet(figures_of(profile), profile.explanations, tabs)


def watched_by(profile: Profile, permission: str) -> tuple[Shown, ...]:
    """The figures whose small numbers are open to holders of one permission only."""
    keys = {factor.key for factor in profile.factors if factor.open_to == permission}
    found = [figure for figure in figures_of(profile) if figure.key in keys]
    return tuple(_shown(figure, profile.explanations, ()) for figure in found)


def frozen_sheet(body: dict[str, Any], *, tabs: Collection[str]) -> Sheet:
    """All figures of a snapshot, from its body."""
    return _sheet(figures(body), {}, tabs)


def tab_of(key: str, tabs: Collection[str]) -> str:
    """The tab that shows the rows behind a factor: factors in the hundreds go with tabs in the tens.
    "" where there is none, or none among ``tabs``."""
    if key not in FACTORS:
        return ""
    order = FACTORS.get(key).order // 100 * TABS_PER_HUNDRED
    return next((tab.key for tab in TABS if tab.order == order and tab.key in tabs), "")


def _sheet(
    found: tuple[Figure, ...], sentences: Mapping[str, tuple[str, ...]], tabs: Collection[str]
) -> Sheet:
    shown = [_shown(figure, sentences, tabs) for figure in found]
    return Sheet(
        rated=tuple(item for item in shown if item.figure.use != Use.WATCH.value),
        watched=tuple(item for item in shown if item.figure.use == Use.WATCH.value),
    )


def _shown(
    figure: Figure, sentences: Mapping[str, tuple[str, ...]], tabs: Collection[str]
) -> Shown:
    return Shown(
        figure=figure, sentences=sentences.get(figure.key, ()), tab=tab_of(figure.key, tabs)
    )
