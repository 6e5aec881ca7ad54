from pathlib import Path

from django.db import migrations

from stek.kit.sql import said_again

ROOT = Path(__file__).parent.parent.parent
GATED = (
    "story_observation", "story_influence",
    "balance_factor", "balance_mark", "balance_perspective", "balance_taskword",
    "needs_need", "needs_together",
    "plans_goal", "plans_step", "plans_review", "plans_mark", "plans_sheet",
    "continuity_followup", "continuity_referral", "continuity_handover", "continuity_carried", "continuity_move",
)  # fmt: skip


class Migration(migrations.Migration):
    """For who stands around many families: what they may read is looked up, and one circle is asked about one circle."""

    dependencies = [
        ("web", "0001_rights"),
        ("continuity", "0003_calendar"),
        ("plans", "0002_policies"),
        ("balance", "0002_policies"),
    ]
    operations = [
        said_again(ROOT / "circle" / "sql" / "functions.sql", "function stek.stands_in", "function stek.readers"),
        said_again(ROOT / "continuity" / "sql" / "policies.sql", "function stek.who_reads"),
        said_again(ROOT / "circle" / "sql" / "gated.sql", "policy read", tables=GATED),
    ]
