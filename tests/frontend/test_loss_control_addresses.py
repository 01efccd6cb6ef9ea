"""These addresses are placed, and each name once."""

from frontend import loss_control_addresses, urls


def test_every_address_is_placed_under_its_one_name() -> None:
    placed = [route.name for route in urls.urlpatterns]
    assert all(placed.count(page.name) == 1 for page in loss_control_addresses.PAGES)
