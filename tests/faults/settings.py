"""As on a laptop, with one more kind of work."""

from config.settings.local import *  # noqa: F403  # a settings module is its names
from config.settings.local import INSTALLED_APPS as LOCAL_APPS

INSTALLED_APPS = [*LOCAL_APPS, "tests.faults.apps.FaultsConfig"]
