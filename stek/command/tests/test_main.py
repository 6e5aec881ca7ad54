"""The `stek` command finds its commands by their file, and speaks Dutch."""

import pkgutil
import sys
from argparse import Namespace
from types import ModuleType

import pytest

from stek import command
from stek.command.dutch import Parser


def module(name: str, told: list[Namespace]) -> ModuleType:
    made = ModuleType(f"stek.command.{name}")

    def arguments(parser: Parser) -> None:
        parser.add_argument("--aantal", type=int, default=1)
        parser.add_argument("--soort", choices=["a", "b"])

    def run(options: Namespace) -> int:
        told.append(options)
        return 7

    made.__dict__.update(NAME=name, HELP="Een proef.", arguments=arguments, run=run)
    return made


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Namespace]:
    """What the only command, `proef`, was run with."""
    runs: list[Namespace] = []
    monkeypatch.setitem(sys.modules, "stek.command.proef", module("proef", runs))
    monkeypatch.setattr(pkgutil, "iter_modules", lambda path: [Namespace(name="proef")])
    return runs


def test_a_file_in_the_folder_is_a_command_and_its_exit_code_is_ours(told: list[Namespace]) -> None:
    assert command.main(["proef", "--aantal", "3"]) == 7
    assert told[0].aantal == 3


def test_without_a_command_it_says_which_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([]) == 0
    shown = capsys.readouterr().out
    for name in ("demo", "doctor", "serve"):
        assert f"\n    {name} " in shown


def test_asking_for_one_command_loads_no_other(told: list[Namespace], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pkgutil, "iter_modules", lambda path: [Namespace(name="proef"), Namespace(name="bestaat_niet")])
    assert command.main(["proef"]) == 7


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["onbestaand"], "'onbestaand' ken ik niet"),
        (["proef", "--hoeveel"], "--hoeveel ken ik niet"),
        (["proef", "--aantal"], "achter --aantal hoort nog een woord"),
        (["proef", "--aantal", "veel"], "achter --aantal hoort een getal, en 'veel' is er geen"),
        (["proef", "--soort", "c"], "'c' ken ik niet"),
        (["proef", "--aan", "3"], "ken ik niet"),
    ],
)
def test_a_mistake_is_answered_in_dutch_with_exit_code_2(
    words: list[str], sentence: str, told: list[Namespace], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        command.main(words)
    assert ended.value.code == 2
    assert sentence in capsys.readouterr().err
    assert not told


@pytest.mark.parametrize("name", ["demo", "doctor", "serve"])
def test_each_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        command.main([name, "--help"])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"gebruik: stek {name}")
    assert "show this help" not in shown
