"""The table where guesses and used codes are counted, when the database keeps them."""

from django.core.management import call_command
from django.db import migrations


def make_table(apps, schema_editor):
    call_command(
        "createcachetable", database=schema_editor.connection.alias, verbosity=0
    )


class Migration(migrations.Migration):
    dependencies = [("guide_portal", "0001_squashed")]
    operations = [migrations.RunPython(make_table, migrations.RunPython.noop)]
