from pathlib import Path

from django.db import migrations

from stek.kit.sql import said_again

ROOT = Path(__file__).parent.parent.parent
BEFORE = (
    said_again(ROOT / "circle" / "sql" / "functions.sql", "function stek.readers"),
    said_again(ROOT / "continuity" / "sql" / "policies.sql", "function stek.who_reads"),
)


class Migration(migrations.Migration):
    """Who reads something is said by one function, in the circle; the two that said a part of it go."""

    dependencies = [("web", "0002_many_families"), ("circle", "0007_who_reads"), ("continuity", "0006_a_step_stays")]
    operations = [
        migrations.RunSQL(
            sql=[("drop function stek.readers(uuid, text); drop function stek.who_reads(uuid, text, uuid[]);", None)],
            reverse_sql=[one for before in BEFORE for one in before.sql],
        )
    ]
