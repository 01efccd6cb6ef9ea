"""Switching a data set on or off, and writing its dictionary: one decision, appended and recorded."""

from django.db import transaction
from django.utils import timezone

from accountability.transparency.data_sets import DATA_SETS
from accountability.transparency.models import DICTIONARY_LENGTH, Publication
from riskcore.access.models import User
from riskcore.audit import actions as audit
from riskcore.clients.models import Client
from riskcore.clients.queries import find
from riskcore.errors import InvalidInput, NotFound


def publish(
    *, by: User, client_code: str, data_set: str, shown: bool, dictionary: str = ""
) -> Publication:
    """Show a data set to the public, or no longer, with this dictionary; "" takes the house's.

    The same decision again changes nothing. Raises NotFound, PermissionDenied; InvalidInput where the
    dictionary is too long. Records transparency.changed.
    """
    text = dictionary.strip()
    with transaction.atomic():
        client = find(by=by, code=client_code, permission="transparency.publish")
        client = Client.objects.select_for_update().get(pk=client.pk)
        if data_set not in DATA_SETS:
            raise NotFound(
                "transparency.unknown",
                f"You asked for the data set {data_set!r}; there are {', '.join(DATA_SETS)}.",
                data_set=data_set,
            )
        if len(text) > DICTIONARY_LENGTH:
            raise InvalidInput(
                "transparency.dictionary",
                f"A dictionary of {len(text)} characters was given; it may have {DICTIONARY_LENGTH}. "
                "Shorten it.",
                field="dictionary",
            )
        text = "" if text == DATA_SETS[data_set].dictionary else text
        rows = Publication.objects.visible_to(by).filter(client=client, data_set=data_set)
        last = rows.in_force().first()
        if last is not None and (last.shown, last.dictionary) == (shown, text):
            return last
        row = Publication.objects.create(
            client=client,
            data_set=data_set,
            shown=shown,
            dictionary=text,
            recorded_at=timezone.now(),
            recorded_by=by,
        )
        audit.record(
            by=by,
            verb="transparency.changed",
            subject=row,
            client=client,
            data_set=data_set,
            shown=shown,
            dictionary_changed=text != (last.dictionary if last else ""),
        )
        return row
