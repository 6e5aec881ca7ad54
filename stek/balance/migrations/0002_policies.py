from pathlib import Path

from django.db import migrations

from stek.kit.sql import sql_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("balance", "0001_initial"), ("story", "0004_threads")]
    operations = [sql_file(SQL / "policies.sql", undo=SQL / "policies.undo.sql")]
