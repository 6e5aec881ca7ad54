"""The pictures in the docs are the machines, and nothing else."""

import re
from pathlib import Path

import stek
from stek.continuity.machines import MACHINES, mermaid

PAGE = Path(stek.__file__).parent.parent / "docs/continuity.md"


def test_the_page_holds_exactly_the_machines():
    pictures = re.findall(r"```mermaid\n(.*?)\n```", PAGE.read_text(), re.DOTALL)
    assert pictures == [mermaid(machine) for machine in MACHINES.values()]


def test_every_picture_has_its_words():
    parts = re.split(r"^## ", PAGE.read_text(), flags=re.MULTILINE)[1:]
    drawn = [part for part in parts if "```mermaid" in part]
    assert len(drawn) == len(MACHINES)
    assert all(len(part.split("```mermaid")[0]) > 200 for part in drawn)
