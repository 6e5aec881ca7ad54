from pathlib import Path

from django.db import migrations

from stek.kit.sql import sql_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("continuity", "0001_initial"), ("balance", "0002_policies"), ("needs", "0002_policies"), ("story", "0002_policies"), ("circle", "0002_gate"),
        ("people", "0001_initial"),
    ]  # fmt: skip
    operations = [sql_file(SQL / "policies.sql", undo=SQL / "policies.undo.sql")]
