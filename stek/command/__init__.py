"""The `stek` command. One file in this folder is one command; it is loaded only when it is called.

A command is a module with `NAME`, `HELP` (a sentence), `arguments(parser)` and `run(options) -> int`.
These speak Dutch directly, without catalogues: they talk before there are settings to say which language.
"""

import importlib
import pkgutil
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from typing import Protocol, cast

from stek.command.dutch import Parser


class Command(Protocol):
    NAME: str
    HELP: str
    arguments: Callable[[Parser], None]
    run: Callable[[Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Without a command: say which there are."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    parser = Parser(prog="stek", description="Stek: samen zorgen voor de kleintjes.")
    commands = parser.add_subparsers(title="opdrachten", metavar="OPDRACHT", parser_class=Parser)
    for command in _commands(words[0] if words else ""):
        sub = commands.add_parser(command.NAME, help=command.HELP, description=command.HELP)
        command.arguments(sub)
        sub.set_defaults(run=command.run)
    options = parser.parse_args(words)
    if "run" not in options:
        parser.print_help()
        return 0
    return cast(int, options.run(options))


def _commands(wanted: str) -> list[Command]:
    """The command that is asked for, or all of them when there is none of that name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name != "__main__")
    chosen = [wanted] if wanted in names else names
    modules = [importlib.import_module(f"{__name__}.{name}") for name in chosen]
    found = [cast(Command, module) for module in modules if hasattr(module, "NAME")]
    return found or (_commands("") if wanted else [])
