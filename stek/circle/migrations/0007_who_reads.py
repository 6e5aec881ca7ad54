from pathlib import Path

from django.db import migrations

from stek.kit.sql import sql_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    """One function says who reads something, for every part."""

    dependencies = [("circle", "0006_key_check"), ("people", "0002_identity")]
    operations = [sql_file(SQL / "who_reads.sql", undo=SQL / "who_reads.undo.sql")]
