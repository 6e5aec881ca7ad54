"""Law: a check that could not be made is not called a good one."""

from tools.audit import FINE, LEAK, UNKNOWN, verdict

GOOD = {"name": "a", "version": "1.0", "vulns": []}
UNSEEN = {"name": "b", "skip_reason": "could not be looked up"}
LEAKY = {"name": "c", "version": "1.0", "vulns": [{"id": "X-1", "fix_versions": ["1.1"]}]}


def test_only_when_every_part_was_looked_up_is_it_good():
    assert verdict({"dependencies": [GOOD]})[0] == FINE


def test_silence_is_no_answer():
    assert verdict(None)[0] == verdict({"dependencies": []})[0] == UNKNOWN
    assert verdict({"dependencies": [GOOD, UNSEEN]})[0] == UNKNOWN


def test_a_leak_is_said_first():
    code, said = verdict({"dependencies": [UNSEEN, LEAKY, GOOD]})
    assert code == LEAK and "1.1" in said[0]
