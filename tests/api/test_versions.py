"""No change without the version it is based on."""

import pytest
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from api.versions import VersionRequired, VersionStale, etag, require_match
from riskcore.errors import DomainError


def ask(value: str | None) -> None:
    headers = {} if value is None else {"If-Match": value}
    request = Request(APIRequestFactory().patch("/", {}, headers=headers))
    require_match(request, pk=7, version=3)


@pytest.mark.parametrize("value", [etag(7, 3), '"7-2", "7-3"'])
def test_the_current_version_may_be_changed(value: str) -> None:
    ask(value)


@pytest.mark.parametrize(
    ("value", "error", "status"),
    [
        (None, VersionRequired, 428),
        ("", VersionRequired, 428),
        (etag(7, 2), VersionStale, 412),
        ('W/"7-3"', VersionStale, 412),
        ("*", VersionStale, 412),
    ],
)
def test_any_other_is_refused(value: str | None, error: type[DomainError], status: int) -> None:
    with pytest.raises(error) as caught:
        ask(value)
    assert caught.value.status == status
