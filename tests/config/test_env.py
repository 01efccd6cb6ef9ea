"""Settings from the environment: typed, named, and every complaint at once."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.env import Environment, broker_options, database, queue_folder, sqlite


def env(**variables: str) -> Environment:
    return Environment({f"COMMONWARD_{name}": value for name, value in variables.items()})


@pytest.mark.parametrize(
    ("value", "answer"),
    [("1", True), ("true", True), ("Yes", True), ("0", False), ("FALSE", False), ("no", False)],
)
def test_a_flag_is_one_of_six_words(value: str, answer: bool) -> None:
    assert env(DEBUG=value).flag("DEBUG", default=not answer) is answer


@pytest.mark.parametrize("value", ["maybe", "2", "on"])
def test_a_flag_that_is_none_is_refused_by_name(value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"COMMONWARD_DEBUG is '{value}'"):
        env(DEBUG=value).flag("DEBUG", default=False)


@pytest.mark.parametrize("value", ["ten", "1.5", "1e3", "0x10"])
def test_a_number_that_is_none_is_refused_by_name(value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"COMMONWARD_PROXIES is .*whole number"):
        env(PROXIES=value).number("PROXIES", 0)


@pytest.mark.parametrize("blank", ["", "  "])
def test_a_blank_line_of_the_example_means_the_default(blank: str) -> None:
    given = env(NAME=blank)
    assert given.text("NAME", "local") == "local"
    assert given.number("NAME", 7) == 7
    assert given.flag("NAME", default=True) is True
    assert given.words("NAME", "a,b") == ["a", "b"]


def test_words_lose_their_blanks() -> None:
    assert env(HOSTS=" a.example , ,b.example,").words("HOSTS") == ["a.example", "b.example"]


def test_everything_missing_is_named_at_once() -> None:
    given = env(SECRET_KEY="s")
    assert given.required("SECRET_KEY") == "s"
    for name in ("TOKEN_KEY", "BROKER_URL"):
        assert given.required(name) == ""
    with pytest.raises(ImproperlyConfigured, match="COMMONWARD_BROKER_URL, COMMONWARD_TOKEN_KEY"):
        given.refuse_if_missing()


def test_nothing_missing_is_no_complaint() -> None:
    env().refuse_if_missing()


def test_only_variables_under_our_prefix_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "DEBUG")
    monkeypatch.setenv("COMMONWARD_LOG_LEVEL", "ERROR")
    assert Environment().text("LOG_LEVEL") == "ERROR"


def test_an_address_of_postgresql_is_taken_apart() -> None:
    found = database("postgresql://ann%40x:p%2Fw@db.example:5433/risk")
    assert {key: found[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")} == {
        "NAME": "risk",
        "USER": "ann@x",
        "PASSWORD": "p/w",
        "HOST": "db.example",
        "PORT": "5433",
    }


def test_an_address_of_sqlite_is_its_path() -> None:
    assert database("sqlite:////srv/risk.sqlite3") == sqlite("//srv/risk.sqlite3")
    assert sqlite("x")["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in sqlite("x")["OPTIONS"]["init_command"]


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("mysql://db/risk", "begins with 'mysql'"),
        ("risk.sqlite3", "begins with ''"),
        ("postgresql://db:port/risk", "has no usable port"),
        ("postgresql://db:99999/risk", "has no usable port"),
        ("postgresql://db/", "names no database"),
        ("sqlite://", "names no database"),
    ],
)
def test_an_address_of_no_database_is_refused_by_name(address: str, sentence: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"COMMONWARD_DATABASE_URL {sentence}"):
        database(address)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("filesystem://localhost", queue_folder(Path("/srv"))),
        ("amqp://rabbit", {}),
    ],
)
def test_each_broker_is_told_what_it_must_know(address: str, expected: dict[str, Any]) -> None:
    assert broker_options(address, Path("/srv")) == expected


def test_a_silent_redis_does_not_hold_a_page_for_ever() -> None:
    options = broker_options("redis://queue:6379/0", Path("/srv"))
    assert options["socket_connect_timeout"] <= 10
    assert options["visibility_timeout"] > 600
