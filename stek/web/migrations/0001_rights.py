from pathlib import Path

from django.db import migrations

from stek.kit.sql import sql_file

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    """What the app may do with the tables that hold accounts, not families."""

    dependencies = [
        ("people", "0002_identity"),
        ("sessions", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]
    operations = [sql_file(SQL / "rights.sql", undo=SQL / "rights.undo.sql")]
