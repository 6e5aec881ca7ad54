"""One filled demo for all tests of the commands: filling it takes longest."""

import shutil
import socket
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from stek.command.folder import DemoFolder
from stek.command.tests.running import Running


@dataclass(frozen=True)
class Filled:
    folder: DemoFolder
    first_screen: str


@pytest.fixture(scope="session")
def filled() -> Iterator[Filled]:
    """A demo that was started once and stopped with Ctrl-C, in a folder that only we can enter."""
    place = Path(tempfile.mkdtemp(prefix="stek-test-"))
    folder = DemoFolder(place / "demo")
    try:
        with Running("demo", "--data", str(folder.path), "--port", str(free_port())) as demo:
            demo.address()
            screen = demo.shown()
            assert demo.ctrl_c() == 0
        yield Filled(folder, screen)
        folder.clear()
    finally:
        shutil.rmtree(place)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
