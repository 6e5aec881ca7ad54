"""Every fault at once, each with its path, its line and a sentence; and nothing guessed."""

from datetime import date, timedelta

import pytest

from stek.case.checking import check

from .texts import NOW, RIGHT, ZONE, changed, checked, faults_of


def line_of(piece: str) -> int:
    return RIGHT[: RIGHT.index(piece)].count("\n") + 1


# What is changed, into what, and then: where the fault is, and a word of its sentence.
WRONG = [
    ("{name: Rosa, ", "{", "people.oma", "'name' ontbreekt"),
    ("name: Rosa", "name: ''", "people.oma.name", "nog niets"),
    ("name: Rosa", "name: [Rosa]", "people.oma.name", "één tekst"),
    ("name: Rosa", f"name: {'a' * 121}", "people.oma.name", "121 tekens"),
    ("name: Rosa", 'name: "Ro\\x07sa"', "people.oma.name", "stuurtekens"),
    ("name: Rosa", "naam: Rosa", "people.oma.naam", "ken ik hier niet"),
    ("rosa@example.org", "rosa", "people.oma.email", "e-mailadres"),
    ("discipline: midwife", "discipline: tovenaar", "people.marijke.discipline", "midwife"),
    ("founder: nina", "founder: niemand", "family.founder", "'niemand' ken ik niet"),
    ("as: mother", "as: midwife", "family.as", "Wel: mother"),
    ("born: now-12w", "born: now+2y", "family.born", "te ver vooruit"),
    ("founded: b-8w", "founded: now+1d", "family.founded", "nog komen"),
    ("founded: b-8w", "founded: b-40y", "family.founded", "vóór de zwangerschap"),
    ("kind: child, born: b", "kind: kat, born: b", "members.june.kind", "ken ik niet"),
    ("kind: child, born: b", "kind: child, born: 2026-02-30", "members.june.born", "geen tijd"),
    ("kind: child, born: b", "kind: child, born: now+1d", "members.june.born", "nog komen"),
    ("kind: child, born: b", "kind: child, born: 1950-01-01", "members.june.born", "te lang geleden"),
    ("as: midwife", "as: tovenaar", "circle[0].as", "ken ik niet"),
    ("may: [read, note]", "may: [lezen]", "circle[0].grants[0].may[0]", "'lezen' ken ik niet"),
    ("may: [read, note]", "may: read", "circle[0].grants[0].may", "lijst"),
    ("ring: near", "ring: dichtbij", "around[0].ring", "near"),
    ("line: gives", "line: geeft", "around[0].line", "gives"),
    ("about: [june], ", "about: [jan], ", "story[0].about[0]", "'jan' ken ik niet"),
    ("tone: strength", "tone: goed", "story[1].tone", "strength"),
    ("when: b+3d, private: yes", "when: b+3d, private: misschien", "story[2].private", "yes of no"),
    ("when: b+3d, private: yes", "when: b+3d, private: yes, shared: b+4d", "story[2].private", "gedeeld"),
    ("by: nina, when: b+1d", "by: nina, when: now+1d", "story[0].when", "nog komen"),
    ("key: tweede", "key: eerste", "story[1].key", "andere notitie"),
    ("words: Ze kijkt rond.", "words: ", "story[0].words", "nog niets"),
    ("words: Ze kijkt rond.", f"words: {'a' * 20_001}", "story[0].words", "20001 tekens"),
    ("about: [june], words", "quote: june, quote_of: de buurman, words", "story[0].quote_of", "kies er één"),
    ("about: [june], words", "told_by: june, told_as: de buurman, words", "story[0].told_as", "kies er één"),
    ("to: tweede", "to: derde", "influences[0].to", "'derde' ken ik niet"),
    ("to: tweede", "to: eerste", "influences[0].to", "naar een andere"),
    ("how: told", "how: zeker", "influences[0].how", "suspected"),
    ("readers: [marijke]", "readers: [opa]", "seals[0].readers[0]", "'opa' ken ik niet"),
]


@pytest.mark.parametrize(("old", "new", "path", "word"), WRONG, ids=[f"{path}: {word}" for _, _, path, word in WRONG])
def test_each_fault_says_where_it_is_and_what_would_be_right(old, new, path, word):
    found = faults_of(changed(old, new))
    assert [fault.path for fault in found if word in fault.sentence] == [path], [str(fault) for fault in found]
    assert {fault.line for fault in found if fault.path == path} == {line_of(old)}


def test_all_faults_come_at_once_in_the_order_of_the_file():
    spoiled = [
        "name: Rosa",
        "as: mother",
        "kind: child, born: b",
        "ring: near",
        "tone: strength",
        "readers: [marijke]",
    ]
    text = RIGHT
    for piece in spoiled:
        assert text.count(piece) == 1
        text = text.replace(piece, f"{piece.split(':')[0]}: [x]")
    found = faults_of(text)
    wanted = [
        "people.oma.name",
        "family.as",
        "members.june.kind",
        "around[0].ring",
        "story[1].tone",
        "seals[0].readers[0]",
    ]
    assert [fault.path for fault in found] == wanted
    assert [fault.line for fault in found] == [RIGHT[: RIGHT.index(piece)].count("\n") + 1 for piece in spoiled]


@pytest.mark.parametrize("part", ["people", "family", "members"])
def test_a_part_that_cannot_be_missed_is_named(part):
    found = faults_of(changed(f"\n{part}:\n" if part != "people" else "people:\n", "\nandere:\n"))
    assert any(f"'{part}' ontbreekt" in fault.sentence for fault in found)
    assert any("'andere' ken ik hier niet" in fault.sentence for fault in found)


def test_a_fault_reads_as_a_sentence_with_its_place():
    (fault,) = faults_of(changed("tone: strength", "tone: goed"))
    assert str(fault) == f"story[1].tone: {fault.sentence} (regel {line_of('tone: strength')})"


def test_a_key_that_is_no_word_is_refused():
    found = faults_of(changed("  oma: {name: Rosa", "  oma met hoed: {name: Rosa"))
    assert any(fault.path == "people.oma met hoed" and "één woord" in fault.sentence for fault in found)


def test_who_is_not_said_to_be_called_something_is_called_by_their_name():
    case = checked(RIGHT)
    assert case.called == "Nina"
    assert [place.called for place in case.circle] == ["Marijke", "Rosa"]


def test_what_is_not_said_stays_not_known():
    note = checked(RIGHT).story[0].first
    assert (note.knowing, note.tone, note.success, note.domains) == ("", "noticed", False, ())


def test_a_note_without_a_lane_gets_the_one_that_fits_whom_it_is_about():
    assert [note.first.lane for note in checked(RIGHT).story] == ["child", "relation", "surroundings"]


def test_a_correction_repeats_what_it_does_not_change():
    text = changed(
        "words: Ze kijkt rond.}", "words: Ze kijkt rond., corrections: [{written: b+2d, words: Ze keek rond.}]}"
    )
    first, second = checked(text).story[0].versions
    assert (first.words, second.words) == ("Ze kijkt rond.", "Ze keek rond.")
    assert (second.about, second.on) == (first.about, first.on)
    assert second.written > first.written


def test_a_correction_comes_after_what_it_corrects():
    text = changed(
        "words: Ze kijkt rond.}", "words: Ze kijkt rond., corrections: [{written: b, words: Ze keek rond.}]}"
    )
    (fault,) = faults_of(text)
    assert fault.path == "story[0].corrections[0].written"


def test_a_birth_that_is_no_day_is_named_first():
    found = faults_of(changed("born: now-12w", "born: ooit"))
    assert (found[0].path, found[0].line) == ("family.born", line_of("born: now-12w"))
    assert "'ooit' is geen tijd" in found[0].sentence


def test_the_same_file_on_another_day_is_the_same_story_of_another_day():
    earlier = NOW - timedelta(days=100)
    then, now = (check(RIGHT.encode(), now=at, zone=ZONE) for at in (earlier, NOW))
    assert now.birth - then.birth == timedelta(days=100)
    assert now.birth == date(2026, 8, 29)


def test_a_sister_may_be_years_older():
    text = changed("born: b}\n", "born: b}\n  lotte: {called: Lotte, kind: child, born: now-39m}\n")
    assert checked(text).title == "June, Lotte"
