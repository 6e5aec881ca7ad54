from pathlib import Path

from django.db import migrations

from stek.kit.sql import sql_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    """How closely a family wants to be followed goes down to the circle, with all that was chosen before."""

    dependencies = [("continuity", "0003_calendar"), ("circle", "0005_pace")]
    operations = [
        sql_file(SQL / "pace_to_circle.sql", undo=SQL / "pace_to_circle.undo.sql"),
        migrations.DeleteModel(name="Pace"),
    ]
