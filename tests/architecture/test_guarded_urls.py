"""Every address of both edges names who may ask."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from api.access import SIGNED_IN, DenyUnlessNamed
from frontend.access import guard_of
from riskcore.access.rules import RULES


def routes(
    resolver: URLResolver | None = None, prefix: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Every route of the project with its whole pattern."""
    for entry in (resolver or get_resolver()).url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, pattern)
        else:
            yield pattern, entry


API = [(pattern, route) for pattern, route in routes() if pattern.startswith("api/")]
PAGES = [(pattern, route) for pattern, route in routes() if not pattern.startswith("api/")]


@pytest.mark.parametrize(("pattern", "route"), PAGES, ids=[pattern for pattern, _ in PAGES])
def test_every_page_has_a_guard(pattern: str, route: URLPattern) -> None:
    guard = guard_of(route.callback)
    assert guard is not None, f"{pattern}: decorate the view with a guard of frontend.access."
    permission = guard.removeprefix("client: ")
    assert permission in {"public", "signed in"} or permission in RULES


@pytest.mark.parametrize(("pattern", "route"), API, ids=[pattern for pattern, _ in API])
def test_every_endpoint_names_a_permission(pattern: str, route: URLPattern) -> None:
    view = route.callback.view_class  # type: ignore[attr-defined]  # class-based, as all of them are
    permission = getattr(view, "permission", None)
    assert permission == SIGNED_IN or permission in RULES, f"{pattern}: name a permission."
    assert view.permission_classes == [DenyUnlessNamed]


def test_only_these_pages_are_open_to_all() -> None:
    public = {route.name for _, route in PAGES if guard_of(route.callback) == "public"}
    assert public == {"healthz", "theme", "sign_in", "public_department", "public_table"} | {
        "short_link",
        "calendar_feed",
        "report_check",
    }
