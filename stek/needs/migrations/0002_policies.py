from pathlib import Path

from django.db import migrations

from stek.kit.sql import sql_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("needs", "0001_initial"), ("story", "0002_policies"), ("circle", "0002_gate")]
    operations = [sql_file(SQL / "policies.sql", undo=SQL / "policies.undo.sql")]
