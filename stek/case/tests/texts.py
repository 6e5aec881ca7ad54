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
  - {readers: [marijke], by: nina, when: b+2w, note: eerste}
"""

# The same family, with the balance, the needs and the plan as well.
WHOLE = RIGHT.replace(
    "      - {may: [read, note], by: nina, from: b}\n",
    "      - {may: [read, note], by: nina, from: b}\n"
    "      - {may: [read, note], section: balance, by: nina, from: b}\n"
    "      - {may: [read, note], section: needs, by: nina, from: b}\n"
    "      - {may: [read, note], section: contact, by: nina, from: b}\n",
).replace(
    "seals:\n",
    """\
factors:
  - {key: zang, by: nina, when: b+4d, side: support, level: family, about: [june], notes: [tweede], words: Zingen.}
  - key: moe
    by: marijke
    when: b+5d
    side: burden
    code: worn_out
    about: [nina]
    since: b+2d
    words: Korte nachten.
    corrections:
      - {written: b+6d, side: burden, code: worn_out, since: b+1d, words: Heel korte nachten.}
    agreed:
      - {with: [nina], when: b+5d}
    over:
      - {when: b+8w, by: nina, words: Voorbij.}
  - {key: stil, by: nina, when: b+4d, side: burden, level: parent, notes: [eigen], words: Mijn stilte., private: yes}
perspectives:
  - {by: nina, when: b+4w, holds: holds}
tasks:
  - {task: contact_first, about: june, state: goes, by: marijke, when: b+4w}
needs:
  - key: slaap
    echelon: basic
    sayings:
      - {by: marijke, when: b+5d, state: now, about: [nina], review: b+6w, words: Slaap., together: [{with: [nina], when: b+6d}]}
      - {by: nina, when: b+7w, state: met, work: Oma past op en ik slaap.}
    modes:
      - {mode: stepped, by: marijke, when: b+6d, words: Eerst wat dichtbij is.}
  - key: eigen_nood
    echelon: safe
    private: yes
    sayings:
      - {by: nina, when: b+5d, state: not_known, notes: [eigen]}
goals:
  - by: marijke
    when: b+3w
    whose: parent
    need: slaap
    words: Een uur slaap in de middag.
    corrections:
      - {written: b+4w, whose: parent, need: slaap, words: Een uur slaap in de voormiddag.}
    steps:
      - {words: Elke dag een uur., moves: softens, factor: moe, owners: [oma], until: b+4w, ended: [{when: b+4w, words: Gedaan.}], corrections: [{written: b+3w2d, words: Elke dag anderhalf uur., moves: softens, factor_words: de nachten, family: yes, until: b+5w}]}
    reviews:
      - {when: b+5w, change: changed, eyes: nina, words: Ze slaapt., fitting: stay, why: Het past.}
    successes:
      - {when: b+6w, by: nina, words: Een hele middag.}
sheets:
  - {by: nina, when: b+8w, week: b+9w, names: June, days: [oma], busy: Oma bellen.}
follow_ups:
  - by: marijke
    when: b+3w
    way: visit
    due: b+4w
    hour: 14:30
    about: [june]
    stand_in: nina
    need: slaap
    note: tweede
    words: Ik kom kijken.
    moves:
      - {step: put_off, when: b+4w, due: b+5w, words: Een andere bevalling.}
      - {step: ask, when: b+4w1d, asked: nina}
      - {step: take, by: nina, when: b+4w2d}
      - {step: do, by: nina, when: b+5w, words: Het ging.}
referrals:
  - by: nina
    when: b+3w
    asked_on: b+2w
    need: slaap
    offer: Poetshulp
    bridge: De buurvrouw strijkt.
    stand_in: marijke
    silent_after: 20
    moves:
      - {step: receive, when: b+4w}
      - {step: decline, by: marijke, when: b+5w, words: Ze hebben niemand.}
handovers:
  - by: marijke
    when: b+6w
    to: nina
    overlap: b+10w
    notes: [tweede]
    words: Wat hielp, staat hierbij.
    moves:
      - {step: agree, by: nina, when: b+6w}
      - {step: accept, by: nina, when: b+6w1d}
pace:
  - {by: nina, when: b+1w, young: 5, stand_in_after: 2}
seals:
""",
)


def checked(text: str | bytes) -> Case:
    return check(text.encode() if isinstance(text, str) else text, now=NOW, zone=ZONE)


def faults_of(text: str | bytes) -> tuple[Fault, ...]:
    """Everything that is wrong with this file; nothing when it is right."""
    try:
        checked(text)
    except Faults as found:
        return found.faults
    return ()


def changed(old: str, new: str, of: str = RIGHT) -> str:
    """The right file with one piece changed. Fails when the piece is not there exactly once."""
    assert of.count(old) == 1, f"{of.count(old)} times: {old}"
    return of.replace(old, new)
