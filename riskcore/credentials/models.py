"""What proves who somebody is, beside the password: tokens for programs, and the count of failures."""

from typing import ClassVar

from django.db import models

from riskcore.access.models import User


class SignInCount(models.Model):
    """Attempts to sign in to one account from one address since ``since``, not yet followed by success;
    or guesses at the current password of somebody signed in; or askings of a page open to all.

    key: SHA-256 over the account's name and the address, so that a mistyped secret is not kept.
    """

    key = models.CharField(max_length=64, primary_key=True)
    attempts = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()

    class Meta:
        verbose_name = "sign-in count"

    def __str__(self) -> str:
        return f"{self.attempts} since {self.since:%Y-%m-%d %H:%M}"


class ApiToken(models.Model):
    """A program's way in on behalf of one person, until the day it expires or is withdrawn.

    Only the hash of the whole token is kept. ``prefix`` is the part that may be shown and looked up.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    prefix = models.CharField(max_length=12, unique=True)
    sha256 = models.CharField(max_length=64)
    note = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["user_id", "-created_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")),
                name="api_token_expires_after_it_is_made",
            )
        ]

    def __str__(self) -> str:
        return f"cw_{self.prefix}_…"
