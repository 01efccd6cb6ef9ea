"""One precision stood for both dates of a complaint; each date takes it over."""

from django.db import migrations
from django.db.models import F


def each_its_own(apps, schema_editor):
    complaints = apps.get_model("accountability", "Complaint").objects.exclude(
        received_precision="day"
    )
    complaints.update(occurred_precision=F("received_precision"))


class Migration(migrations.Migration):
    dependencies = [
        ("accountability", "0004_the_record"),
    ]

    operations = [
        migrations.RunPython(each_its_own, migrations.RunPython.noop),
    ]
