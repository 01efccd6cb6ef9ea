"""The database itself refuses to change rows that must never change."""

from django.db import migrations

from riskcore import guards


def install(apps, schema_editor):
    guards.install(schema_editor.connection)


def remove(apps, schema_editor):
    guards.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("riskcore", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
