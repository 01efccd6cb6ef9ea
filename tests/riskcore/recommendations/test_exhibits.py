"""The recommendations printed with a profile."""

from datetime import timedelta

from django.utils import timezone

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.factors.registry import EXHIBITS, Peer, Scope, Window
from tests.factories.recommendations import recommendation


def test_a_client_reads_what_was_sent_to_it_and_what_is_overdue(
    alder: Client, birch: Client, ana: User, rita: User
) -> None:
    for status in ("draft", "issued", "verified_closed"):
        recommendation(
            client=alder, advisor=ana, manager=rita, status=status, classification="critical"
        )
    scope = Scope(
        peers=tuple(Peer(id=c.pk, code=c.code, kind=c.kind, state=c.state) for c in (alder, birch))
    )
    later = Window(as_of=timezone.localdate() + timedelta(days=31))
    tables = EXHIBITS.get("recommendations").gather(scope, later)
    assert [row["status"] for row in tables[alder.pk]["rows"]] == ["issued", "verified_closed"]
    counts = {name: tables[alder.pk][name] for name in ("open", "overdue", "critical_overdue")}
    assert counts == {"open": 1, "overdue": 1, "critical_overdue": 1}
    assert tables[birch.pk]["rows"] == []
