"""Law: every order ends in a unique key, so that a page never shows a row twice or drops one."""

import ast

from .house import STEK, offenders, sources

UNIQUE = {"id", "-id", "pk", "-pk"}
TOGETHER = {("family_id", "version")}  # unique as a pair, by a constraint

MODULES = [path for path in sources() if path.is_relative_to(STEK)]


def loose_orders(text: str) -> list[str]:
    """Calls of `order_by` whose last key could be the same for two rows."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "order_by":
            keys = tuple(one.value if isinstance(one, ast.Constant) else None for one in node.args)
            if keys and keys[-1] not in UNIQUE and keys not in TOGETHER:
                found.append(f"{node.lineno}: {ast.unparse(node)[-80:]}")
    return found


def unordered_slices(text: str) -> list[str]:
    """`rows[:size]` and `.latest()` of whatever order the database gives."""
    return [
        f"{node.lineno}: {node.func.attr}"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("latest", "earliest", "reverse", "last")
        and not (node.func.attr == "last" and node.args)
    ]


def test_every_order_ends_in_a_unique_key():
    assert offenders(MODULES, lambda path: loose_orders(path.read_text())) == {}


def test_no_query_leans_on_an_order_that_is_not_written_down():
    asking = [path for path in MODULES if path.stem in ("queries", "actions", "gate")]
    assert offenders(asking, lambda path: unordered_slices(path.read_text())) == {}


def test_a_loose_order_is_seen():
    assert loose_orders('rows.order_by("-written_at")') != []
    assert loose_orders('rows.order_by("-written_at", "-id")') == []
    assert loose_orders("rows.order_by()") == []
    assert unordered_slices("rows.latest('at')") != []
