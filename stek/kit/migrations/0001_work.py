from pathlib import Path

from django.db import migrations

from stek.kit.sql import sql_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    """The schema `work`: procrastinate's tables as it publishes them, and what each role may with them."""

    initial = True
    dependencies = []
    operations = [
        sql_file(SQL / "work.sql", undo=SQL / "work.undo.sql"),
        sql_file(SQL / "procrastinate.sql", undo=SQL / "procrastinate.undo.sql"),
        sql_file(SQL / "promises.sql", undo=SQL / "promises.undo.sql"),
    ]
