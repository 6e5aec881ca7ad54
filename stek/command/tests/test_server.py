"""How the server ends, without a server."""

import pytest
from granian.server import MPServer

from stek.command.server import Server


def ends(monkeypatch: pytest.MonkeyPatch, *, asked: bool, exit_code: int = 0) -> None:
    """A process of its own broke off meanwhile: granian then ends with a failure."""

    def broken_off(_self: MPServer, code: int) -> None:
        raise SystemExit(code or 1)

    monkeypatch.setattr(MPServer, "shutdown", broken_off)
    server = Server.__new__(Server)
    server.interrupt_signal = asked
    server.shutdown(exit_code)


def test_asked_to_stop_is_no_failure_also_when_a_process_had_not_begun(monkeypatch):
    ends(monkeypatch, asked=True)


@pytest.mark.parametrize(("asked", "exit_code"), [(False, 0), (False, 1), (True, 3)])
def test_what_broke_off_by_itself_is_a_failure(monkeypatch, asked, exit_code):
    with pytest.raises(SystemExit):
        ends(monkeypatch, asked=asked, exit_code=exit_code)
