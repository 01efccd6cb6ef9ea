"""Errors a user can cause, as values with a code, facts and one full sentence.

A sentence says what was asked, what stood in the way and what to do. Code never matches on its
wording: it reads ``code`` and ``facts``. Programming errors (``RegistryError``) are not among them.
"""

from typing import Any


class DomainError(Exception):
    """Something a user asked for that the house refuses; nothing was changed.

    code: stable machine word ("claims.unknown"); message: the sentence the user reads; facts: what
    the sentence was made from, safe to send to that user.
    """

    status = 400

    def __init__(self, code: str, message: str, **facts: Any) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.facts = facts


class InvalidInput(DomainError):
    """The input is malformed, out of range, or disagrees with rows already recorded."""

    status = 422


class NotFound(DomainError):
    """No such thing, or none that this user may see: the two are never told apart."""

    status = 404


class PermissionDenied(DomainError):
    """The user may see the thing but not do this to it."""

    status = 403


class InvalidTransition(DomainError):
    """The thing is not in a state in which this can be done."""

    status = 409


class Conflict(DomainError):
    """Somebody else changed the thing first; the caller should read it again."""

    status = 409


class TooMany(DomainError):
    """Asked too often; ``retry_after`` among the facts says after how many seconds to try again."""

    status = 429


class RegistryError(Exception):
    """A mistake in our own code: the message names the culprit and the cure."""
