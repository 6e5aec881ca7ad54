from pathlib import Path

from django.db import migrations, models

from stek.kit.sql import sql_file

SQL = Path(__file__).parent.parent / "sql"
STAND_THERE = (
    "update circle_circlemember set recognised_at = from_at, recognised_by = coalesce(invited_by, person_id)"
    " where role <> 'parent' and person_id is not null and recognised_at is null"
)


class Migration(migrations.Migration):
    """Who stood there already was recognised by who asked them in."""

    dependencies = [("circle", "0014_author_asked")]
    operations = [
        migrations.AddField("circlemember", "recognised_at", models.DateTimeField(null=True)),
        migrations.AddField("circlemember", "recognised_by", models.UUIDField(null=True)),
        migrations.RunSQL(sql=[(STAND_THERE, None)], reverse_sql=migrations.RunSQL.noop),
        migrations.AddConstraint(
            "circlemember",
            models.CheckConstraint(
                condition=models.Q(recognised_at__isnull=False, recognised_by__isnull=False)
                | models.Q(recognised_at__isnull=True, recognised_by__isnull=True),
                name="circle_circlemember_recognised_pair",
            ),
        ),
        sql_file(SQL / "recognised.sql", undo=SQL / "recognised.undo.sql"),
    ]
