from pathlib import Path

from django.db import migrations

from stek.kit.sql import sql_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]
    operations = [sql_file(SQL / "rights.sql", undo=SQL / "rights.undo.sql")]
