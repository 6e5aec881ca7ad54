"""What a file of before hides with `hidden_from` has readers, or is known to a list, and is said once."""

import pytest

from .test_dumping_contact import MOTHERS, SEAL
from .texts import RIGHT, changed, checked, faults_of


def before(*entries: str, of: str = RIGHT) -> str:
    return changed(SEAL, "\n  - ".join(entries), of=of)


def test_everybody_reads_it_but_these():
    case = checked(before("{hidden_from: maaike, by: nina, when: b+3w, note: eerste, why: Omdat.}",
                          "{hidden_from: oma, by: nina, when: b+2w, note: eerste}", of=MOTHERS))  # fmt: skip
    (hiding,) = case.seals
    assert (hiding.readers, hiding.by, hiding.note, hiding.why) == (("marijke",), "nina", "eerste", "Omdat.")
    assert hiding.on == checked(before("{readers: [], by: nina, when: b+3w, note: eerste}")).seals[0].on


def test_what_a_parent_hid_of_somebody_else_is_hidden_by_its_author():
    (hiding,) = checked(before("{hidden_from: oma, by: nina, when: b+2w, note: tweede, why: Van mij.}")).seals
    assert (hiding.readers, hiding.by, hiding.why) == (("nina",), "marijke", "")


def test_what_rested_on_it_has_the_same_readers_each_by_its_own_author():
    case = checked(before("{hidden_from: oma, by: nina, when: b+9w, need: slaap}", of=MOTHERS))
    need, *rest = case.seals
    assert (need.need, need.by, need.readers) == ("slaap", "marijke", ("maaike", "nina"))
    assert [(bool(one.goal), one.by) for one in rest] == [(True, "marijke"), (False, "marijke"), (False, "nina")]
    assert all("oma" not in one.readers for one in rest)


def test_a_part_is_all_that_its_hider_wrote_in_it():
    case = checked(before("{hidden_from: oma, by: nina, when: b+9w, section: story}"))
    assert {one.note for one in case.seals} == {"eerste", "eigen"}
    assert all(one.private for one in case.moves)


def test_a_hidden_place_is_known_to_the_others():
    case = checked(
        before("{hidden_from: maaike, by: nina, who: oma}", of=MOTHERS.replace("owners: [oma]", "owners: [nina]"))
    )
    assert {place.who: place.known_to for place in case.circle} == {
        "maaike": None,
        "marijke": None,
        "oma": ("marijke",),
    }


@pytest.mark.parametrize(("entry", "path", "word"), [
    ("{hidden_from: nina, by: nina, note: eerste}", "seals[0].hidden_from", "voor zichzelf"),
    ("{hidden_from: oma, by: marijke, note: eerste}", "seals[0].by", "alleen wie het schreef"),
    ("{hidden_from: oma, by: nina, note: eigen, section: story}", "seals[0]", "één ervan"),
    ("{hidden_from: oma, by: nina}", "seals[0]", "één ervan"),
    ("{hidden_from: oma, by: nina, who: nina}", "seals[0].who", "een ouder wordt niet verborgen"),
    ("{hidden_from: oma, by: marijke, section: story}", "seals[0].by", "alleen een ouder"),
    ("{hidden_from: nina, by: marijke, note: tweede}", "seals[0].hidden_from", "minstens één ouder leest mee"),
])  # fmt: skip
def test_what_nobody_can_do_is_still_said_with_its_place(entry, path, word):
    assert path in [fault.path for fault in faults_of(before(entry)) if word in fault.sentence]


@pytest.mark.parametrize(("old", "new", "path"), [
    ("- {who: maaike, as: mother", "- {who: maaike, known_to: [], as: mother", "circle[0].known_to"),
    ("{called: oma, ring: near, line: gives, by: nina", "{called: oma, who: oma, ring: near, line: gives, by: maaike", "around[0].who"),
    ("stand_in: nina", "stand_in: oma", "follow_ups[0].stand_in"),
])  # fmt: skip
def test_who_does_not_know_of_somebody_cannot_name_them(old, new, path):
    text = changed(
        "{who: oma, as", "{who: oma, known_to: [], as", of=MOTHERS.replace("owners: [oma]", "owners: [nina]")
    )
    assert path in [fault.path for fault in faults_of(changed(old, new, of=text))]
