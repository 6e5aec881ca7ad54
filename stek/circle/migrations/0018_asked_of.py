from pathlib import Path

from django.db import migrations

from stek.kit.sql import anew, filled, statements

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    """Who was not recognised yet is asked nothing."""

    dependencies = [("circle", "0017_known_before")]
    operations = [
        migrations.RunSQL(
            sql=[(filled(SQL / "asked_of.sql"), None)],
            reverse_sql=[(anew(one), None) for one in statements(SQL / "asked.sql", "policy see_what_one_is_asked")],
        )
    ]
