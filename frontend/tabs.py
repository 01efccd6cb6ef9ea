"""The client page: one shell, and tabs that page modules add to it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from frontend.access import READ, ClientPage, Guarded, P, client_page
from frontend.requests import PageRequest
from riskcore.audit.queries import looks
from riskcore.clients.models import Client
from riskcore.clients.queries import held
from riskcore.registry import Registry


@dataclass(frozen=True, kw_only=True)
class Tab:
    """One tab. key: name of its address, which takes ``code``; permission: who sees it; any_of: where
    given, permissions of which one at least is needed besides.

    Orders in use: overview 0, losses 10, cover and exposure 15, renewal 17, complaints and force 20,
    outreach 30, loss control 40, reports 50, imports 80, timeline 90.
    """

    key: str
    label: str
    permission: str
    order: int
    any_of: Callable[[], frozenset[str]] | None = None

    def is_open_to(self, may: frozenset[str]) -> bool:
        """Whether who holds these permissions is shown the tab."""
        return self.permission in may and (self.any_of is None or bool(self.any_of() & may))


TABS: Registry[Tab] = Registry("client tab")


def client_tab(
    *,
    key: str,
    label: str,
    permission: str,
    order: int,
    methods: tuple[str, ...] = READ,
    any_of: Callable[[], frozenset[str]] | None = None,
) -> Callable[[ClientPage[P]], Guarded]:
    """``access.client_page`` for a page that is also a tab of the client page."""
    TABS.register(Tab(key=key, label=label, permission=permission, order=order, any_of=any_of))
    return client_page(permission=permission, methods=methods)


def client_shell(request: PageRequest, client: Client, tab: str) -> dict[str, Any]:
    """What ``client/base.html`` needs: the client, the tabs ``request.user`` may open, the rail.

    ``may`` holds every permission the person has for this client, for templates to ask of.
    """
    may = held(by=request.user, client=client)
    return {
        "client": client,
        "may": may,
        "tab": tab,
        "tabs": [entry for entry in TABS if entry.is_open_to(may)],
        "looks": looks(by=request.user, client=client) if "audit.view_looks" in may else None,
    }
