"""argparse in Dutch: its headings, and the mistakes people make most."""

import argparse
import re
from typing import Any, NoReturn

MISTAKES = (
    (r"unrecognized arguments: (.*)", r"{0} ken ik niet"),
    (r"argument (\S+): expected one argument", r"achter {0} hoort nog een woord"),
    (r"argument (\S+): invalid int value: (.*)", r"achter {0} hoort een getal, en {1} is er geen"),
    (r"argument (\S+): invalid choice: ('[^']*').*", r"{1} ken ik niet"),
    (r"the following arguments are required: (.*)", r"hier ontbreekt nog: {0}"),
    (r"argument (\S+): (.*)", r"bij {0}: {1}"),
)


class Shape(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "gebruik: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """Takes no abbreviations: what a script writes keeps its meaning when options are added."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{"formatter_class": Shape, "add_help": False, "allow_abbrev": False, **settings})
        self._positionals.title = "woorden"
        self._optionals.title = "opties"
        self.add_argument("-h", "--help", action="help", help="Toon deze uitleg.")

    def error(self, message: str) -> NoReturn:
        """Say what is not understood and how it goes; exit code 2."""
        sentence = message
        for pattern, dutch in MISTAKES:
            found = re.fullmatch(pattern, message)
            if found:
                sentence = dutch.format(*found.groups())
                break
        self.print_usage()
        self.exit(2, f"Dat begrijp ik niet: {sentence}. Uitleg: {self.prog} --help\n")
