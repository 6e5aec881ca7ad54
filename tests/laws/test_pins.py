"""Law: what is installed is what is written down, to the hash, and no file names a registry."""

import hashlib
import re
import tomllib
from pathlib import Path

import pytest

from stek.kit import pins

ROOT = Path(__file__).parent.parent.parent
WRITTEN = pins.written((ROOT / "requirements.txt").read_text())
BUILD = pins.written((ROOT / "requirements-build.txt").read_text())
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCK = ROOT / "uv.lock"

# What the interpreter or the installer brings along; nothing of Stek imports them.
NOT_OURS = {"stek", "setuptools", "wheel", "uv"}


def test_every_pin_has_the_hashes_of_its_files():
    assert len(WRITTEN.versions) > 50
    assert [name for name, files in (WRITTEN.hashes | BUILD.hashes).items() if not files] == []


def test_what_is_installed_is_what_is_written_down():
    found = {name: version for name, version in pins.installed().items() if name not in NOT_OURS}
    assert pins.strange_versions(found, WRITTEN) == []


@pytest.mark.parametrize("group", ["project", "dev"])
def test_every_dependency_is_written_down(group):
    asked = PROJECT["project"]["dependencies"] if group == "project" else PROJECT["dependency-groups"]["dev"]
    names = {pins.normalised(re.match(r"[\w.\-]+", one)[0]) for one in asked}
    assert names - set(WRITTEN.versions) == set()


def test_uv_is_told_the_same_versions():
    """`uv run` reads versions in pyproject.toml only."""

    def told(name):
        return {
            pins.normalised(one.partition("==")[0]): one.partition("==")[2].split(" ;")[0]
            for one in PROJECT["tool"]["uv"][name]
        }

    assert told("constraint-dependencies") == WRITTEN.versions
    assert told("build-constraint-dependencies") == BUILD.versions
    assert PROJECT["build-system"]["requires"] == [f"hatchling=={BUILD.versions['hatchling']}"]


def test_the_lock_that_uv_made_holds_no_other_version_and_no_other_file():
    """On a machine where Stek was installed in another way there is no lock, and nothing to compare."""
    found = pins.locked(LOCK.read_text()) if LOCK.exists() else pins.Pins()
    assert pins.strays(found, WRITTEN) == []


def test_what_the_journeys_look_with_is_what_its_makers_published():
    folder = ROOT / "tests/journeys/vendor"
    pinned = dict(re.findall(r"\| ([\w.-]+\.js) \|[^|]*\| ([0-9a-f]{64}) \|", (folder / "README.md").read_text()))
    assert pinned == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.js")} != {}


def test_a_stray_version_and_a_stray_file_are_both_seen():
    """The check itself can fail."""
    one, other = "sha256:" + "1" * 64, "sha256:" + "2" * 64
    good = pins.written(f"Some_Thing==1.0 \\\n    --hash={one}\n")
    lock = """
        [[package]]
        name = "some-thing"
        version = "{version}"
        source = {{ registry = "somewhere" }}
        wheels = [{{ url = "somewhere/some_thing.whl", hash = "{file}" }}]
    """
    assert pins.strays(pins.locked(lock.format(version="1.0", file=one)), good) == []
    assert len(pins.strays(pins.locked(lock.format(version="1.1", file=one)), good)) == 1
    assert len(pins.strays(pins.locked(lock.format(version="1.0", file=other)), good)) == 1
    assert len(pins.strange_versions({"unknown": "1.0"}, good)) == 1
