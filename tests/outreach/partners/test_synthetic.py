import pytest

from outreach.partners.models import Contribution, Partner
from outreach.partners.queries import partner_list
from riskcore.access.models import User
from riskcore.synthetic.registry import PARTS
from tests.outreach.test_synthetic import build

pytestmark = pytest.mark.django_db


def test_partners_give_at_drives_of_their_own_client(house: User) -> None:
    context, _ = build(house)
    counts = PARTS.get("partners").build(context)
    assert counts["partners"] == Partner.objects.count() > 0
    assert counts["contributions"] == Contribution.objects.count() > 0
    for row in Contribution.objects.select_related("partner"):
        assert row.partner is not None
        assert row.partner.client_id == row.client_id
    listed = partner_list(by=house, client_code=Partner.objects.all()[0].client.code)
    assert len(listed.rows) == 3
    assert sum(row.sums.goods_value for row in listed.rows) > 0
    assert not listed.named
