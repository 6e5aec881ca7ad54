from pathlib import Path

from django.db import migrations

from stek.kit.sql import sql_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("people", "0002_identity")]
    operations = [sql_file(SQL / "limits.sql", undo=SQL / "limits.undo.sql")]
