"""The database's rules are said once, and a function asks the session once."""

import re
from collections import defaultdict
from pathlib import Path

import stek
from stek.kit.sql import STATEMENT

FILES = {
    path: path.read_text()
    for path in Path(stek.__file__).parent.glob("*/sql/*.sql")
    if not path.name.endswith(".undo.sql") and path.name != "procrastinate.sql"
}
FUNCTIONS = [
    (path.name, one)
    for path, text in FILES.items()
    for one in STATEMENT.findall(text)
    if not one.startswith("create policy")
]
# What a trigger of an older migration runs, on rows that are brought over, looks at nothing that comes later.
IN_TWO_FORMS = {
    "enter": ["identity.sql", "shift.sql"],
    "glass_fits": ["emergency.sql", "policies.sql"],
    "plan_hangs_on_goal": ["corrections.sql", "policies.sql"],
    "plan_mark_fits": ["corrections.sql", "policies.sql"],
    "some_parent_reads": ["leaving.sql", "readers.sql"],
    "stands_in": ["endings.sql", "policies.sql", "threads.sql"],  # of a thread; web 0004 drops it
    "wrote": ["closing.sql", "policies.sql", "threads.sql"],
}
BARE = re.compile(r"\b(?:any|all) \((stek\.(\w+)\(\))")


def called(statement: str) -> str:
    return re.sub(r"\s+", " ", re.match(r"create (?:or replace )?function \w+\.(\w+\([^)]*\))", statement)[1])  # type: ignore[index]


def about_the_session() -> set[str]:
    """Functions without arguments that look at who asks, themselves or through another."""
    bodies = {called(one).removesuffix("()"): one for _, one in FUNCTIONS if called(one).endswith("()")}
    found = {"person"}
    while more := {name for name, body in bodies.items() if any(f"stek.{one}()" in body for one in found)} - found:
        found |= more
    return found


def asks_for_each_row(text: str) -> list[str]:
    """The conditions in which a function of the session stands without `(select …)`, so that each row calls it. `if` asks once."""
    asks = about_the_session()
    return [
        line.strip()
        for line in text.splitlines()
        if not line.lstrip().startswith("if ") and any(found[2] in asks for found in BARE.finditer(line))
    ]


def test_a_function_stands_in_one_file_in_the_form_that_holds():
    where = defaultdict(list)
    for file, one in FUNCTIONS:
        where[called(one)].append(file)
    twice = {name.partition("(")[0]: sorted(files) for name, files in where.items() if len(files) > 1}
    assert twice == IN_TWO_FORMS


def test_a_function_asks_who_it_is_for_once_and_not_for_each_row():
    assert {path.name: found for path, text in FILES.items() if (found := asks_for_each_row(text))} == {}


def test_a_question_for_each_row_is_found():
    assert {"member_families", "closed", "apart", "told_glasses"} <= about_the_session()
    assert "shared_sections" not in about_the_session()
    assert asks_for_each_row("where h.family_id = any (stek.member_families())")
    assert not asks_for_each_row("where h.family_id = any ((select stek.member_families())::uuid[])")
