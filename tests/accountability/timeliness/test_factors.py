"""The two watch indicators, and the exhibit in bands."""

from collections import Counter
from datetime import date

import pytest
from django.utils import timezone

from accountability.clocks.breaches import Kept, by_days
from accountability.clocks.queries import BarCount
from accountability.complaints.durations import Durations
from accountability.releases import release_day
from accountability.timeliness.factors import (
    banded,
    breaches_of,
    clock_breaches,
    clock_risk,
    unanswered_alerts,
)
from accountability.warnings.models import Alert, RuleVersion
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.factors.registry import FACTORS, Peer, Scope, Use, Window
from tests.factories.warnings import alert_in

WINDOW_DAY = timezone.localdate


def test_late_is_decided_or_open_past_the_limit_and_young_open_ones_are_left_out() -> None:
    took = Durations(closed=Counter({100: 6, 180: 4, 181: 3}), still_open=Counter({200: 2, 30: 9}))
    reading = breaches_of(took, by_days(took))
    assert (reading.numerator, reading.denominator) == (5, 15)
    assert reading.value == pytest.approx(33.3333)
    assert reading.smallest == 5


def test_few_young_ones_are_not_found_by_subtracting_from_all() -> None:
    took = Durations(closed=Counter({100: 30, 181: 20}), still_open=Counter({30: 3}))
    assert breaches_of(took, by_days(took)).smallest == 3


def test_nothing_recorded_is_no_zero() -> None:
    assert "no complaints" in breaches_of(Durations(), Kept()).unavailable
    took = Durations(still_open=Counter({10: 3}))
    young = breaches_of(took, by_days(took))
    assert young.value is None


def test_both_are_watched_and_never_priced() -> None:
    for key in ("clock_breaches", "unanswered_alerts"):
        factor = FACTORS.get(key)
        assert factor.use is Use.WATCH
        assert factor.suppress_below == 10


def test_counts_are_told_in_bands() -> None:
    told = banded(BarCount(near=3, barred=12), date(2026, 9, 30))
    assert (told["near"], told["barred"]) == ("few", 12)


@pytest.mark.django_db
def test_a_department_without_rules_has_no_count_of_alerts(
    alder: Client, birch: Client, chief: User
) -> None:
    alert_in("raised", chief=chief, client=alder)
    release = release_day(WINDOW_DAY(), today=WINDOW_DAY())
    RuleVersion.objects.update(in_force_on=date(2020, 1, 1))
    Alert.objects.update(raised_on=date(release.year, 1, 1))
    scope = Scope(
        peers=tuple(Peer(id=one.pk, code=one.code, kind="", state="") for one in (alder, birch))
    )
    window = Window(as_of=WINDOW_DAY())
    readings = unanswered_alerts(scope, window)
    assert readings[alder.pk].value == 1
    assert "adopted no early-warning rules" in readings[birch.pk].unavailable
    assert clock_breaches(scope, window)[birch.pk].value is None
    assert set(clock_risk(scope, window)) <= {alder.pk, birch.pk}
