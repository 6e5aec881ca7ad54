"""Is what was installed exactly what is written down? Reads files; knows no network and no registry."""

import re
import tomllib
from dataclasses import dataclass, field
from importlib import metadata

_PIN = re.compile(r"^([A-Za-z0-9][\w.\-]*)(?:\[[\w,\-]+\])?==([^\s;\\]+)")
_HASH = re.compile(r"--hash=(sha256:[0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Pins:
    """Names (normalised) with their one version, and the hash of every file they are published as."""

    versions: dict[str, str] = field(default_factory=dict)
    hashes: dict[str, frozenset[str]] = field(default_factory=dict)


def normalised(name: str) -> str:
    """`Django_Stubs` and `django-stubs` are one project (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def written(requirements: str) -> Pins:
    """What a requirements file with hashes says."""
    versions: dict[str, str] = {}
    hashes: dict[str, set[str]] = {}
    name = ""
    for line in requirements.splitlines():
        if pin := _PIN.match(line):
            name = normalised(pin[1])
            versions[name] = pin[2]
            hashes[name] = set()
        if name:
            hashes[name] |= set(_HASH.findall(line))
    return Pins(versions, {name: frozenset(found) for name, found in hashes.items()})


def locked(lock: str) -> Pins:
    """What a `uv.lock` says about packages that come from elsewhere."""
    versions: dict[str, str] = {}
    hashes: dict[str, frozenset[str]] = {}
    for package in tomllib.loads(lock)["package"]:
        if "registry" not in package["source"]:
            continue
        name = normalised(package["name"])
        files = [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]
        versions[name] = package["version"]
        hashes[name] = frozenset(file["hash"] for file in files)
    return Pins(versions, hashes)


def installed() -> dict[str, str]:
    """Every distribution of this environment, with its version."""
    return {normalised(one.metadata["Name"]): one.version for one in metadata.distributions()}


def strays(found: Pins, pins: Pins) -> list[str]:
    """Where `found` has a version or a file that `pins` does not know. Empty when all is well."""
    return strange_versions(found.versions, pins) + [
        f"{name}: een bestand dat niet genoteerd staat, {file}"
        for name, files in found.hashes.items()
        for file in sorted(files - pins.hashes.get(name, frozenset()))
    ]


def strange_versions(found: dict[str, str], pins: Pins) -> list[str]:
    return [
        f"{name} {version}: genoteerd staat {pins.versions.get(name, 'niets')}"
        for name, version in sorted(found.items())
        if pins.versions.get(name) != version
    ]
