"""How long the text of an alert is kept: its own rule, apart from complaints and discipline.

After ``KEPT_MONTHS`` from its closing an alert loses officer, reasons, words and its steps' notes.
Day, level and decision stay, so that counts of any day still add up. What waits is never touched.
"""

from datetime import date

from django.db import transaction

from accountability.warnings.models import Alert, AlertFeedback, AlertStep
from accountability.warnings.plan import KEPT_MONTHS
from riskcore.access.scoping import system_user
from riskcore.audit import actions as audit
from riskcore.clients.models import Client
from riskcore.periods import add_months


@transaction.atomic
def remove_old_text(day: date) -> int:
    """Remove the text of alerts closed long enough before ``day``; returns how many. Records
    ``alert.text_removed`` with the number, once a client. Done again, it changes nothing."""
    due = Alert.objects.filter(
        closed_on__lte=add_months(day, -KEPT_MONTHS), text_removed_on__isnull=True
    ).order_by()
    ids = list(due.values_list("pk", "client_id"))
    rows = [pk for pk, _ in ids]
    AlertStep.objects.filter(alert__in=rows).update(note="")
    AlertFeedback.objects.filter(alert__in=rows).delete()
    Alert.objects.filter(pk__in=rows).update(
        officer=None, reasons=[], decision_reason="", text_removed_on=day
    )
    for client in Client.objects.filter(pk__in={client_id for _, client_id in ids}):
        audit.record(
            by=system_user(),
            verb="alert.text_removed",
            subject=client,
            client=client,
            alerts=sum(client_id == client.pk for _, client_id in ids),
        )
    return len(rows)
