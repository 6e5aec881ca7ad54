from pathlib import Path

from django.db import migrations

from stek.kit.sql import sql_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("circle", "0005_pace")]
    operations = [sql_file(SQL / "key_check.sql", undo=SQL / "key_check.undo.sql")]
