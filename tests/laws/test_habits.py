"""Law: the habits that a machine can see. Actions say who and when; time is read at the door; a module
can be read in one sitting; every view says by which method it may be asked; a template loads nothing
that it has.
"""

import ast
import re

from django.conf import settings

from .house import MAILS, STEK, TEMPLATES, name, offenders

MODULES = sorted(path for path in STEK.rglob("*.py") if not {"tests", "migrations"} & set(path.parts))
ACTIONS = [path for path in MODULES if path.stem == "actions" or path.parent.name == "actions"]
VIEWS = [path for path in MODULES if path.stem == "views" or path.parent.name == "views"]

LONGEST = 300  # lines; over that a module becomes a package

# Where a clock may be read: where the world comes in. Everything else is told what time it is.
AT_THE_DOOR = {"views", "command", "signals", "sessions", "clock", "case", "oracle"}
CLOCKS = {"now", "today", "utcnow", "localdate"}
SAYS_WHEN = {"clock", "datetime", "date", "time"}

IN_EVERY_TEMPLATE = {one.rsplit(".", 1)[-1] for one in settings.TEMPLATES[0]["OPTIONS"]["builtins"]}


def positional(text: str) -> list[str]:
    """Actions that take something without saying its name."""
    return [
        node.name
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and (node.args.args or node.args.vararg)
    ]


def clock_reads(text: str) -> list[str]:
    return [
        f"{node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCKS
        and (
            (isinstance(node.func.value, ast.Name) and node.func.value.id in SAYS_WHEN)
            or (node.func.attr in ("now", "localdate") and not node.args and ast.unparse(node.func.value) == "timezone")
        )
    ]


def open_to_any_method(text: str) -> list[str]:
    """Views without `require_…`: functions whose first parameter is a request and that answer it."""
    found = []
    for node in ast.parse(text).body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        if node.args.args and node.args.args[0].arg == "request":
            said = " ".join(ast.unparse(one) for one in node.decorator_list)
            if "require_" not in said:
                found.append(node.name)
    return found


def loaded_again(text: str) -> list[str]:
    """What is there already. Loading Django's own puts its `translate` back, that looks up every text each time."""
    return [one for line in re.findall(r"\{% load (.*?)%\}", text) for one in line.split() if one in IN_EVERY_TEMPLATE]


def test_an_action_names_everything_it_is_given():
    assert offenders(ACTIONS, lambda path: positional(path.read_text())) == {}


def test_no_clock_is_read_inside_the_house():
    inside = [one for one in MODULES if not AT_THE_DOOR & {*one.parts, one.stem}]
    assert offenders(inside, lambda path: clock_reads(path.read_text())) == {}


def test_a_view_says_by_which_method_it_may_be_asked():
    assert offenders(VIEWS, lambda path: open_to_any_method(path.read_text())) == {}


def test_a_template_loads_nothing_that_it_has():
    assert offenders([*TEMPLATES, *MAILS], lambda path: loaded_again(path.read_text())) == {}


def test_a_module_can_be_read_in_one_sitting():
    lengths = {name(path): len(path.read_text().splitlines()) for path in MODULES}
    assert {path: length for path, length in lengths.items() if length > LONGEST} == {}
    assert len(lengths) > 80


def test_each_habit_that_is_let_go_is_seen():
    assert positional("def give(to, *, by): ...") == ["give"] and positional("def give(*, to, by): ...") == []
    assert clock_reads("def at(): return clock.now()") != [] and clock_reads("def at(now): return now") == []
    assert open_to_any_method("def page(request): ...") == ["page"]
    assert open_to_any_method("@require_GET\ndef page(request): ...") == []
    assert loaded_again("{% load allauth i18n static %}") == ["i18n", "static"]
    assert loaded_again("{% load allauth %}") == []
