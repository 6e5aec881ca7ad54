from pathlib import Path

from django.db import migrations, models

from stek.kit.sql import sql_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    """What a parent reads is that parent's own."""

    # After `parents`: a person has their place in a circle by then.
    dependencies = [("trail", "0002_policies"), ("circle", "0008_parents")]
    operations = [
        migrations.AddField(
            "trailentry", "stood_as", models.CharField(default="professional", max_length=12), preserve_default=False
        ),
        sql_file(SQL / "readings.sql", undo=SQL / "readings.undo.sql"),
    ]
