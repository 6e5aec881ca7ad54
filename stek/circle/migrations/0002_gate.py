from pathlib import Path

from django.db import migrations

from stek.kit.sql import sql_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("circle", "0001_initial"), ("people", "0002_identity")]
    operations = [
        sql_file(SQL / "functions.sql", undo=(SQL / "functions.undo.sql")),
        sql_file(SQL / "policies.sql", undo=(SQL / "policies.undo.sql")),
    ]
