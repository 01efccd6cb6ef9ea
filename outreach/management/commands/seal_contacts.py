"""Seal every partner's contact under the newest secret, when a secret is turned over."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from outreach.partners.contacts import seal_contacts_again
from riskcore.access.scoping import system_user
from riskcore.errors import DomainError


class Command(BaseCommand):
    help = "Seals partners' contacts again under the first of COMMONWARD_SEALING_KEYS."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = seal_contacts_again(by=system_user())
        except DomainError as refused:
            raise CommandError(refused.message) from None
        self.stdout.write(f"Sealed under the newest secret: {done}. Older secrets may go.")
