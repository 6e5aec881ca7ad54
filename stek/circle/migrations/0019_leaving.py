from importlib import import_module
from pathlib import Path

from django.db import migrations, models

import stek.kit.ids
from stek.kit.sql import anew, filled, statements

SQL = Path(__file__).parent.parent / "sql"
READERS, POLICIES, GATED = (SQL / f"{name}.sql" for name in ("readers", "policies", "gated"))
TABLES: tuple[str, ...] = import_module("stek.web.migrations.0004_readers").TABLES
OWN = "author_id = (select stek.person())"
STANDS = "family_id = any ((select stek.member_families())::uuid[])"


def _own_words(*, while_standing: bool) -> list[str]:
    """The policy for reading, of every gated table."""
    found = [anew(one) for table in TABLES for one in statements(GATED, f"policy read on {table}", table=table)]
    return [one.replace(f"or {OWN})", f"or ({OWN} and {STANDS}))") for one in found] if while_standing else found


def _backwards() -> list[str]:
    return [
        *_own_words(while_standing=True),
        "drop policy left_for_good on trail_trailentry; drop policy own_words on circle_familykey;"
        " drop policy own_words on circle_tie;"
        " drop policy see on circle_leaving; drop policy facts on circle_leaving;",
        *map(anew, statements(POLICIES, "policy withdraw on circle_grant", "policy finish on circle_circlemember")),
        *map(anew, statements(READERS, "function stek.some_parent_reads")),
        "drop function stek.let_go(uuid, uuid, timestamptz); drop function stek.untold_leavings();"
        " drop function stek.stood_families(); drop function stek.stood(); drop function stek.undo_leaving(uuid);"
        " drop function stek.leave(uuid, uuid, timestamptz); drop function stek.departed(); drop function stek.put_away(uuid);"
        " drop function stek.over(uuid); drop function stek.over(uuid[]); drop function stek.leaves_after();",
    ]  # fmt: skip


class Migration(migrations.Migration):
    """A parent leaves in fourteen days, a yes is its giver's to end, and who stands there no more reads their own words."""

    dependencies = [("circle", "0018_asked_of")]
    operations = [
        migrations.CreateModel(
            name="Leaving",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "family_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("family_id", models.UUIDField(editable=False)),
                ("id", models.UUIDField(default=stek.kit.ids.uuid7, editable=False)),
                ("circle_member_id", models.UUIDField()),
                ("person_id", models.UUIDField()),
                ("asked_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at", None)),
                        fields=("family_id", "circle_member_id"),
                        name="circle_leaving_once",
                    )
                ],
            },
        ),
        migrations.AddField("circlemember", "let_go_at", models.DateTimeField(null=True)),
        migrations.AddField("circlemember", "let_go_by", models.UUIDField(null=True)),
        migrations.AddConstraint(
            "circlemember",
            models.CheckConstraint(
                condition=models.Q(("let_go_at__isnull", False), ("let_go_by__isnull", False))
                | models.Q(("let_go_at__isnull", True), ("let_go_by__isnull", True)),
                name="circle_circlemember_let_go_pair",
            ),
        ),
        migrations.AddIndex(
            "circlemember",
            models.Index(
                condition=models.Q(("let_go_at__isnull", False)),
                fields=["family_id"],
                name="circle_circlemember_let_go",
            ),
        ),
        migrations.RunSQL(
            sql=[(one, None) for one in (filled(SQL / "leaving.sql"), *_own_words(while_standing=False))],
            reverse_sql=[(one, None) for one in _backwards()],
        ),
    ]
