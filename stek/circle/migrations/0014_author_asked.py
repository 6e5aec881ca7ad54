from pathlib import Path

from django.db import migrations, models

import stek.kit.ids
from stek.kit.sql import sql_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("circle", "0013_no_seal"),
    ]

    operations = [
        migrations.CreateModel(
            name="AuthorAsked",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "family_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("family_id", models.UUIDField(editable=False)),
                ("id", models.UUIDField(default=stek.kit.ids.uuid7, editable=False)),
                ("kind", models.CharField(max_length=12)),
                ("thread_id", models.UUIDField()),
                ("wish", models.CharField(max_length=8)),
                ("for_person", models.UUIDField(null=True)),
                ("words_sealed", models.BinaryField(null=True)),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.UUIDField()),
                ("asked_from", models.UUIDField()),
                ("asked_of", models.UUIDField()),
                ("agreed", models.BooleanField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["asked_of"], name="circle_authorasked_author")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("wish__in", ["close", "open"])), name="circle_authorasked_wish_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("for_person__isnull", False), ("wish", "open")),
                            models.Q(("for_person__isnull", True), ("wish", "close")),
                            _connector="OR",
                        ),
                        name="circle_authorasked_opens_for_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed__isnull", True), ("answered_at__isnull", True)),
                            models.Q(("agreed__isnull", False), ("answered_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="circle_authorasked_answered_pair",
                    ),
                    models.UniqueConstraint(
                        fields=("family_id", "thread_id", "asked_by", "wish", "for_person"),
                        name="circle_authorasked_once",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
        sql_file(SQL / "asked.sql", undo=SQL / "asked.undo.sql"),
    ]
