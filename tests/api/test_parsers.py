"""A body that cannot be read is refused in a sentence, however it is broken."""

import io

import pytest
from rest_framework.exceptions import ParseError

from api.parsers import JSONParser


def read(body: bytes) -> object:
    return JSONParser().parse(io.BytesIO(body), "application/json", {"encoding": "utf-8"})


def test_a_plain_body_is_read() -> None:
    assert read(b'{"a": [1, {"b": null}]}') == {"a": [1, {"b": None}]}


@pytest.mark.parametrize("body", [b"{", b"[1,", b'{"a": NaN}', b"\xff"])
def test_what_is_no_json_is_refused(body: bytes) -> None:
    with pytest.raises(ParseError):
        read(body)


def test_a_body_nested_too_deeply_is_refused() -> None:
    with pytest.raises(ParseError, match="nested too deeply"):
        read(b"[" * 200_000 + b"]" * 200_000)
