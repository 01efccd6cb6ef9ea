"""Seal every officer's name under the newest secret, when a secret is turned over."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accountability.officer_names import seal_again
from riskcore.access.scoping import system_user
from riskcore.errors import DomainError


class Command(BaseCommand):
    help = "Seals officers' names again under the first of COMMONWARD_SEALING_KEYS."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = seal_again(by=system_user())
        except DomainError as refused:
            raise CommandError(refused.message) from None
        self.stdout.write(f"{done} names are sealed under the newest secret; older ones may go.")
