"""Reading settings from the environment: typed, named, and all complaints at once.

Every variable of ours begins with ``COMMONWARD_`` and has a line in ``.env.example``.
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PREFIX = "COMMONWARD_"


class Environment:
    """Reads variables under our prefix and remembers which required ones were missing."""

    def __init__(self, variables: dict[str, str] | None = None) -> None:
        self.variables = dict(os.environ) if variables is None else variables
        self.missing: list[str] = []

    def text(self, name: str, default: str = "") -> str:
        """The value; a blank one, as ``.env.example`` leaves most of them, is no value."""
        return self.variables.get(PREFIX + name, "").strip() or default

    def required(self, name: str) -> str:
        """The value; where it is absent, "" for now, and ``refuse_if_missing`` will say so."""
        value = self.text(name)
        if not value:
            self.missing.append(PREFIX + name)
        return value

    def flag(self, name: str, *, default: bool) -> bool:
        value = self.text(name, "1" if default else "0").lower()
        if value not in {"1", "0", "true", "false", "yes", "no"}:
            raise ImproperlyConfigured(
                f"{PREFIX}{name} is {value!r}; it must be one of 1, 0, true, false, yes, no."
            )
        return value in {"1", "true", "yes"}

    def number(self, name: str, default: int) -> int:
        value = self.text(name, str(default))
        try:
            return int(value)
        except ValueError:
            raise ImproperlyConfigured(
                f"{PREFIX}{name} is {value!r}; it must be a whole number."
            ) from None

    def words(self, name: str, default: str = "") -> list[str]:
        """A comma-separated list, blanks dropped."""
        return [word.strip() for word in self.text(name, default).split(",") if word.strip()]

    def refuse_if_missing(self) -> None:
        """Stop the start-up with every missing variable named at once."""
        if self.missing:
            raise ImproperlyConfigured(
                "Production cannot start. Set these environment variables (each is explained in "
                ".env.example): " + ", ".join(sorted(self.missing)) + "."
            )


def database(address: str) -> dict[str, Any]:
    """Django's settings for ``postgresql://user:password@host:port/name`` or ``sqlite:///path``."""
    parts = urlsplit(address)
    try:
        port = str(parts.port or "")
    except ValueError as error:
        raise ImproperlyConfigured(f"{PREFIX}DATABASE_URL has no usable port: {error}.") from None
    if not parts.path.strip("/"):
        raise ImproperlyConfigured(
            f"{PREFIX}DATABASE_URL names no database; end it with /name, or with /path for SQLite."
        )
    if parts.scheme == "sqlite":
        return sqlite(parts.path)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ImproperlyConfigured(
            f"{PREFIX}DATABASE_URL begins with {parts.scheme!r}; "
            "it must begin with postgresql:// or sqlite:///."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": port,
        "CONN_MAX_AGE": 60,
        # Compiling a statement was seen to take longer than running it: 1.9 of 2.0 seconds.
        "OPTIONS": {"options": "-c jit=off"},
    }


def sqlite(path: str) -> dict[str, Any]:
    """SQLite so that a page and a job can write at once: WAL, and every transaction immediate."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000; "
                "PRAGMA journal_size_limit=67108864; PRAGMA temp_store=MEMORY; "
                "PRAGMA recursive_triggers=ON"  # REPLACE, too, meets the guards of frozen rows
            ),
        },
    }


def queue_folder(place: Path) -> dict[str, Any]:
    """Celery's filesystem transport: a queue that needs no server, polled twenty times a second."""
    return {
        "data_folder_in": str(place / "queue"),
        "data_folder_out": str(place / "queue"),
        "control_folder": str(place / "queue-control"),
        "polling_interval": 0.05,
    }


def broker_options(address: str, place: Path) -> dict[str, Any]:
    """What Celery must know of the broker at this address; ``place`` is for a queue in a folder.

    A Redis that does not answer delays the page that asked for work by half a second where it
    refuses, by ten where it is silent: the job is in its table, and the sweeper publishes it later.
    """
    if address.startswith("filesystem:"):
        return queue_folder(place)
    if address.startswith("redis"):
        return {
            "visibility_timeout": 1800,
            "socket_connect_timeout": 3,
            "socket_timeout": 10,
            "max_retries": 1,
            "interval_start": 0,
        }
    return {}
