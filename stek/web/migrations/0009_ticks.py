from pathlib import Path

from django.db import migrations

from stek.kit.sql import said_again

CIRCLE = Path(__file__).parent.parent.parent / "circle" / "sql"


class Migration(migrations.Migration):
    """Whom a parent ticked for something goes on reading it when it is shown again, until a newer list replaces that one."""

    dependencies = [("web", "0008_whose_words")]
    operations = [
        said_again(CIRCLE / "yes.sql", "function stek.ticks_hold", "function stek.given("),
        said_again(CIRCLE / "beside.sql", "function stek.facts_of"),
        said_again(CIRCLE / "who_reads.sql", "function stek.who_reads"),
    ]
