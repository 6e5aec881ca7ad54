"""Law: no family is measured. Nothing is named a score, a weight, a rank, a risk or a severity:
no model, column, function, variable, form field, CSS class, template variable or key of a case.

Only names are read, so that a sentence may still say that Stek has no scores.
"""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml
from django.apps import apps

from .house import ROOT, STEK, STYLESHEETS, TEMPLATES, name, sources

MEASURES = {
    "score", "scores", "scored", "scoring", "weight", "weights", "weighted", "weighing", "rank", "ranks", "ranked",
    "ranking", "risk", "risks", "risky", "severity", "severe", "percentile", "percentiles", "grade", "rating",
    "threshold", "forecast", "prediction", "ace", "percentage",
}  # fmt: skip

# Stek's own tools may speak of letters: a variable font has weights.
SOURCES = [path for path in sources() if path.is_relative_to(STEK)]


def measures(names: Iterable[str]) -> set[str]:
    """The names that have a measure among their parts: `risk_level`, `familyScore`, `rank-1`."""
    return {one for one in names if MEASURES & set(re.findall(r"[a-z]+", re.sub(r"([A-Z])", r"_\1", one).lower()))}


def names_in_python(text: str) -> set[str]:
    """What this module names itself: not what it calls, not what it says."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
                found.add(node.name)
            case ast.arg():
                found.add(node.arg)
            case ast.Name(ctx=ast.Store()):
                found.add(node.id)
            case ast.Attribute(ctx=ast.Store()):
                found.add(node.attr)
            case ast.Dict():
                found |= {
                    key.value for key in node.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)
                }
    return {one for one in found if re.fullmatch(r"[\w-]+", one)}


def names_in_template(text: str) -> set[str]:
    text = re.sub(r"\{#.*?#\}", "", text)
    values = re.findall(r'(?:class|id|name|for|data-[\w-]+)="([^"]*)"', text)
    code = re.findall(r"\{[{%](.*?)[%}]\}", re.sub(r"(\{% (?:blocktranslate|translate)[^%]*%\})", "", text))
    return {word for value in [*values, *code] for word in re.findall(r"[A-Za-z][\w-]*", re.sub(r'"[^"]*"', "", value))}


def names_in_css(text: str) -> set[str]:
    """Selectors and custom properties; `font-weight` is a property of letters."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return set(re.findall(r"[.#](-?[A-Za-z][\w-]*)", text)) | set(re.findall(r"(--[a-z][\w-]*)", text))


def names_in_sql(text: str) -> set[str]:
    return set(re.findall(r"[a-z][a-z0-9_]*", re.sub(r"--[^\n]*|'[^']*'", "", text.lower())))


def names_in_yaml(text: str) -> set[str]:
    def keys(thing: object) -> Iterable[str]:
        if isinstance(thing, dict):
            for key, value in thing.items():
                yield str(key)
                yield from keys(value)
        elif isinstance(thing, list):
            for value in thing:
                yield from keys(value)

    return {key for document in yaml.safe_load_all(text) for key in keys(document)}


def read_all(paths: Iterable[Path], names: object) -> dict[str, set[str]]:
    found = {name(path): measures(names(path.read_text())) for path in paths}  # type: ignore[operator]
    return {path: words for path, words in found.items() if words}


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        (SOURCES, names_in_python),
        (TEMPLATES, names_in_template),
        (STYLESHEETS, names_in_css),
        (sorted(STEK.rglob("*.sql")), names_in_sql),
        ([*STEK.rglob("*.yaml"), *(ROOT / "docs").rglob("*.yaml")], names_in_yaml),
    ],
    ids=["python", "templates", "css", "sql", "cases"],
)
def test_nothing_is_named_a_measure(paths, names):
    assert read_all(paths, names) == {}


def test_no_column_is_named_a_measure():
    columns = {
        f"{model._meta.db_table}.{field.column}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_concrete_fields
    }
    assert measures(columns) == set()


@pytest.mark.parametrize(
    ("names", "text", "found"),
    [
        (names_in_python, "class RiskLevel: pass", {"RiskLevel"}),
        (names_in_python, "def f(family_score): self.rank = 1", {"family_score", "rank"}),
        (names_in_python, "choices(list, weights=(1, 2))  # the weights of chance", set()),
        (names_in_template, '<p class="severity-2">{{ family.score }}</p>', {"severity-2", "score"}),
        (names_in_template, "<p>{% translate 'Stek geeft geen score.' as x %}</p>", set()),
        (names_in_css, ".percentile { font-weight: 700; --risk: red }", {"percentile", "--risk"}),
        (names_in_sql, "create table x (weight int) -- a rank", {"weight"}),
        (names_in_yaml, "family: {children: [{risk: 1}]}", {"risk"}),
    ],
)
def test_a_measure_is_seen_and_a_sentence_is_not(names, text, found):
    assert measures(names(text)) == found
