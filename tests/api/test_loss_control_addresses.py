"""These addresses are placed, and each name once."""

from api import loss_control_addresses, urls


def test_every_address_is_placed_under_its_one_name() -> None:
    ours = [name for _, _, name in (*loss_control_addresses.CLIENT, *loss_control_addresses.ITEMS)]
    assert len(set(ours)) == len(ours)
    placed = [route.name for route in urls.urlpatterns]
    assert all(placed.count(name) == 1 for name in ours)
