from pathlib import Path

from django.db import migrations, models

import stek.kit.ids
from stek.kit.sql import sql_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("continuity", "0002_policies"), ("people", "0002_identity")]
    operations = [
        migrations.CreateModel(
            name="Feed",
            fields=[
                ("id", models.UUIDField(default=stek.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("person_id", models.UUIDField()),
                ("secret_hash", models.BinaryField(max_length=32)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("secret_hash",), name="continuity_feed_secret"),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("person_id",),
                        name="continuity_feed_one_each",
                    ),
                ],
            },
        ),
        sql_file(SQL / "calendar.sql", undo=SQL / "calendar.undo.sql"),
    ]
