from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import stek.kit.ids
from stek.kit.sql import sql_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("kit", "0001_work"),
        ("people", "0003_limits"),
    ]

    operations = [
        migrations.CreateModel(
            name="Channel",
            fields=[
                ("id", models.UUIDField(default=stek.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(default="mail", max_length=8)),
                ("off_at", models.DateTimeField(null=True)),
                ("rhythm", models.CharField(max_length=16)),
                ("hour", models.PositiveSmallIntegerField()),
                ("quiet_from", models.PositiveSmallIntegerField()),
                ("quiet_until", models.PositiveSmallIntegerField()),
                ("changed_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("person", "kind"), name="people_channel_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["mail"])), name="people_channel_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rhythm__in", ["digest", "as_it_comes"])),
                        name="people_channel_rhythm_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hour__lte", 23), ("quiet_from__lte", 23), ("quiet_until__lte", 23)),
                        name="people_channel_hours",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rhythm", "as_it_comes"),
                            ("quiet_from", models.F("quiet_until")),
                            models.Q(
                                ("quiet_from__lt", models.F("quiet_until")),
                                models.Q(
                                    ("hour__lt", models.F("quiet_from")),
                                    ("hour__gte", models.F("quiet_until")),
                                    _connector="OR",
                                ),
                            ),
                            models.Q(
                                ("hour__gte", models.F("quiet_until")),
                                ("hour__lt", models.F("quiet_from")),
                                ("quiet_from__gt", models.F("quiet_until")),
                            ),
                            _connector="OR",
                        ),
                        name="people_channel_can_come",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.UUIDField(default=stek.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("day", models.DateField()),
                ("told_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("person", "day"), name="people_reminder_once_a_day")],
            },
        ),
        sql_file(SQL / "telling.sql", undo=SQL / "telling.undo.sql"),
    ]
