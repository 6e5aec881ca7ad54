"""Writes down which versions Stek is made of, with their hashes, naming no registry.

    python tools/lock.py            keep what stands, add what is new
    python tools/lock.py --upgrade  take the newest of everything

Three places come out of one resolution:

- `requirements.txt`: what the two commands install, for every platform, with hashes;
- `requirements-build.txt`: what builds the package itself;
- the block between the markers in `pyproject.toml`: the same names and versions once more,
  because `uv run` and `uv sync` read versions there and nowhere else that git may hold
  (`uv.lock` names hosts and is made anew on every machine).

`tests/laws/test_pins.py` checks that what was installed is what stands there.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROJECT = ROOT / "pyproject.toml"
BEGIN, END = "# <versions: written by tools/lock.py>", "# </versions>"
HEAD = "# Written by tools/lock.py. Exact versions, and the hash of every file they are published as.\n"
PIN = re.compile(r"^([A-Za-z0-9][\w.\-]*(?:\[[\w,\-]+\])?==[^\s;\\]+(?: ; [^\\\n]+?)?)\s*\\?$", re.MULTILINE)


def compiled(target: Path, *sources: str, stdin: str | None = None) -> list[str]:
    """Resolve into `target`; gives its pins, each `name==version` with its marker."""
    resolved = subprocess.run(
        ["uv", "pip", "compile", *sources, "--universal", "--python-version", "3.13", "--generate-hashes",
         "--no-emit-index-url", "--no-emit-find-links", "--no-annotate", "--no-header", "--quiet",
         "--output-file", str(target), *sys.argv[1:]],
        input=stdin, text=True, cwd=ROOT, check=False,
    )  # fmt: skip
    if resolved.returncode:
        sys.exit(resolved.returncode)
    text = target.read_text()
    target.write_text(text if text.startswith(HEAD) else HEAD + text)
    return PIN.findall(text)


def quoted(name: str, pins: list[str]) -> str:
    lines = "".join('    "{}",\n'.format(pin.replace('"', "'")) for pin in pins)
    return f"{name} = [\n{lines}]\n"


def main() -> None:
    before = PROJECT.read_text()
    head, _, rest = before.partition(BEGIN)
    _, _, tail = rest.partition(END)
    backend = re.search(r'^requires = \["([^"]+)"\]', head, re.MULTILINE)
    if not tail or not backend:
        sys.exit("pyproject.toml: geen markers, of geen build-system")
    # Resolved without the former block: it would hold everything where it is.
    PROJECT.write_text(f"{head}{BEGIN}\n{END}{tail}")
    try:
        pins = compiled(ROOT / "requirements.txt", "pyproject.toml", "--group", "dev")
        build = compiled(ROOT / "requirements-build.txt", "-", stdin=backend[1])
    except BaseException:
        PROJECT.write_text(before)
        raise
    block = quoted("constraint-dependencies", pins) + quoted("build-constraint-dependencies", build)
    PROJECT.write_text(f"{head}{BEGIN}\n{block}{END}{tail}")


if __name__ == "__main__":
    main()
