from pathlib import Path

from django.db import migrations, models

from stek.kit.sql import sql_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("plans", "0002_policies"), ("story", "0004_threads")]
    operations = [
        migrations.AddField("goal", "thread_id", models.UUIDField(null=True)),
        migrations.AddField("goal", "supersedes_id", models.UUIDField(null=True)),
        migrations.AddField("step", "thread_id", models.UUIDField(null=True)),
        migrations.AddField("step", "supersedes_id", models.UUIDField(null=True)),
        sql_file(SQL / "corrections.sql", undo=SQL / "corrections.undo.sql"),
        migrations.AlterField("goal", "thread_id", models.UUIDField()),
        migrations.AlterField("step", "thread_id", models.UUIDField()),
        migrations.AddConstraint(
            "goal", models.UniqueConstraint(fields=["family_id", "supersedes_id"], name="plans_goal_corrected_once")
        ),
        migrations.AddConstraint(
            "step", models.UniqueConstraint(fields=["family_id", "supersedes_id"], name="plans_step_corrected_once")
        ),
    ]
