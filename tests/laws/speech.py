"""What Stek says to people, wherever it stands: in templates, in Python, in catalogues, in script."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from .house import STEK

TRANSLATING = {
    "_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy",
}  # fmt: skip
TOLD_TO_READERS_OF_CODE = {"public"}  # why a page is public

# Rooms whose every sentence may end on a page. What `kit`, `case` and `command` say is said on the
# command line, to who installs Stek: in Dutch too, without a catalogue.
SPEAKING = ("people", "directory", "circle", "safety", "story", "balance", "plans", "web")

_SQL = re.compile(r"\s*(select|insert|update|delete|with)\b")
_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")  # a CSS class, a code
_WORDS = re.compile(r"[^\W\d_]{2,},?\s+[^\W\d_]{2,}")


def speaking_modules() -> list[Path]:
    return [
        path
        for room in SPEAKING
        for path in sorted((STEK / room).rglob("*.py"))
        if not {"tests", "migrations"} & set(path.parts)
    ]


def strings(tree: ast.Module) -> Iterator[tuple[ast.Constant, bool]]:
    """Every text in a module, and whether it goes through gettext. Docstrings are not said to people."""
    silent: set[int] = set()
    translated: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            silent |= {id(one.value) for one in node.body if isinstance(one, ast.Expr)}
        elif isinstance(node, ast.Assert) and node.msg:
            silent |= {id(one) for one in ast.walk(node.msg)}
        elif isinstance(node, ast.Call):
            called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            inside = {id(one) for one in ast.walk(node)}
            if called in TRANSLATING:
                translated |= inside
            elif called in TOLD_TO_READERS_OF_CODE:
                silent |= inside
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            yield node, id(node) in translated


_MARKUP = re.compile(r"<\w[^<]*>.*</\w+>|<\w[^<]*/>", re.DOTALL)
_PIECE = re.compile(r"\{\w+\}")  # what somebody says comes here


def is_sentence(text: str) -> bool:
    """Two words or more that are not SQL and not a list of CSS classes; in markup, any word that is read or heard."""
    if _MARKUP.fullmatch(text):
        return bool(bare_in_template(_PIECE.sub("", text)))
    if not _WORDS.search(text) or _SQL.match(text):
        return False
    return not all(_CODE.fullmatch(word) and ("-" in word or len(word) < 9) for word in text.split()) or " de " in text


def bare_in_template(text: str) -> list[str]:
    """Words on a page that go round gettext: between tags, or in an attribute that people hear or see."""
    text = re.sub(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|<!--.*?-->", "", text, flags=re.DOTALL)
    text = re.sub(r"\{% blocktrans(?:late)?\b.*?\{% endblocktrans(?:late)? %\}", "", text, flags=re.DOTALL)
    text = re.sub(r"\{% block \w+_(?:class|attrs) %\}.*?\{% endblock", "{% endblock", text, flags=re.DOTALL)
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "\0", text, flags=re.DOTALL)
    heard = re.findall(r'\s(?:title|alt|placeholder|aria-label|aria-description|label)="([^"]*)"', text)
    text = re.sub(r"<(script|style)\b.*?</\1>", "", text, flags=re.DOTALL)
    text = re.sub(r"<[^>]*>", "\n", text)
    said = [line.replace("\0", "").strip() for line in text.splitlines()]
    return [one for one in [*said, *(one.replace("\0", "") for one in heard)] if re.search(r"[^\W\d_]{2,}", one)]


def msgids(path: Path) -> set[str]:
    """The Dutch sentences of a template or a module, as they stand in gettext's catalogue."""
    text = path.read_text()
    if path.suffix == ".py":
        return {node.value for node, translated in strings(ast.parse(text)) if translated}  # type: ignore[misc]
    text = re.sub(r"\{#.*?#\}", "", text)
    found = {one[1] for one in re.findall(r"""(?:\{% translate|\b_\()\s*(["'])(.*?)\1""", text)}
    blocks = re.findall(r"\{% blocktranslate\b[^%]*%\}(.*?)\{% endblocktranslate %\}", text, flags=re.DOTALL)
    return found | {part for block in blocks for part in re.split(r"\{% plural %\}", block)}
