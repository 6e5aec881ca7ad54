import re
from pathlib import Path

from django.db import migrations

from stek.kit.sql import anew, filled, role, statements

ROOT = Path(__file__).parent.parent.parent
FUNCTIONS, CIRCLE = ROOT / "circle/sql/functions.sql", ROOT / "circle/sql/policies.sql"
STORY, THREADS = ROOT / "story/sql/policies.sql", ROOT / "story/sql/threads.sql"
PARENTS, DEEDS, ENDINGS = (ROOT / f"circle/sql/{name}.sql" for name in ("parents", "deeds", "endings"))
TABLES = (
    "story_observation", "story_influence", "balance_factor", "balance_mark", "balance_perspective", "balance_taskword",
    "needs_need", "needs_together", "plans_goal", "plans_step", "plans_review", "plans_mark", "plans_sheet",
    "continuity_followup", "continuity_referral", "continuity_handover", "continuity_carried", "continuity_move",
    "circle_pace",
)  # fmt: skip


def _forwards() -> list[str]:
    return [
        "drop policy of_its_family on circle_seal; drop policy place_by_author on circle_seal;"
        " drop policy no_parent_is_hidden on circle_seal; drop policy place on circle_seal; drop policy lift on circle_seal",
        filled(ROOT / "web/sql/closing.sql"),
        filled(ROOT / "circle/sql/readers.sql"),
        *(f"drop policy sealed on {table}; {filled(ROOT / 'circle/sql/closed.sql', table=table)}" for table in TABLES),
        filled(ROOT / "trail/sql/closed.sql"),
        _made(when="insert or update of shared_at, shared_by"),
        filled(ROOT / "web/sql/from_seals.sql"),
        "drop policy see on circle_seal; drop policy facts on circle_seal; revoke all on circle_seal from "
        + role("app")
        + ";"
        " alter table circle_seal no force row level security; alter table circle_seal disable row level security;"
        " drop function stek.stands_in(uuid, uuid); drop function stek.parents_of(); drop function stek.sealed_threads();"
        " drop function stek.sealed_scopes()",
    ]


# (table, trigger, function): what looks at a row when it is written, and again when it is shared. A closing is marked on
# rows that were looked at when they were written: by then what a row names may be closed itself, and the owner, who marks
# it, reads nobody's rows.
LOOKS = (
    ("balance_factor", "factor_fits", "factor_fits"),
    ("balance_mark", "mark_fits", "mark_fits"),
    ("needs_need", "need_rests", "need_rests"),
    ("needs_together", "together_fits", "together_fits"),
    ("plans_goal", "goal_fits", "plan_goal_fits"),
    ("plans_step", "hangs_on_goal", "plan_hangs_on_goal"),
    ("plans_review", "hangs_on_goal", "plan_hangs_on_goal"),
    ("plans_step", "step_fits", "plan_step_fits"),
    ("plans_mark", "mark_fits", "plan_mark_fits"),
    ("continuity_followup", "follow_up_fits", "follow_up_fits"),
    ("continuity_referral", "referral_fits", "referral_fits"),
    ("continuity_carried", "carried_fits", "carried_fits"),
)


def _made(*, when: str) -> str:
    return "".join(
        f"drop trigger {name} on {table}; create trigger {name} before {when} on {table}"
        f" for each row execute function stek.{function}();"
        for table, name, function in LOOKS
    )


def _of_seals(path: Path) -> list[str]:
    """What a file says about the table of seals, and about nothing else."""
    text = filled(path)
    return [
        one + ";"
        for one in re.findall(r"(?:alter table|create policy \w+ on|grant [^;]*? on) circle_seal\b[^;]*(?=;)", text)
    ]


def _backwards() -> list[str]:
    """The first edition, as its own files say it."""
    return [
        _made(when="insert or update"),
        *statements(FUNCTIONS, "function stek.sealed_threads", "function stek.sealed_scopes"),
        *statements(PARENTS, "function stek.parents_of"),
        *statements(THREADS, "or replace function stek.stands_in"),
        *_of_seals(CIRCLE),
        *_of_seals(STORY),
        *_of_seals(PARENTS),
        *(
            f"drop trigger takes_readers on {table}; drop policy closings on {table};"
            f" drop policy closed_to_changing on {table}; drop policy closed_to_building on {table}; drop policy closed on {table};"
            + "".join(statements(ROOT / "circle/sql/gated.sql", f"policy sealed on {table}", table=table))
            for table in TABLES
        ),
        "drop policy closed on trail_trailentry;",
        *statements(ROOT / "trail/sql/policies.sql", "policy sealed"),
        "drop policy known on circle_circlemember; drop policy hidden_with_its_maker on circle_circlemember;"
        " drop policy known on circle_grant; drop policy known on circle_tie; drop policy closed on circle_tie;"
        " drop policy closed_to_ending on circle_tie; drop policy apart on circle_tie;"
        " drop policy known_to_give on circle_grant; drop policy for_a_place_of_ones_own on circle_invitation;",
        *statements(
            CIRCLE, "policy sealed on circle_circlemember", "policy sealed on circle_grant", "policy sealed on circle_tie"
        ),
        *statements(ENDINGS, "policy sealed_itself", "policy sealed_from_ending"),
        *map(anew, statements(
            DEEDS, "policy no_more_than_is_seen on circle_circlemember", "policy no_more_than_is_seen on circle_grant"
        )),
        *statements(THREADS, "or replace function stek.wrote"),
        "drop trigger put_closing on circle_hidden; drop trigger some_parent_reads on circle_hidden;"
        " drop policy change on circle_hidden; drop policy hide on circle_hidden; drop policy see on circle_hidden;"
        " drop policy facts on circle_hidden; revoke all on circle_hidden from " + role("app") + ";"
        " alter table circle_hidden drop constraint of_a_family;"
        " alter table circle_hidden no force row level security; alter table circle_hidden disable row level security;"
        " drop function stek.put_closing(); drop function stek.takes_readers(); drop function stek.some_parent_reads();"
        " drop function stek.is_free(uuid); drop function stek.drew(uuid, uuid); drop function stek.is_no_thing(uuid, uuid); drop function stek.part_tables(); drop function stek.closings(uuid[]); drop function stek.apart_people(); drop function stek.apart(); drop function stek.unknown_places();"
        " drop function stek.closed_threads(); drop function stek.closed(); drop function stek.places();"
        " drop function stek.knows(uuid, circle_circlemember);",
    ]  # fmt: skip


class Migration(migrations.Migration):
    """A hidden thing has readers, and a hidden place is known to a list, in every room that the gate stands before."""

    dependencies = [
        ("web", "0003_one_who_reads"), ("circle", "0012_hidden"), ("story", "0007_no_draft"), ("balance", "0003_safety"),
        ("needs", "0002_policies"), ("plans", "0003_corrections"), ("continuity", "0006_a_step_stays"),
        ("trail", "0002_policies"), ("people", "0007_drafts"),
    ]  # fmt: skip
    operations = [
        migrations.RunSQL(sql=[(one, None) for one in _forwards()], reverse_sql=[(one, None) for one in _backwards()])
    ]
