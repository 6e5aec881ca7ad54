"""What docs/case-format.md says is what the checker takes: its example is right, and nothing is missing from its tables."""

import re
from pathlib import Path

import pytest

from stek.balance.rules import Holds, Lasting, Level, Side, TaskState
from stek.case.times import Calendar
from stek.circle.rules import Line, Relation
from stek.continuity.machines import Step
from stek.continuity.rules import Way
from stek.needs.rules import Echelon, State
from stek.needs.rules import Whose as WhoseNeed
from stek.people.rules import Discipline
from stek.plans.rules import Change, Fitting, Mode, Moves
from stek.plans.rules import Whose as WhoseGoal
from stek.plans.sheet import LANGUAGES, NUMBERS
from stek.policy import Section
from stek.story.rules import Certainty, Domain, Knowing, Lane, Tone

from .texts import NOW, WHOLE, ZONE, changed, checked, faults_of

TEXT = (Path(__file__).parents[3] / "docs/case-format.md").read_text()
ROWS = {row[0].strip(): row[1] for row in re.findall(r"^\| ([^|]+) \| (.+) \|$", TEXT, re.MULTILINE)}
TIMES = re.findall(r"`([^`]+)`", " ".join(row for row in ROWS if re.match(r"`(20|b|w1|now)", row)))

# A piece of the right file, and the same with a key that no part has.
PARTS = {
    "`people.KEY`": ("{name: Rosa", "{zzz: 1, name: Rosa"),
    "`family`": ("  as: mother", "  zzz: 1\n  as: mother"),
    "`members.KEY`": ("{called: June", "{zzz: 1, called: June"),
    "`circle[]`": ("{who: oma", "{zzz: 1, who: oma"),
    "`circle[].grants[]`": ("{may: [read, note], by", "{zzz: 1, may: [read, note], by"),
    "`around[]`": ("{called: oma", "{zzz: 1, called: oma"),
    "`story[]`": ("{key: eerste", "{zzz: 1, key: eerste"),
    "`influences[]`": ("{from: eerste", "{zzz: 1, from: eerste"),
    "`factors[]`": ("{key: zang", "{zzz: 1, key: zang"),
    "`factors[].corrections[]`": ("{written: b+6d", "{zzz: 1, written: b+6d"),
    "`factors[].agreed[]`": ("{with: [nina], when: b+5d", "{zzz: 1, with: [nina], when: b+5d"),
    "`factors[].over[]`": ("{when: b+8w", "{zzz: 1, when: b+8w"),
    "`perspectives[]`": ("holds: holds", "zzz: 1, holds: holds"),
    "`tasks[]`": ("{task: ", "{zzz: 1, task: "),
    "`needs[]`": ("echelon: basic", "zzz: 1\n    echelon: basic"),
    "`needs[].sayings[]`": ("{by: marijke, when: b+5d", "{zzz: 1, by: marijke, when: b+5d"),
    "`needs[].sayings[].together[]`": ("{with: [nina], when: b+6d", "{zzz: 1, with: [nina], when: b+6d"),
    "`needs[].modes[]`": ("{mode: ", "{zzz: 1, mode: "),
    "`goals[]`": ("whose: parent\n", "zzz: 1\n    whose: parent\n"),
    "`goals[].corrections[]`": ("{written: b+4w", "{zzz: 1, written: b+4w"),
    "`goals[].steps[].corrections[]`": ("{written: b+3w2d", "{zzz: 1, written: b+3w2d"),
    "`goals[].steps[]`": ("{words: Elke dag", "{zzz: 1, words: Elke dag"),
    "`goals[].steps[].ended[]`": ("{when: b+4w", "{zzz: 1, when: b+4w"),
    "`goals[].reviews[]`": ("{when: b+5w", "{zzz: 1, when: b+5w"),
    "`goals[].successes[]`": ("{when: b+6w", "{zzz: 1, when: b+6w"),
    "`sheets[]`": ("week: b+9w", "zzz: 1, week: b+9w"),
    "`follow_ups[]`": ("way: visit", "zzz: 1\n    way: visit"),
    "`referrals[]`": ("offer: Poetshulp", "zzz: 1\n    offer: Poetshulp"),
    "`handovers[]`": ("overlap: b+10w", "zzz: 1\n    overlap: b+10w"),
    "`….moves[]`": ("{step: put_off", "{zzz: 1, step: put_off"),
    "`pace[]`": ("{by: nina, when: b+1w", "{zzz: 1, by: nina, when: b+1w"),
    "`seals[]`": ("{readers: [marijke]", "{zzz: 1, readers: [marijke]"),
}
CODES = {
    "discipline": Discipline,
    "section": Section,
    "line": Line,
    "lane": Lane,
    "tone": Tone,
    "knowing": Knowing,
    "how": Certainty,
    "domains": Domain,
    "side": Side,
    "level": Level,
    "lasting": Lasting,
    "holds": Holds,
    "echelon": Echelon,
    "whose": [*WhoseNeed, *WhoseGoal],
    "state": [*TaskState, *State],
    "mode": Mode,
    "moves": Moves,
    "change": Change,
    "fitting": Fitting,
    "numbers": NUMBERS,
    "language": LANGUAGES,
    "way": Way,
    "step": Step,
}


def words_in(text: str) -> set[str]:
    return set(re.findall(r"[a-z_]+|\d+", text))


def test_the_example_is_a_right_file():
    (example,) = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    case = checked(example)
    assert case.title == "June" and len(case.story) == 2 and len(case.seals) == 1
    assert case.factors and case.perspectives and case.tasks and case.needs and case.goals and case.sheets
    assert case.follow_ups and case.referrals and case.handovers and case.paces


@pytest.mark.parametrize("said", TIMES)
def test_every_time_in_the_table_is_a_time(said):
    day = NOW.date().replace(month=9, day=1)
    assert Calendar(NOW, ZONE, day, day).moment(said)


def test_the_table_of_times_is_read_by_the_test_before():
    assert len(TIMES) == 11


@pytest.mark.parametrize(("part", "change"), PARTS.items(), ids=list(PARTS))
def test_the_keys_in_the_table_are_those_that_the_checker_knows(part, change):
    (sentence,) = [fault.sentence for fault in faults_of(changed(*change, of=WHOLE)) if "'zzz'" in fault.sentence]
    known = words_in(sentence.partition("Wel:")[2])
    row = re.sub(r"\([^)]*\)", "", ROWS[part]).replace("**", "")
    assert words_in(row) - {"and", "one", "of"} == known


def test_every_part_of_the_file_has_a_row():
    (fault,) = faults_of(changed("seals:\n", "zzz: []\nseals:\n"))
    known = words_in(fault.sentence.partition("Wel:")[2])
    assert {re.split(r"[.\[]", row.strip("`"))[0] for row in ROWS if row.startswith("`")} >= known


@pytest.mark.parametrize(("row", "codes"), CODES.items(), ids=list(CODES))
def test_every_code_has_its_place_in_the_table(row, codes):
    assert [str(code) for code in codes if str(code) not in words_in(ROWS[row])] == []


def test_every_relation_is_in_the_table():
    known = words_in(ROWS["relation"]) | words_in(ROWS["discipline"])
    assert [str(one) for one in Relation if str(one) not in known] == []
