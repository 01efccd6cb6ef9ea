"""The plan names what it decides by, and is data."""

from riskcore.canonical import canonical_json
from riskcore.clients.models import ClientKind
from riskcore.exposures import STOCKS
from riskcore.profiles.plan import PLAN


def test_every_kind_of_client_has_size_bands_with_a_source_over_a_known_base() -> None:
    assert set(PLAN.size_bands) == set(ClientKind.values)
    for bands in PLAN.size_bands.values():
        floors = [floor for floor, _ in bands.floors]
        assert bands.source
        assert bands.base in STOCKS
        assert floors == sorted(set(floors))
        assert floors[0] == 0


def test_the_plan_in_a_snapshot_holds_its_key_and_every_threshold() -> None:
    body = PLAN.as_body(years=3)
    assert (body["key"], body["years"], body["peers_at_least"]) == (PLAN.key, 3, 10)
    assert canonical_json(body)
