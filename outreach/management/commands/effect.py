"""``manage.py effect``: did complaints change after outreach began, beyond what was to be expected?"""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from outreach.effect.assess import assess
from outreach.effect.reading import LARGEST, read_panel
from outreach.effect.told import effect_facts, effect_words
from riskcore.errors import DomainError

# What a shell learns: the file was read and refused, or could not be read; nothing is on stdout.
REFUSED = 2


class Command(BaseCommand):
    help = "Compare complaints after a start with what was to be expected, from a CSV file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="unit,month,count,exposure,start")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            read = read_panel(_read(options["file"]))
            found = assess(read.panel)
        except DomainError as error:
            raise CommandError(error.message, returncode=REFUSED) from error
        self.stdout.write(
            json.dumps(effect_facts(found, read), allow_nan=False)
            if options["json"]
            else effect_words(found, read)
        )


def _read(path: Path) -> bytes:
    """One byte more than is read here is enough to know that the file is too large."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise CommandError(
            f"{path} could not be read: {error.strerror}.", returncode=REFUSED
        ) from error
