"""Law: what the tools can see is seen by the test command too."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation

from .house import ROOT, TEMPLATES

BIN = Path(sys.executable).parent


def ran(*words: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(word) for word in words], cwd=cwd, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "words",
    [
        [BIN / "ruff", "check", "--no-cache"],
        [BIN / "ruff", "format", "--check", "--no-cache"],
        [BIN / "mypy"],
        [BIN / "djade", "--check", *TEMPLATES],
    ],
    ids=["ruff check", "ruff format", "mypy", "djade"],
)
def test_it_finds_nothing(words):
    done = ran(*words)
    assert done.returncode == 0, done.stdout + done.stderr


def test_each_of_them_can_find_something(tmp_path):
    (tmp_path / "untidy.py").write_text("import os\nx:int = 'a'\n")
    (tmp_path / "untidy.html").write_text("{%load i18n%}\n")
    assert ran(BIN / "ruff", "check", "--isolated", "untidy.py", cwd=tmp_path).returncode == 1
    assert ran(BIN / "ruff", "format", "--isolated", "--check", "untidy.py", cwd=tmp_path).returncode == 1
    assert ran(BIN / "mypy", "--config-file=", "untidy.py", cwd=tmp_path).returncode == 1
    assert ran(BIN / "djade", "--check", "untidy.html", cwd=tmp_path).returncode == 1


def test_models_and_migrations_agree():
    """`makemigrations` would write nothing."""
    with translation.override(None):  # a name of a column in Dutch is no change
        loader = MigrationLoader(None)
        now = ProjectState.from_apps(apps)
        assert MigrationAutodetector(loader.project_state(), now).changes(graph=loader.graph) == {}
        now.remove_field("story", "observation", "lane")
        assert "story" in MigrationAutodetector(loader.project_state(), now).changes(graph=loader.graph)


@pytest.mark.usefixtures("db")
def test_django_itself_has_no_remark():
    call_command("check", fail_level="WARNING", databases=["default", "door", "work", "owner"])
