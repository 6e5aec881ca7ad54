from pathlib import Path

from django.db import migrations

from stek.kit.sql import role, said_again

ROOT = Path(__file__).parent.parent.parent
CIRCLE = ROOT / "circle" / "sql"
HELD = "stek.let_in_by(uuid, uuid, uuid)"


class Migration(migrations.Migration):
    """A no holds for the person, a tick for the place it is read from, and no id is taken twice."""

    dependencies = [("web", "0009_ticks"), ("story", "0009_quotations")]
    operations = [
        said_again(CIRCLE / "parents.sql", "function stek.let_in("),
        said_again(CIRCLE / "functions.sql", "function stek.accept_invitation"),
        said_again(CIRCLE / "who_reads.sql", "function stek.who_reads"),
        said_again(CIRCLE / "beside.sql", "function stek.facts_of", "function stek.beside("),
        said_again(
            ROOT / "story" / "sql" / "quotations.sql", "function stek.first_readers", "function stek.is_quoted()"
        ),
        said_again(
            ROOT / "web" / "sql" / "closing.sql",
            "function stek.is_no_thing",
            "function stek.drew",
            "function stek.is_free",
        ),
        # It names another thing than it did: a parameter is not renamed in passing.
        migrations.RunSQL(sql=[(f"drop function {HELD}", None)], reverse_sql=migrations.RunSQL.noop),
        said_again(CIRCLE / "yes.sql", "function stek.let_in_by", "function stek.given(", "function stek.says_about"),
        migrations.RunSQL(
            sql=[(f"revoke execute on function {HELD} from {role('app')}", None)], reverse_sql=migrations.RunSQL.noop
        ),
    ]
