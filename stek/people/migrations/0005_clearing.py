from pathlib import Path

from django.db import migrations, models
from django.db.models.functions import Least

from stek.kit.sql import sql_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_telling"),
        ("sessions", "0001_initial"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="livesession",
            index=models.Index(Least("ended_at", "until_at"), name="people_livesession_over"),
        ),
        migrations.AddIndex(
            model_name="reminder",
            index=models.Index(fields=["day"], name="people_reminder_day"),
        ),
        sql_file(SQL / "clearing.sql", undo=SQL / "clearing.undo.sql"),
    ]
