"""Versions of the bank: the one that comes with the product, and those imported after it."""

from datetime import date
from functools import lru_cache
from pathlib import Path

from django.db import IntegrityError, transaction
from django.utils import timezone

from riskcore.access.models import User
from riskcore.access.rules import RULES
from riskcore.audit.actions import record
from riskcore.clients.queries import held_somewhere
from riskcore.errors import Conflict, NotFound, PermissionDenied
from riskcore.submissions.bank import Bank, parse
from riskcore.submissions.models import QuestionBank

BUILT_IN = "public-entity-2026-1"
FOLDER = Path(__file__).parent / "banks"


@lru_cache
def built_in() -> Bank:
    """The bank that comes with the product."""
    text = (FOLDER / f"{BUILT_IN}.csv").read_text(encoding="utf-8")
    return parse(BUILT_IN, text)


def bank(key: str) -> Bank:
    """The version of this key. Raises NotFound."""
    if key == BUILT_IN:
        return built_in()
    row = QuestionBank.objects.filter(key=key).first()
    if row is None:
        raise NotFound(
            "submission.bank_unknown",
            f"You asked for the bank of questions {key!r}; there is none. Known: "
            f"{', '.join(keys())}.",
            bank=key,
        )
    return parse(row.key, row.body)


def keys() -> list[str]:
    """Every version, oldest first."""
    return [BUILT_IN, *QuestionBank.objects.values_list("key", flat=True)]


def in_force(day: date) -> Bank:
    """The version for terms that start on ``day``: the last that was effective by then."""
    row = QuestionBank.objects.filter(effective_from__lte=day).last()
    return parse(row.key, row.body) if row else built_in()


def load(*, by: User, key: str, effective_from: date, text: str) -> QuestionBank:
    """Add a version, for terms that start on or after a day. Raises PermissionDenied, InvalidInput with
    every fault, Conflict where the key is taken. Records ``submission.load_bank``."""
    if "submission.load_bank" not in held_somewhere(by=by):
        raise PermissionDenied("access.denied", RULES.get("submission.load_bank").refusal)
    found = parse(key, text)
    try:
        if key == BUILT_IN:
            raise IntegrityError
        with transaction.atomic():
            row = QuestionBank.objects.create(
                key=key,
                effective_from=effective_from,
                body=text,
                loaded_by=by,
                loaded_at=timezone.now(),
            )
            record(
                by=by,
                verb="submission.load_bank",
                subject=row,
                key=key,
                effective_from=effective_from,
                questions=len(found.questions),
            )
    except IntegrityError as error:
        raise Conflict(
            "submission.bank_taken",
            f"There is a bank of questions {key!r} already, and a version is never changed. Give the "
            "next version another key.",
            bank=key,
        ) from error
    return row
