from pathlib import Path

from django.db import migrations, models

from stek.kit.sql import said_again, sql_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("people", "0006_shift")]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("person_id", models.UUIDField()),
                ("page", models.CharField(max_length=500)),
                ("key_wrapped", models.BinaryField()),
                ("fields_sealed", models.BinaryField()),
                ("kept_at", models.DateTimeField()),
                ("arrived_at", models.DateTimeField(null=True)),
                ("went_to", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["person_id", "-kept_at"], name="people_draft_of_a_person"),
                    models.Index(
                        condition=models.Q(("arrived_at__isnull", False)),
                        fields=["arrived_at"],
                        name="people_draft_arrived",
                    ),
                ],
            },
        ),
        sql_file(SQL / "drafts.sql", undo=SQL / "drafts.undo.sql"),
        said_again(SQL / "clearing.sql", "function stek.clear_away"),
    ]
