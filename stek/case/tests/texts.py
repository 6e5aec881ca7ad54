"""A small case file that is right, and ways to make it wrong: one line changed at a time."""

from datetime import datetime
from zoneinfo import ZoneInfo

from stek.case.checking import check
from stek.case.reading import Fault, Faults
from stek.case.shape import Case

ZONE = ZoneInfo("Europe/Brussels")
NOW = datetime(2026, 11, 21, 15, 30, tzinfo=ZONE)

RIGHT = """\
people:
  nina: {name: Nina, email: nina@example.org}
  oma: {name: Rosa, email: rosa@example.org}
  marijke: {name: Marijke, email: marijke@example.org, discipline: midwife}
family:
  founder: nina
  as: mother
  born: now-12w
  founded: b-8w
members:
  june: {called: June, kind: child, born: b}
  nina: {called: Nina, kind: parent, person: nina}
circle:
  - who: marijke
    as: midwife
    from: b
    grants:
      - {may: [read, note], by: nina, from: b}
  - {who: oma, as: grandmother, from: b+1w}
around:
  - {called: oma, ring: near, line: gives, by: nina, when: b+2w}
story:
  - {key: eerste, by: nina, when: b+1d, about: [june], words: Ze kijkt rond.}
  - {key: tweede, by: marijke, when: b+2d, about: [june, nina], tone: strength, words: Ze zingen samen.}
  - {key: eigen, by: nina, when: b+3d, private: yes, words: Dit hou ik voor mij.}
influences:
  - {from: eerste, to: tweede, how: told, by: nina, when: b+4d}
seals:
  - {hidden_from: oma, by: nina, when: b+2w, note: eerste}
"""


def checked(text: str | bytes) -> Case:
    return check(text.encode() if isinstance(text, str) else text, now=NOW, zone=ZONE)


def faults_of(text: str | bytes) -> tuple[Fault, ...]:
    """Everything that is wrong with this file; nothing when it is right."""
    try:
        checked(text)
    except Faults as found:
        return found.faults
    return ()


def changed(old: str, new: str) -> str:
    """The right file with one piece changed. Fails when the piece is not there exactly once."""
    assert RIGHT.count(old) == 1, f"{RIGHT.count(old)} times: {old}"
    return RIGHT.replace(old, new)
