"""The public page without signing in, its file, and the page on which the chief decides."""

import pytest
from django.core.cache import cache
from django.test import Client as Browser
from django.urls import reverse

from accountability.transparency.actions import publish
from accountability.transparency.models import Publication
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.accountability.transparency.test_data_sets import furnish

pytestmark = pytest.mark.django_db

KEY = "allegations-by-category"


@pytest.fixture
def shown(alder: Client, chief: User) -> Client:
    cache.clear()
    furnish(alder)
    publish(
        by=chief,
        client_code=alder.code,
        data_set=KEY,
        shown=True,
        dictionary="<script>x</script> As we say it.",
    )
    return alder


def test_anybody_reads_it_and_it_may_be_cached(shown: Client, client: Browser) -> None:
    answer = client.get(reverse("public_department", args=[shown.code]))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "public, max-age=3600"
    assert "What was alleged, and what was found" in page
    assert "&lt;script&gt;x&lt;/script&gt; As we say it." in page
    assert "Uses of force" not in page
    for secret in ("feedface", "swore", "csrf"):
        assert secret not in page
    assert not answer.cookies


def test_the_file_holds_the_same_counts(shown: Client, client: Browser) -> None:
    answer = client.get(reverse("public_table", args=[shown.code, KEY]))
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Category,Sustained")
    assert "fewer than 10" in answer.content.decode()
    assert answer["Cache-Control"] == "public, max-age=3600"
    assert "attachment" in answer["Content-Disposition"]


def test_nothing_else_is_there(shown: Client, birch: Client, client: Browser) -> None:
    pages = [
        client.get(reverse("public_department", args=[code])) for code in (birch.code, "nowhere")
    ]
    assert [page.status_code for page in pages] == [404, 404]
    assert "max-age" not in pages[0]["Cache-Control"]
    for data_set in ("force-by-level", "names"):
        answer = client.get(reverse("public_table", args=[shown.code, data_set]))
        assert answer.status_code == 404
    assert client.post(reverse("public_department", args=[shown.code])).status_code in {403, 405}


def test_the_chief_decides_and_sees_what_the_public_does(
    alder: Client, chief: User, client: Browser
) -> None:
    client.force_login(chief)
    address = reverse("transparency", args=[alder.code])
    assert "Nothing is shown to the public." in client.get(address).content.decode()
    sent = {"data_set": KEY, "shown": "on", "dictionary": "Ours."}
    answer = client.post(address, sent, follow=True)
    page = answer.content.decode()
    assert "1 of 4 tables are shown to the public." in page
    assert reverse("public_department", args=[alder.code]) in page
    client.post(address, {"data_set": KEY, "dictionary": "Ours."})
    assert [row.shown for row in Publication.objects.order_by("id")] == [True, False]
    too_long = client.post(address, {**sent, "dictionary": "x" * 4001})
    assert too_long.status_code == 200
    assert Publication.objects.count() == 2


def test_others_read_the_decisions_or_nothing(
    alder: Client, rita: User, ana: User, cal: User, client: Browser
) -> None:
    address = reverse("transparency", args=[alder.code])
    for user, status in ((rita, 200), (ana, 403), (cal, 404)):
        client.force_login(user)
        assert client.get(address).status_code == status
        sent = client.post(address, {"data_set": KEY, "shown": "on"})
        assert sent.status_code == (404 if user == cal else 403)
    client.force_login(rita)
    assert "<textarea" not in client.get(address).content.decode()
