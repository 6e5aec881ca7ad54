"""Law: a document that names a file, a command or a decision names one that exists."""

import re
from pathlib import Path

import pytest

from stek.command import _commands

from .house import ROOT, name

DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").rglob("*.md")),
    ROOT / "tests/journeys/vendor/README.md",
]
DECISIONS = sorted((ROOT / "docs/adr").glob("0*.md"))
ROOMS = r"(?:stek|tests|docs|tools|bench|\.ci)/"


def dangling(text: str, folder: Path) -> list[str]:
    """Links and paths in this text that lead nowhere."""
    links = [one.partition("#")[0] for one in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in one]
    paths = re.findall(rf"`({ROOMS}[\w./-]+)`", text)
    return [one for one in links if one and not (folder / one).exists()] + [
        one for one in paths if not (ROOT / one).exists()
    ]


def missing_tests(text: str) -> list[str]:
    """Tests that this text names and that are not there."""
    named = re.findall(rf"`({ROOMS}[\w./-]+\.py)::(\w+)`", text)
    return [
        f"{path}::{test}"
        for path, test in named
        if not (ROOT / path).exists() or f"def {test}(" not in (ROOT / path).read_text()
    ]


def unknown_commands(text: str) -> list[str]:
    known = {command.NAME for command in _commands("")}
    return [one for one in re.findall(r"\bstek ([a-z]+)\b(?=[^`\n]*`|\s+#)", text) if one not in known]


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_what_it_points_at_is_there(path):
    assert dangling(path.read_text(), path.parent) == []


def test_a_test_that_a_document_calls_to_witness_is_there():
    assert [one for path in DOCUMENTS for one in missing_tests(path.read_text())] == []
    assert missing_tests("`tests/laws/test_documents.py::test_no` and `tests/laws/test_no.py::test_no`") == [
        "tests/laws/test_documents.py::test_no", "tests/laws/test_no.py::test_no",
    ]  # fmt: skip


@pytest.mark.parametrize("path", DOCUMENTS[:2], ids=name)
def test_the_commands_it_names_exist(path):
    assert unknown_commands(path.read_text()) == []


@pytest.mark.parametrize("path", DECISIONS, ids=name)
def test_a_decision_is_short_and_has_its_three_parts(path):
    text = path.read_text()
    assert len(text.splitlines()) <= 40
    assert [part for part in ("**Context.**", "**Decision.**", "**Consequence.**") if part not in text] == []


def test_every_decision_is_in_the_list():
    listed = re.findall(r"\]\((0\d+-[\w-]+\.md)\)", (ROOT / "docs/adr/README.md").read_text())
    assert listed == [path.name for path in DECISIONS]


def test_the_licence_is_the_one_we_say():
    text = (ROOT / "LICENSE").read_text()
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in text and "15. Applicable Law" in text
    assert 'license = "EUPL-1.2"' in (ROOT / "pyproject.toml").read_text()


def test_a_path_that_leads_nowhere_is_seen():
    assert dangling("[x](nowhere.md) `stek/story/nothing.py`", ROOT) == ["nowhere.md", "stek/story/nothing.py"]
    assert unknown_commands("`uv run stek dance`") == ["dance"]
