from pathlib import Path

from django.db import migrations

from stek.kit.sql import role, said_again

ROOT = Path(__file__).parent.parent.parent
CIRCLE = ROOT / "circle" / "sql"
NEW = ("function stek.voice", "function stek.refusers")


class Migration(migrations.Migration):
    """Whose words something holds: in what a yes asks, in who reads it, in who may hide it and whom one asks about it."""

    dependencies = [("web", "0007_teams"), ("circle", "0025_quoted")]
    operations = [
        said_again(
            CIRCLE / "yes.sql",
            *NEW,
            *(f"function stek.{one}" for one in ("given(", "is_given(", "says_about", "begins_a_step")),
        ),
        migrations.RunSQL(
            sql=[(f"revoke execute on function stek.voice(uuid, uuid, uuid) from {role('app')}", None)],
            reverse_sql=migrations.RunSQL.noop,
        ),
        said_again(CIRCLE / "who_reads.sql", "function stek.who_reads"),
        said_again(CIRCLE / "asked.sql", "function stek.author_to_ask"),
        said_again(ROOT / "web" / "sql" / "closing.sql", "function stek.put_closing", "or replace function stek.wrote"),
    ]
