"""Where everything of the house is found, so that a law walks all of it and not a list somebody keeps."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
STEK = ROOT / "stek"

TEMPLATES = sorted(STEK.rglob("templates/**/*.html"))
MAILS = sorted(STEK.rglob("templates/**/*.txt"))
STYLESHEETS = sorted(STEK.rglob("static/**/css/*.css"))
SCRIPTS = sorted(STEK.rglob("static/**/js/*.js"))


def sources(*, tests: bool = False) -> list[Path]:
    """Python files that Stek runs; with `tests`, also those that try it."""
    found = [*STEK.rglob("*.py"), *(ROOT / "tools").glob("*.py"), *(ROOT / "bench").rglob("*.py")]
    if tests:
        found += [*(ROOT / "tests").rglob("*.py"), ROOT / "conftest.py"]
        return sorted(found)
    return sorted(path for path in found if "tests" not in path.parts)


def texts() -> list[Path]:
    """Files that git may hold and people may read: everything but pictures, fonts, vendored files and what tools leave."""
    skipped = {".git", ".venv", "vendor", "node_modules", "collected", "results", "__pycache__", "pictures"}
    endings = {
        ".py",
        ".html",
        ".txt",
        ".md",
        ".toml",
        ".yaml",
        ".yml",
        ".sql",
        ".css",
        ".js",
        ".svg",
        ".po",
        ".json",
        "",
    }
    return [
        path
        for path in _files(ROOT, skipped)
        if path.suffix in endings and path.name not in ("uv.lock", "LICENSE") and path.stat().st_size < 2_000_000
    ]


def _files(folder: Path, skipped: set[str]) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name in skipped or (path.name.startswith(".") and path.name not in (".ci", ".gitignore")):
            continue
        if path.is_dir():
            yield from _files(path, skipped)
        else:
            yield path


def name(path: Path) -> str:
    """For a test's name: where the file is, as somebody would type it."""
    return str(path.relative_to(ROOT))


def offenders[Found](paths: Iterable[Path], broken: Callable[[Path], Found]) -> dict[str, Found]:
    """What a law finds, by the file in which it stands. One test reads all files: a test a file costs more than reading it."""
    return {name(path): found for path in paths if (found := broken(path))}
