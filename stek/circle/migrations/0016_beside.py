from pathlib import Path

from django.db import migrations

from stek.kit.sql import filled

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    """The facts of whoever sits beside somebody."""

    dependencies = [("circle", "0015_recognised")]
    operations = [
        migrations.RunSQL(
            sql=[(filled(SQL / "beside.sql"), None)],
            reverse_sql=[("drop function stek.beside(uuid, uuid[]); drop function stek.facts_of(uuid, uuid)", None)],
        )
    ]
