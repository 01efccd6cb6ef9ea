"""Overdue recommendations, as the profile counts them."""

from datetime import timedelta

from django.utils import timezone

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.factors.registry import FACTORS, Peer, Scope, Window
from tests.factories.recommendations import recommendation


def test_what_is_owed_past_its_due_date_is_counted_and_no_advice_is_not_zero(
    alder: Client, birch: Client, ana: User, rita: User
) -> None:
    for status in ("draft", "issued", "verified_closed"):
        recommendation(
            client=alder, advisor=ana, manager=rita, status=status, classification="critical"
        )
    scope = Scope(
        peers=tuple(Peer(id=c.pk, code=c.code, kind=c.kind, state=c.state) for c in (alder, birch))
    )
    measure = FACTORS.get("recommendations_overdue").measure
    today = timezone.localdate()
    on_time, late = (
        measure(scope, Window(as_of=today + timedelta(days=days))) for days in (30, 31)
    )
    assert (on_time[alder.pk].value, late[alder.pk].value) == (0, 1)
    assert late[alder.pk].note == "Critical among them: 1."
    assert late[birch.pk].unavailable.startswith("no recommendation had been sent")
