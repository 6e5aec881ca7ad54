from pathlib import Path

from django.db import migrations, models

import stek.kit.ids
from stek.kit.sql import anew, filled, said_again, statements

SQL = Path(__file__).parent.parent / "sql"
AGAIN = (
    ("leaving", "function stek.over(families"),
    ("leaving", "function stek.departed"),
    ("parents", "function stek.let_in("),
    ("readers", "function stek.places"),
)
LEFT = (
    "(select l.family_id as family, l.circle_member_id as place, l.person_id as person, l.asked_at + stek.leaves_after() as since"
    " from public.circle_leaving l where l.family_id = any ({}) and l.undone_at is null and l.asked_at + stek.leaves_after() <= now())"
)


def _backwards() -> list[str]:
    """Without anybody who died or cannot answer, as these functions were."""
    found = [anew(one) for file, name in AGAIN for one in statements(SQL / f"{file}.sql", name)]
    for there, then in (
        ("stek.gone(over.families)", LEFT.format("over.families")),
        ("stek.gone(stek.parent_families())", LEFT.format("stek.parent_families()")),
        ("\n     and not exists (select 1 from public.circle_absence a where a.family_id = any (over.families))", ""),
        ("\n     or exists (select 1 from public.circle_absence a where a.family_id = any (families))", ""),
        ("stek.cannot_answer(m.family_id, m.person_id)", "false"),
    ):
        found = [one.replace(there, then) for one in found]
    return [*found, filled(SQL / "absence.undo.sql")]


class Migration(migrations.Migration):
    """A parent who died, or cannot answer: nobody waits for them, when an operator has seen a paper."""

    dependencies = [("circle", "0022_nobody_there"), ("trail", "0003_readings")]
    operations = [
        migrations.CreateModel(
            name="Absence",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "family_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("family_id", models.UUIDField(editable=False)),
                ("id", models.UUIDField(default=stek.kit.ids.uuid7, editable=False)),
                ("person_id", models.UUIDField()),
                ("why", models.CharField(max_length=16)),
                ("said_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("family_id", "person_id"),
                        name="circle_absence_once",
                    )
                ],
            },
        ),
        migrations.RunSQL(sql=[(filled(SQL / "absence.sql"), None)], reverse_sql=[(one, None) for one in _backwards()]),
        *(said_again(SQL / f"{file}.sql", name) for file, name in AGAIN),
    ]
