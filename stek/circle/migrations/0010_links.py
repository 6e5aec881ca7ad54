from pathlib import Path

from django.db import migrations, models

from stek.kit.sql import said_again, sql_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("circle", "0009_deeds")]
    operations = [
        migrations.AddField("invitation", "account_id", models.UUIDField(null=True)),
        sql_file(SQL / "links.sql", undo=SQL / "links.undo.sql"),
        said_again(SQL / "functions.sql", "function stek.accept_invitation", "function stek.invitation_holds"),
        said_again(SQL / "given.sql", "function stek.what_an_invitation_gives"),
    ]
