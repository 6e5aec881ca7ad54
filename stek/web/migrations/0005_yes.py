from importlib import import_module
from pathlib import Path

from django.db import migrations

from stek.kit.sql import filled, role

ROOT = Path(__file__).parent.parent.parent
YES, COVERED = (ROOT / f"circle/sql/{name}.sql" for name in ("yes", "covered"))
TABLES: tuple[str, ...] = import_module("stek.web.migrations.0004_readers").TABLES


def _backwards() -> list[str]:
    return [
        *(f"drop trigger about_whom on {table}; drop policy given on {table}; drop policy covered on {table};" for table in TABLES),
        "revoke all on circle_refusal from " + role("app") + "; alter table circle_refusal drop constraint of_a_family;"
        " drop policy take_back on circle_refusal; drop policy say on circle_refusal; drop policy see on circle_refusal;"
        " drop policy facts on circle_refusal; alter table circle_refusal no force row level security;"
        " alter table circle_refusal disable row level security;"
        " drop trigger begins_a_step on circle_grant; drop function stek.begins_a_step(); drop function stek.says_about();"
        " drop function stek.place_for(uuid, uuid, uuid, bytea); drop function stek.is_given(uuid[], uuid);"
        " drop function stek.given(); drop function stek.ticks_hold(circle_hidden); drop function stek.let_in_by(uuid, uuid, uuid); drop function stek.refused(); drop function stek.refusers(); drop function stek.voice(uuid, uuid, uuid); drop function stek.uncovered(); drop function stek.uncovered(uuid[], uuid[], text);"
        " drop function stek.asks(uuid, text, uuid, uuid[], timestamptz); drop function stek.children(uuid);"
        " drop function stek.parents(uuid); drop function stek.step_of(uuid, timestamptz);"
        " drop policy facts on circle_member;",
    ]  # fmt: skip


class Migration(migrations.Migration):
    """A parent's yes opens what is about that parent and the children it names, in every room that the gate stands before."""

    dependencies = [
        ("web", "0004_readers"), ("circle", "0020_yes"), ("story", "0008_asks"), ("balance", "0004_asks"),
        ("needs", "0003_asks"), ("plans", "0004_asks"), ("continuity", "0007_asks"),
    ]  # fmt: skip
    operations = [
        migrations.RunSQL(
            sql=[
                (one, None)
                for one in (
                    filled(YES),
                    *(filled(COVERED, table=table) for table in TABLES),
                    filled(ROOT / "web/sql/about.sql"),
                )
            ],
            reverse_sql=[(one, None) for one in _backwards()],
        )
    ]
