"""A choice of the portfolio is saved, followed, and forgotten again."""

from django.test import Client as Browser
from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.saved_views import SavedView
from tests.frontend.pages import text_of


def test_a_view_is_saved_followed_and_removed(alder: Client, uma: User, client: Browser) -> None:
    client.force_login(uma)
    sent = {"name": "Texas soon", "query": "state=TX&within=90&order=name"}
    page = client.post(reverse("view_save"), sent, follow=True)
    assert "Saved as “Texas soon”." in text_of(page)
    assert "0 of 1 clients, TX, renewal within 90 days, by name" in text_of(page)
    view = SavedView.objects.get()
    gone = client.post(reverse("view_remove", args=[view.pk]), follow=True)
    assert "nothing else changed" in text_of(gone)
    assert not SavedView.objects.exists()


def test_without_a_name_nothing_is_saved(alder: Client, uma: User, client: Browser) -> None:
    client.force_login(uma)
    page = client.post(reverse("view_save"), {"name": "", "query": "state=TX"}, follow=True)
    assert "nothing was saved" in text_of(page)
    assert not SavedView.objects.exists()


def test_another_persons_view_is_not_there(
    alder: Client, uma: User, ana: User, client: Browser
) -> None:
    client.force_login(uma)
    client.post(reverse("view_save"), {"name": "Mine", "query": ""})
    client.force_login(ana)
    assert client.post(reverse("view_remove", args=[SavedView.objects.get().pk])).status_code == 404
