from pathlib import Path

import django.contrib.postgres.fields
from django.db import migrations, models

from stek.kit.sql import anew, filled, statements

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    """Before a parent comes in, each parent says of which hidden places that they made the newcomer may know."""

    dependencies = [("circle", "0016_beside")]
    operations = [
        migrations.AddField(
            "parentanswer",
            "may_know",
            django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list),
        ),
        migrations.RunSQL(
            sql=[(filled(SQL / "known_before.sql"), None)],
            reverse_sql=[(anew(one), None) for one in statements(SQL / "parents.sql", "function stek.let_in")],
        ),
    ]
