from pathlib import Path

from django.db import migrations

from stek.kit.sql import sql_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("story", "0002_policies"), ("circle", "0003_endings")]
    operations = [sql_file(SQL / "endings.sql", undo=SQL / "endings.undo.sql")]
