from pathlib import Path

from django.db import migrations

from stek.kit.sql import sql_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    """Drafts are of who types them (people/drafts.py). What was sealed in a family's name cannot be carried over here:
    the database has no key."""

    dependencies = [("story", "0006_safety"), ("people", "0007_drafts")]
    operations = [
        sql_file(SQL / "no_draft.sql", undo=SQL / "no_draft.undo.sql"),
        migrations.DeleteModel(name="Draft"),
    ]
