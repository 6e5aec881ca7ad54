from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

import stek.kit.ids
from stek.kit.sql import said_again, sql_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("people", "0007_drafts")]
    operations = [
        migrations.CreateModel(
            name="Reviewer",
            fields=[
                (
                    "id",
                    models.UUIDField(default=stek.kit.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("from_at", models.DateTimeField()),
                ("until_at", models.DateTimeField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="people.organisation"),
                ),
                (
                    "person",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="people.person"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until_at", None)),
                        fields=("person", "organisation"),
                        name="people_reviewer_once",
                    ),
                ],
            },
        ),
        sql_file(SQL / "reviewer.sql", undo=SQL / "reviewer.undo.sql"),
        said_again(SQL / "rights.sql", "function stek.discipline_stays"),
    ]
