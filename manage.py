#!/usr/bin/env python
"""Entry point of every command; development settings unless the environment says otherwise."""

import os
import sys

from django.core.management import execute_from_command_line
from django.db import connection
from django.db.utils import OperationalError, ProgrammingError


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
    try:
        execute_from_command_line(sys.argv)
    except (OperationalError, ProgrammingError):
        if "django_migrations" in connection.introspection.table_names():
            raise
        sys.stderr.write(
            "The database has no tables yet; run 'make demo', or 'manage.py migrate' for an empty "
            "one, then this command again.\n"
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
