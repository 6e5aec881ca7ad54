from pathlib import Path

from django.db import migrations, models

from stek.kit.sql import sql_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_clearing"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="shift_off_at",
            field=models.DateTimeField(null=True),
        ),
        sql_file(SQL / "shift.sql", undo=SQL / "shift.undo.sql"),
    ]
