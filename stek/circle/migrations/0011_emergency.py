from pathlib import Path

from django.db import migrations, models

import stek.kit.ids
from stek.kit.sql import said_again, sql_file

SQL = Path(__file__).parent.parent / "sql"


def row(*fields):
    """The fields of a row of a family."""
    return [
        ("pk", models.CompositePrimaryKey("family_id", "id", blank=True, editable=False, primary_key=True, serialize=False)),
        ("family_id", models.UUIDField(editable=False)),
        ("id", models.UUIDField(default=stek.kit.ids.uuid7, editable=False)),
        *fields,
    ]  # fmt: skip


class Migration(migrations.Migration):
    """Emergency access by a code, looked at by the organisation, told to the parents after.

    A reason that was given before was sealed with the family's key, for a reviewer who was not there: nobody could read
    it, and it is not carried over.
    """

    dependencies = [("circle", "0010_links"), ("people", "0008_reviewer"), ("trail", "0003_readings")]
    operations = [
        migrations.CreateModel(
            name="EmergencyCode",
            fields=row(
                ("code_hash", models.BinaryField(max_length=32)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.UUIDField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.UUIDField(null=True)),
            ),
            options={
                "indexes": [models.Index(fields=["code_hash"], name="circle_emergencycode_hash")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ended_at__isnull", False), ("ended_by__isnull", False))
                        | models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                        name="circle_emergencycode_ended_pair",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("family_id", "made_by"),
                        name="circle_emergencycode_one_each",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GlassReason",
            fields=row(("key_wrapped", models.BinaryField()), ("why_sealed", models.BinaryField())),
        ),
        migrations.CreateModel(
            name="GlassReview",
            fields=row(
                ("glass_id", models.UUIDField()),
                ("says", models.CharField(max_length=8)),
                ("tells_why", models.BooleanField(default=False)),
                ("said_at", models.DateTimeField()),
                ("said_by", models.UUIDField()),
            ),
            options={
                "indexes": [models.Index(fields=["family_id", "glass_id"], name="circle_glassreview_glass")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("says__in", ["seen", "not_yet"])), name="circle_glassreview_says_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tells_why", False)) | models.Q(("says", "seen")),
                        name="circle_glassreview_tells_what_was_seen",
                    ),
                ],
            },
        ),
        migrations.AddField("breakglass", "organisation_id", models.UUIDField(null=True)),
        migrations.SeparateDatabaseAndState(state_operations=[migrations.RemoveField("breakglass", "why_sealed")]),
        said_again(
            SQL / "functions.sql",
            "function stek.stood_as_family",
            "function stek.opened_families",
            "function stek.facts",
        ),
        sql_file(SQL / "emergency.sql", undo=SQL / "emergency.undo.sql"),
    ]
