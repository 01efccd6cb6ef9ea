"""What stands around every page: the menu a person may use, and the notices."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from riskcore.access.models import User
from riskcore.clients.queries import held_somewhere
from riskcore.registry import Registry

THEMES = {"device": "As device", "light": "Light", "dark": "Dark"}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry of the main menu. key: name of the page's address; permission: who sees it."""

    key: str
    label: str
    permission: str
    order: int


MENU: Registry[Entry] = Registry("menu entry")
MENU.register(Entry(key="portfolio", label="Clients", permission="client.view", order=10))


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor for ``base.html``."""
    theme = request.COOKIES.get("theme", "device")
    person = getattr(request, "user", None)
    held = held_somewhere(by=person) if isinstance(person, User) else frozenset()
    return {
        "menu": [entry for entry in MENU if entry.permission in held],
        "synthetic": settings.COMMONWARD["SYNTHETIC"],
        "theme": theme if theme in THEMES else "device",
        "themes": THEMES,
    }
