"""Signing in and out, changing a password, and tokens for programs."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from riskcore.access.models import User
from riskcore.access.scoping import system_user
from riskcore.audit.actions import record
from riskcore.canonical import canonical_json, sha256
from riskcore.credentials.models import ApiToken, SignInCount
from riskcore.errors import InvalidInput, NotFound, TooMany

ATTEMPTS = 5
WINDOW = timedelta(minutes=15)
TOKEN_DAYS = 365
LAST_USED_STEP = timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True)
class NewToken:
    """A token just made: ``text`` is shown once and kept nowhere."""

    row: ApiToken
    text: str


def sign_in(*, username: str, password: str, address: str) -> User:
    """The person this name and password belong to.

    Raises TooMany after five attempts in fifteen minutes on one account from one address, InvalidInput
    otherwise. Records success and failure, and the first attempt that was refused unheard.
    """
    key = sha256(canonical_json([username.casefold(), address]))
    attempt, since = _count_attempt(key)
    known = User.objects.filter(username=username, is_system=False).first()
    if attempt > ATTEMPTS:
        if attempt == ATTEMPTS + 1:
            _record_failure("sign_in.locked", known, address)
        raise _locked(since)
    user = authenticate(username=username, password=password)
    if not isinstance(user, User) or user.is_system:
        _record_failure("sign_in.failed", known, address)
        raise InvalidInput(
            "sign_in.refused",
            "You asked to sign in; the name and the password do not belong together, or the account "
            "is closed. Check both, or ask your administrator.",
        )
    with transaction.atomic():
        SignInCount.objects.filter(key=key).delete()
        record(by=user, verb="sign_in.succeeded", subject=user, address=address)
    return user


def _count_attempt(key: str) -> tuple[int, datetime]:
    """Count this attempt before it is heard, so that attempts made at once cannot all slip through."""
    now = timezone.now()
    with transaction.atomic():
        SignInCount.objects.filter(since__lte=now - WINDOW).delete()
        SignInCount.objects.get_or_create(key=key, defaults={"since": now})
        SignInCount.objects.filter(key=key).update(attempts=F("attempts") + 1)
        count = SignInCount.objects.get(key=key)
    return count.attempts, count.since


def check_pace(*, what: str, caller: str, most: int, asked: str) -> None:
    """Count one asking of ``what`` by a caller: a network address, or somebody signed in.

    most: askings within fifteen minutes; asked: how the sentence begins ("You asked ..."). Raises
    TooMany beyond them.
    """
    asking, since = _count_attempt(sha256(canonical_json([what, "", caller])))
    if asking > most:
        raise _wait(
            f"{what}.too_often",
            f"{asked}; you or your network have done so {most} times within fifteen minutes.",
            since,
        )


def _wait(code: str, sentence: str, since: datetime) -> TooMany:
    """The refusal of one attempt too many since ``since``, with how long to wait."""
    seconds = max(1, int((since + WINDOW - timezone.now()).total_seconds()))
    return TooMany(
        code, f"{sentence} Try again in {-(-seconds // 60)} minutes.", retry_after=seconds
    )


def _locked_password(since: datetime) -> TooMany:
    return _wait(
        "password.locked",
        f"You asked to change your password; the current one was wrong {ATTEMPTS} times within fifteen "
        "minutes, so it cannot be changed for now.",
        since,
    )


def _locked(since: datetime) -> TooMany:
    return _wait(
        "sign_in.locked",
        f"You asked to sign in; there were {ATTEMPTS} attempts within fifteen minutes, so this account "
        "is closed to your address for now.",
        since,
    )


def _record_failure(verb: str, known: User | None, address: str) -> None:
    house = system_user()
    record(by=house, verb=verb, subject=known or house, address=address, known=known is not None)


def sign_out(*, by: User) -> None:
    """Record that a person ended their session."""
    record(by=by, verb="sign_out.done", subject=by)


def change_password(*, by: User, current: str, new: str) -> None:
    """Give ``by`` a new password; every other session of theirs ends.

    Raises InvalidInput with ``field`` among its facts: "current" or "new"; TooMany after five wrong
    guesses at the current one in fifteen minutes: whoever finds a browser open is to guess no longer
    than somebody at the door. Records guesses that were wrong.
    """
    key = sha256(canonical_json(["password", by.pk]))
    attempt, since = _count_attempt(key)
    if attempt > ATTEMPTS:
        raise _locked_password(since)
    if not by.check_password(current):
        record(by=by, verb="password.refused", subject=by)
        raise InvalidInput(
            "password.current_wrong",
            "You asked to change your password; the current one is not right. Type it again.",
            field="current",
        )
    SignInCount.objects.filter(key=key).delete()
    try:
        validate_password(new, by)
    except ValidationError as error:
        raise InvalidInput("password.weak", " ".join(error.messages), field="new") from error
    with transaction.atomic():
        by.set_password(new)
        by.save(update_fields=["password"])
        record(by=by, verb="password.changed", subject=by)


def issue_token(*, by: User, username: str, days: int = TOKEN_DAYS, note: str = "") -> NewToken:
    """Make a token for a person: by themselves, or by the house at an operator's command.

    Raises NotFound for an unknown or closed account and for anybody else's, InvalidInput for a bad
    number of days (1 to 3,650). Records it with its prefix, never with its text.
    """
    user = User.objects.filter(username=username, is_active=True, is_system=False).first()
    if user is None or not (by.is_system or by.pk == user.pk):
        raise NotFound(
            "user.unknown",
            f"You asked for a token for {username!r}; there is no open account of that name. "
            "Check the name.",
            username=username,
        )
    if not 1 <= days <= 3650:
        raise InvalidInput(
            "token.days",
            f"You asked for a token of {days} days; it must be 1 to 3,650. Choose fewer.",
            field="days",
        )
    prefix = secrets.token_hex(6)
    text = f"cw_{prefix}_{secrets.token_urlsafe(32)}"
    with transaction.atomic():
        row = ApiToken.objects.create(
            user=user,
            prefix=prefix,
            sha256=sha256(text),
            note=note,
            expires_at=timezone.now() + timedelta(days=days),
        )
        record(by=by, verb="token.issued", subject=row, prefix=prefix, holder=user.username)
    return NewToken(row=row, text=text)


def withdraw_token(*, by: User, prefix: str) -> ApiToken:
    """End a token at once; harmless where it has ended. Raises NotFound for anybody else's."""
    tokens = ApiToken.objects.filter(prefix=prefix)
    row = (tokens if by.is_system else tokens.filter(user=by)).first()
    if row is None:
        raise NotFound(
            "token.unknown",
            f"You asked to withdraw the token {prefix!r}; you have none of that prefix. Check it.",
            prefix=prefix,
        )
    with transaction.atomic():
        now = timezone.now()
        if ApiToken.objects.filter(pk=row.pk, withdrawn_at__isnull=True).update(withdrawn_at=now):
            record(by=by, verb="token.withdrawn", subject=row, prefix=prefix)
    row.refresh_from_db()
    return row


def holder_of(text: str) -> User | None:
    """The open account this token speaks for, or None; notes its use every five minutes at most."""
    parts = text.split("_", 2)
    if len(parts) != 3 or parts[0] != "cw":
        return None
    now = timezone.now()
    row = (
        ApiToken.objects.select_related("user")
        .filter(prefix=parts[1], withdrawn_at__isnull=True, expires_at__gt=now)
        .first()
    )
    if row is None or not hmac.compare_digest(row.sha256, sha256(text)) or not row.user.is_active:
        return None
    if row.last_used_at is None or row.last_used_at < now - LAST_USED_STEP:
        ApiToken.objects.filter(pk=row.pk).update(last_used_at=now)
    return row.user
