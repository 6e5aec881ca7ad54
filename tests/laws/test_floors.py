"""Law: a room knows only what lies below it (contracts in pyproject.toml)."""

import ast
import sys
import textwrap
from pathlib import Path

import pytest
from importlinter.application import use_cases
from importlinter.configuration import configure

from .house import ROOT, STEK, name, sources


@pytest.fixture(autouse=True)
def import_linter():
    configure()


def kept(config: Path) -> bool:
    return use_cases.lint_imports(config_filename=str(config), cache_dir=None, no_logo=True)


def test_imports_go_down_only(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    assert kept(ROOT / "pyproject.toml"), capsys.readouterr().out


def test_every_app_keeps_its_rooms_in_order():
    """An app that is not in the contract would not be looked at."""
    contract = (ROOT / "pyproject.toml").read_text().partition('id = "rooms"')[2].partition("[[")[0]
    apps = {path.parent.name for path in STEK.glob("*/models*") if path.parent.name != "kit"}
    assert {app for app in apps if f'"stek.{app}"' not in contract} == set()


def leaning_on_tests(text: str) -> list[str]:
    """Imports of what only tests may use; they are left out of the contracts."""
    return [
        node.module
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ImportFrom) and node.module and "tests" in node.module.split(".")
    ]


def test_nothing_that_runs_leans_on_a_test():
    found = {name(path): leaning_on_tests(path.read_text()) for path in sources() if path.is_relative_to(STEK)}
    assert {path: modules for path, modules in found.items() if modules} == {}
    assert leaning_on_tests("from stek.circle.tests.builders import make_family") != []


@pytest.mark.parametrize(
    ("contract", "low", "high"),
    [
        ('type = "layers"\ncontainers = ["{house}"]\nlayers = ["upper", "lower"]', "from {house} import upper", ""),
        (
            'type = "forbidden"\nsource_modules = ["{house}.lower"]\nforbidden_modules = ["sqlite3"]',
            "import sqlite3",
            "",
        ),
        ('type = "layers"\ncontainers = ["{house}"]\nlayers = ["upper"]\nexhaustive = true', "", ""),
    ],
    ids=["upwards", "not pure", "unknown room"],
)
def test_a_broken_contract_is_seen(tmp_path, monkeypatch, contract, low, high):
    house = f"house_{tmp_path.name.replace('-', '_')}"
    package = tmp_path / house
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "lower.py").write_text(low.format(house=house))
    (package / "upper.py").write_text(high)
    config = tmp_path / "pyproject.toml"
    config.write_text(
        textwrap.dedent(f"""
            [tool.importlinter]
            root_package = "{house}"
            include_external_packages = true
            [[tool.importlinter.contracts]]
            name = "x"
        """)
        + contract.format(house=house)
    )
    monkeypatch.syspath_prepend(tmp_path)
    assert not kept(config)
    sys.modules.pop(house, None)
