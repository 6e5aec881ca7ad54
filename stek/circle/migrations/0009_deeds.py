from pathlib import Path

from django.db import migrations

from stek.kit.sql import sql_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("circle", "0008_parents")]
    operations = [sql_file(SQL / "deeds.sql", undo=SQL / "deeds.undo.sql")]
