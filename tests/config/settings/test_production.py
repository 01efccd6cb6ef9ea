"""Production refuses to start until it has what it needs, and is careful once it has."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.config.settings.reading import ROOT, read, settings_of

NEEDED = {
    "SECRET_KEY": "a-long-random-text-" * 4,
    "ALLOWED_HOSTS": "risk.example, www.risk.example",
    "DATABASE_URL": "postgresql://u:p@db/risk",
    "BROKER_URL": "redis://queue:6379/0",
    "TOKEN_KEY": "another-long-random-text",
    "SEALING_KEYS": "newest-secret, older-secret",
}


def test_everything_missing_is_named_at_once() -> None:
    told = read("production")
    assert told.returncode != 0
    sentence = told.stderr.strip().splitlines()[-1]
    assert "Production cannot start." in sentence
    for name in NEEDED:
        assert f"COMMONWARD_{name}" in sentence


@pytest.mark.parametrize("name", ["TOKEN_KEY", "SECRET_KEY", "SEALING_KEYS"])
def test_a_key_left_blank_is_missing(name: str) -> None:
    told = read("production", **{**NEEDED, name: ""})
    assert f"COMMONWARD_{name}." in told.stderr.strip().splitlines()[-1]


def test_cookies_headers_and_addresses_are_those_of_a_public_service(tmp_path: Path) -> None:
    found = settings_of("production", **NEEDED, VAR=str(tmp_path))
    assert found["DEBUG"] is False
    assert found["ALLOWED_HOSTS"] == ["risk.example", "www.risk.example"]
    assert found["SECURE_SSL_REDIRECT"] is True
    assert found["SECURE_HSTS_SECONDS"] >= 31_536_000
    for cookie in ("SESSION", "CSRF"):
        assert found[f"{cookie}_COOKIE_SECURE"] is True
        assert found[f"{cookie}_COOKIE_NAME"].startswith("__Host-")
    assert found["COMMONWARD"]["SYNTHETIC"] is False
    assert found["COMMONWARD"]["TOKEN_KEY"] == NEEDED["TOKEN_KEY"]
    assert found["COMMONWARD"]["SEALING_KEYS"] == ["newest-secret", "older-secret"]
    assert found["DATABASES"]["default"]["HOST"] == "db"


@pytest.mark.slow
def test_djangos_own_check_for_deployment_finds_nothing(tmp_path: Path) -> None:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("COMMONWARD_")}
    given = {f"COMMONWARD_{name}": value for name, value in NEEDED.items()}
    told = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--tag", "security"],
        cwd=ROOT,
        env={
            **kept,
            **given,
            "COMMONWARD_VAR": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "config.settings.production",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert "no issues" in told.stdout + told.stderr, told.stderr
