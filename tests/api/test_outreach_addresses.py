"""Addresses about outreach are placed, and each name once."""

from django.urls import get_resolver

from api import outreach_addresses, urls


def test_every_address_is_placed_under_its_one_name() -> None:
    ours = [name for _, _, name in (*outreach_addresses.CLIENT, *outreach_addresses.ITEMS)]
    assert len(set(ours)) == len(ours)
    placed = [route.name for route in urls.urlpatterns]
    assert all(placed.count(name) == 1 for name in ours)
    assert set(ours) <= set(get_resolver().reverse_dict)
