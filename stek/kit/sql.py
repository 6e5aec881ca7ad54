"""SQL in files of its own, run by migrations with the names of this installation's roles."""

import os
import re
from pathlib import Path

from django.db import migrations

STATEMENT = re.compile(r"create (?:or replace )?function .*?\$\$.*?\$\$;|create policy .*?;\n", re.DOTALL)
ROLES = ("owner", "migrator", "app", "door", "work", "backup")


def role(name: str) -> str:
    """The database role for `name`; the prefix keeps two installations on one server apart."""
    return f"{os.environ.get('STEK_ROLE_PREFIX', 'stek')}_{name}"


def filled(path: Path, **words: str) -> str:
    """The text of an SQL file with `{app}` and the like filled in. `{gated:TABLE}` takes circle/sql/gated.sql, and so on."""
    text = path.read_text()
    shared = Path(__file__).parent.parent / "circle" / "sql"
    text = re.sub(
        r"\{(gated|ending|closed):(\w+)\}", lambda found: filled(shared / f"{found[1]}.sql", table=found[2]), text
    )
    for name in ROLES:
        text = text.replace(f"{{{name}}}", role(name))
    for name, word in words.items():
        text = text.replace(f"{{{name}}}", word)
    return text


def anew(statement: str) -> str:
    """The same function or policy, for a database that has it already."""
    policy = re.match(r"create policy (\w+) on (\w+)", statement)
    if policy:
        return f"drop policy {policy[1]} on {policy[2]}; {statement}"
    return statement.replace("create function", "create or replace function", 1)


def statements(path: Path, *what: str, table: str = "") -> list[str]:
    """The functions and policies of a file that begin so, after 'create'; each once. Raises LookupError."""
    found = [
        one
        for one in STATEMENT.findall(filled(path, table=table))
        if one.startswith(tuple(f"create {name}" for name in what))
    ]
    if len(found) != len(what):
        raise LookupError(f"{path.name}: {what}")
    return found


def said_again(path: Path, *what: str, tables: tuple[str, ...] = ("",)) -> migrations.RunSQL:
    """An operation that says some functions or policies of a file once more: where an older form of them stands, this one
    comes. `what` is how they begin, after 'create'. Backwards nothing happens: both forms say the same."""
    found = [anew(one) for table in tables for one in statements(path, *what, table=table)]
    return migrations.RunSQL(sql=[(one, None) for one in found], reverse_sql=migrations.RunSQL.noop)


def sql_file(path: Path, undo: Path) -> migrations.RunSQL:
    """An operation that runs one file forwards and the other backwards."""
    return migrations.RunSQL(sql=[(filled(path), None)], reverse_sql=[(filled(undo), None)])
