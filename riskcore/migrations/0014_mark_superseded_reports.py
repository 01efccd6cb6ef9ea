from django.db import migrations
from django.db.models import F


def mark(apps, schema_editor):
    """Reports issued before superseding was stored: each gives way to the next of its line."""
    report = apps.get_model("riskcore", "Report")
    for row in report.objects.filter(status="issued", issued_at__isnull=False):
        newer = (
            report.objects.filter(
                client=row.client_id,
                audience=row.audience,
                status__in=["issued", "acknowledged", "superseded"],
                issued_at__gt=row.issued_at,
                as_of__gte=row.as_of,
            )
            .order_by(F("issued_at").asc(), "number")
            .first()
        )
        if newer is not None:
            report.objects.filter(pk=row.pk).update(status="superseded", superseded_by=newer)


def unmark(apps, schema_editor):
    apps.get_model("riskcore", "Report").objects.filter(
        status__in=["superseded", "acknowledged"]
    ).update(status="issued", superseded_by=None)


class Migration(migrations.Migration):
    dependencies = [("riskcore", "0013_report_life")]
    operations = [migrations.RunPython(mark, unmark)]
