"""``manage.py render_reference``: write docs/reference, or with --check say which page is stale."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from riskcore.reference import pages

FOLDER = Path("docs") / "reference"


class Command(BaseCommand):
    help = "Write docs/reference from the registries."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="write nothing; fail if a page is stale"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        FOLDER.mkdir(parents=True, exist_ok=True)
        texts = pages()
        stale = [
            name
            for name, text in texts.items()
            if not (FOLDER / name).exists() or (FOLDER / name).read_text() != text
        ]
        if options["check"] and stale:
            raise CommandError(
                f"These reference pages are not what the code says: {', '.join(stale)}. "
                "Run 'make reference' and commit them."
            )
        for name in stale:
            (FOLDER / name).write_text(texts[name])
            self.stdout.write(f"wrote {FOLDER / name}")
