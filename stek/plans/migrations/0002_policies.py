from pathlib import Path

from django.db import migrations

from stek.kit.sql import sql_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0001_initial"),
        ("circle", "0002_gate"),
        ("balance", "0002_policies"),
        ("needs", "0002_policies"),
    ]
    operations = [sql_file(SQL / "policies.sql", undo=SQL / "policies.undo.sql")]
