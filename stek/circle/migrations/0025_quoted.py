from pathlib import Path

from django.db import migrations, models

import stek.kit.ids
from stek.kit.sql import sql_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    """Words that quote somebody are theirs to give: what each chose for all of them, and that a closing is one of those."""

    dependencies = [("circle", "0024_teams")]
    operations = [
        migrations.AddField("hidden", "quotation", models.BooleanField(db_default=False, default=False)),
        migrations.CreateModel(
            "QuotedChoice",
            [
                ("pk", models.CompositePrimaryKey("family_id", "id", blank=True, editable=False, primary_key=True, serialize=False)),
                ("family_id", models.UUIDField(editable=False)),
                ("id", models.UUIDField(default=stek.kit.ids.uuid7, editable=False)),
                ("carers", models.BooleanField()),
                ("said_at", models.DateTimeField()),
                ("said_by", models.UUIDField()),
            ],
            options={
                "indexes": [models.Index(fields=["family_id", "said_by", "-said_at", "-id"], name="circle_quotedchoice_newest")],
            },
        ),
        sql_file(SQL / "quoted.sql", SQL / "quoted.undo.sql"),
    ]  # fmt: skip
