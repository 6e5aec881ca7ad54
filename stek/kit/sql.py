"""SQL in files of its own, run by migrations with the names of this installation's roles."""

import os
import re
from pathlib import Path

from django.db import migrations

ROLES = ("owner", "migrator", "app", "door", "work", "backup")


def role(name: str) -> str:
    """The database role for `name`; the prefix keeps two installations on one server apart."""
    return f"{os.environ.get('STEK_ROLE_PREFIX', 'stek')}_{name}"


def filled(path: Path, **words: str) -> str:
    """The text of an SQL file with `{app}` and the like filled in. `{gated:TABLE}` takes circle/sql/gated.sql, and so on."""
    text = path.read_text()
    shared = Path(__file__).parent.parent / "circle" / "sql"
    text = re.sub(r"\{(gated|ending):(\w+)\}", lambda found: filled(shared / f"{found[1]}.sql", table=found[2]), text)
    for name in ROLES:
        text = text.replace(f"{{{name}}}", role(name))
    for name, word in words.items():
        text = text.replace(f"{{{name}}}", word)
    return text


def sql_file(path: Path, undo: Path) -> migrations.RunSQL:
    """An operation that runs one file forwards and the other backwards."""
    return migrations.RunSQL(sql=[(filled(path), None)], reverse_sql=[(filled(undo), None)])
