from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.functions.comparison
import django.db.models.functions.text
from django.db import migrations, models

import stek.kit.ids
from stek.kit.sql import sql_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("circle", "0004_given")]
    operations = [
        migrations.CreateModel(
            name="Pace",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "family_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("family_id", models.UUIDField(editable=False)),
                ("id", models.UUIDField(default=stek.kit.ids.uuid7, editable=False)),
                ("section", models.CharField(max_length=48)),
                (
                    "scope",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.text.Concat(
                            django.db.models.functions.comparison.Cast("family_id", models.TextField()),
                            models.Value("/"),
                            models.F("section"),
                        ),
                        output_field=models.TextField(),
                    ),
                ),
                ("author_id", models.UUIDField(editable=False)),
                ("author_member_id", models.UUIDField(editable=False)),
                (
                    "rests_on",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), editable=False),
                ),
                ("shared_at", models.DateTimeField(null=True)),
                ("shared_by", models.UUIDField(null=True)),
                (
                    "private",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Q(("shared_at__isnull", True)),  # type: ignore[arg-type]
                        output_field=models.BooleanField(),
                    ),
                ),
                ("by_age", django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField())),
                ("stand_in_after", models.SmallIntegerField()),
                ("circle_after", models.SmallIntegerField()),
                ("handover_after", models.SmallIntegerField()),
                ("consent_before", models.SmallIntegerField()),
                ("many_steps", models.SmallIntegerField()),
                ("few_days", models.SmallIntegerField()),
                ("written_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["family_id", "-written_at", "-id"], name="circle_pace_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("shared_at__isnull", False), ("shared_by__isnull", False)),
                            models.Q(("shared_at__isnull", True), ("shared_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="circle_pace_shared_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("by_age__len", 3),
                            ("stand_in_after__lte", models.F("circle_after")),
                            ("circle_after__range", (0, 90)),
                            ("consent_before__range", (0, 90)),
                            ("few_days__range", (1, 31)),
                            ("handover_after__range", (0, 90)),
                            ("many_steps__range", (2, 30)),
                            ("stand_in_after__range", (0, 60)),
                        ),
                        name="circle_pace_in_order",
                    ),
                ],
            },
        ),
        sql_file(SQL / "pace.sql", undo=SQL / "pace.undo.sql"),
    ]
