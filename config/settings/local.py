"""A laptop or a trial: SQLite, a queue in a folder, files in a folder, no server needed."""

from config.settings.base import *  # noqa: F403  # a settings module is its names
from config.settings.base import COMMONWARD, STATIC_ROOT, env

SECRET_KEY = "local-only-secret-key-never-used-in-production"  # noqa: S105  # local only
DEBUG = env.flag("DEBUG", default=False)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
COMMONWARD["SYNTHETIC"] = env.flag("SYNTHETIC", default=True)
WHITENOISE_USE_FINDERS = True
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
