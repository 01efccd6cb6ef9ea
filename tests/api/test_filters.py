"""Parameters that are declared, and no others."""

import pytest
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from api.filters import refuse_unknown


def test_what_is_not_declared_is_refused_with_what_is() -> None:
    request = Request(APIRequestFactory().get("/?a=1&b=2&c__in=3"))
    refuse_unknown(request, declared=frozenset({"a", "b", "c__in"}))
    with pytest.raises(ValidationError) as caught:
        refuse_unknown(request, declared=frozenset({"b"}))
    assert set(caught.value.detail) == {"a", "c__in"}
    assert "Known: b." in str(caught.value.detail)
    with pytest.raises(ValidationError, match="Known: none"):
        refuse_unknown(request, declared=frozenset())
