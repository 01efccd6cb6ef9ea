"""Pages by cursor and by offset."""

import json
from base64 import urlsafe_b64encode
from typing import Any

import pytest
from django.urls import reverse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from api.pagination import Paged, fetched, page_of, whole
from api.serializers import Shown
from riskcore.access.models import User
from tests.api.furnished import caller


class Line(Shown):
    n = serializers.IntegerField()


ROWS = [{"n": n} for n in range(5)]


def asked(query: str) -> tuple[Request, dict[str, Any]]:
    request = Request(APIRequestFactory().get(f"/lines/{query}"))
    form = Paged(data=request.query_params.dict())
    form.is_valid(raise_exception=True)
    return request, dict(form.validated_data)


def test_a_whole_list_goes_out_page_by_page_with_the_number_of_all() -> None:
    request, first = asked("?limit=2&offset=2")
    answer = whole(request, first, ROWS, Line)
    assert answer.data["results"] == [{"n": 2}, {"n": 3}]
    assert answer.data["total"] == 5
    assert answer.data["next"].endswith("offset=4")
    assert answer["Link"] == f'<{answer.data["next"]}>; rel="next"'
    request, last = asked("?limit=2&offset=4")
    answer = whole(request, last, ROWS, Line)
    assert (answer.data["next"], "Link" in answer) == (None, False)


def test_rows_fetched_one_beyond_the_page_say_whether_there_is_another() -> None:
    request, first = asked("?limit=2")
    assert fetched(request, first, ROWS[:3], Line).data["next"]
    assert fetched(request, first, ROWS[:2], Line).data["next"] is None
    assert len(fetched(request, first, ROWS[:3], Line).data["results"]) == 2


@pytest.mark.parametrize("query", ["?limit=0", "?limit=501", "?offset=-1", "?offset=1000001"])
def test_a_page_out_of_range_is_refused(query: str) -> None:
    with pytest.raises(serializers.ValidationError):
        asked(query)


def test_the_schema_of_a_page_names_its_members() -> None:
    assert list(page_of(Line)().fields) == ["total", "next", "results"]
    assert list(page_of(Line, counted=False)().fields) == ["next", "results"]


@pytest.mark.parametrize("place", [["\x00", 1], ["\ud800", 1], [None, 1], [1.5, 1], ["a"], "ab"])
def test_a_cursor_that_no_page_gave_is_refused(dee: User, place: Any) -> None:
    cursor = urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")
    answer = caller(dee).get(reverse("api_clients") + f"?cursor={cursor}")
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/cursor")


def test_a_cursor_beyond_every_number_ends_the_list(dee: User) -> None:
    cursor = urlsafe_b64encode(json.dumps(["A", 10**30]).encode()).decode().rstrip("=")
    answer = caller(dee).get(reverse("api_clients") + f"?cursor={cursor}")
    assert answer.json()["results"] == []
