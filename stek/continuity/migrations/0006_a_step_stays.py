from pathlib import Path

from django.db import migrations

from stek.kit.sql import sql_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    """A step is shared no sooner than what it was taken in."""

    dependencies = [("continuity", "0005_stand_in_takes")]
    operations = [sql_file(SQL / "sharing.sql", undo=SQL / "sharing.undo.sql")]
