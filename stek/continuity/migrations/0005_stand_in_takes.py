from pathlib import Path

from django.db import migrations

from stek.kit.sql import said_again

POLICIES = Path(__file__).parent.parent / "sql" / "policies.sql"


class Migration(migrations.Migration):
    """Who stands in may take a follow-up without a question. Backwards both stay: what was taken so was taken."""

    dependencies = [("continuity", "0004_pace_to_circle")]
    operations = [said_again(POLICIES, "function stek.machine_arrows", "function stek.move_fits")]
