from pathlib import Path

from django.db import migrations, models

from stek.kit.sql import sql_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    """What somebody told is theirs to give. What was noted before stays as it is: its readers know it."""

    dependencies = [("story", "0008_asks"), ("web", "0008_whose_words")]
    operations = [
        migrations.AddField("observation", "whose_id", models.UUIDField(editable=False, null=True)),
        sql_file(SQL / "quotations.sql", SQL / "quotations.undo.sql"),
    ]
