"""Tests: no environment needed; other services only where the environment names them."""

import tempfile
from pathlib import Path

from config.env import queue_folder
from config.settings.base import *  # noqa: F403  # a settings module is its names
from config.settings.base import CELERY_BROKER_URL, COMMONWARD, DATABASES

_place = Path(tempfile.mkdtemp(prefix="commonward-test-"))
SECRET_KEY = "test-only-secret-key"  # noqa: S105  # tests only
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = _place / "files"
STATIC_ROOT = _place / "static"
STATIC_ROOT.mkdir()
COMMONWARD["SYNTHETIC"] = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(_place / "test.sqlite3")}
if CELERY_BROKER_URL.startswith("filesystem:"):
    CELERY_BROKER_TRANSPORT_OPTIONS = queue_folder(_place)
