from pathlib import Path

from django.db import migrations

from stek.kit.sql import role, said_again, sql_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    """A session acts from one of somebody's places in a family: the one that was chosen in it."""

    dependencies = [("circle", "0020_yes"), ("web", "0006_asked_once"), ("people", "0009_acting_from")]
    operations = [
        sql_file(SQL / "cards.sql", undo=SQL / "cards.undo.sql"),
        said_again(SQL / "readers.sql", "function stek.places"),
        said_again(SQL / "beside.sql", "function stek.facts_of"),
        said_again(SQL / "who_reads.sql", "function stek.who_reads"),
        # Of all places at once, where a database has the function that was asked place by place.
        migrations.RunSQL(
            sql=[("drop function if exists stek.uncovered(uuid, uuid, text)", None)], reverse_sql=migrations.RunSQL.noop
        ),
        said_again(SQL / "yes.sql", "function stek.uncovered(families", "function stek.uncovered()"),
        migrations.RunSQL(
            sql=[(f"revoke execute on function stek.uncovered(uuid[], uuid[], text) from {role('app')}", None)],
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
