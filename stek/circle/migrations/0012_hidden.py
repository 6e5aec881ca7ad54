import django.contrib.postgres.fields
from django.db import migrations, models

import stek.kit.ids


class Migration(migrations.Migration):
    dependencies = [
        ("circle", "0011_emergency"),
    ]

    operations = [
        migrations.CreateModel(
            name="Hidden",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "family_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("family_id", models.UUIDField(editable=False)),
                ("id", models.UUIDField(default=stek.kit.ids.uuid7, editable=False)),
                ("thread_id", models.UUIDField()),
                ("readers", django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField())),
                ("why_sealed", models.BinaryField(null=True)),
                ("hidden_at", models.DateTimeField()),
                ("hidden_by", models.UUIDField()),
                ("lifted_at", models.DateTimeField(null=True)),
                ("lifted_by", models.UUIDField(null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="circlemember",
            name="circle_circlemember_once_at_a_time",
        ),
        migrations.AddField(
            model_name="circlemember",
            name="known_to",
            field=django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), null=True),
        ),
        migrations.AddIndex(
            model_name="circlemember",
            index=models.Index(
                condition=models.Q(("known_to__isnull", False)), fields=["family_id"], name="circle_circlemember_hidden"
            ),
        ),
        migrations.AddIndex(
            model_name="hidden",
            index=models.Index(
                condition=models.Q(("lifted_at", None)), fields=["family_id"], name="circle_hidden_in_force"
            ),
        ),
        migrations.AddConstraint(
            model_name="hidden",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lifted_at__isnull", False), ("lifted_by__isnull", False)),
                    models.Q(("lifted_at__isnull", True), ("lifted_by__isnull", True)),
                    _connector="OR",
                ),
                name="circle_hidden_lifted_pair",
            ),
        ),
    ]
