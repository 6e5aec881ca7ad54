from pathlib import Path

from django.db import migrations, models

import stek.kit.ids
from stek.kit.sql import said_again, sql_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("circle", "0007_who_reads"), ("people", "0002_identity")]
    operations = [
        migrations.CreateModel(
            name="ParentAnswer",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "family_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("family_id", models.UUIDField(editable=False)),
                ("id", models.UUIDField(default=stek.kit.ids.uuid7, editable=False)),
                ("circle_member_id", models.UUIDField()),
                ("person_id", models.UUIDField()),
                ("is_yes", models.BooleanField()),
                ("said_at", models.DateTimeField()),
                ("said_by", models.UUIDField()),
            ],
            options={
                "indexes": [models.Index(fields=["family_id", "circle_member_id"], name="circle_parentanswer_place")],
            },
        ),
        sql_file(SQL / "parents.sql", undo=SQL / "parents.undo.sql"),
        said_again(SQL / "functions.sql", "function stek.accept_invitation"),
    ]
