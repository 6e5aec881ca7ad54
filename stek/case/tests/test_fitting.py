"""What cannot have happened, or nobody was allowed to do, is said before anything is written."""

import pytest

from .texts import RIGHT, changed, faults_of

# fmt: off
WRONG = [
    # Who is who
    ("rosa@example.org", "NINA@example.org", "people.oma.email", "eigen adres"),
    ("kind: parent, person: nina", "kind: parent", "family.founder", "hoort bij 'members'"),
    ("kind: parent, person: nina", "kind: kin, person: nina", "members.nina.kind", "is 'parent'"),
    ("kind: parent, person: nina", "kind: parent, person: nina, born: 1990-01-01", "members.nina.born", "te lang geleden"),
    ("as: grandmother", "as: father", "circle[1].who", "hoort ook bij 'members'"),
    ("born: b}", "born: b, due: b+200d}", "members.june.due", "past niet"),
    # Who was in when
    ("- who: marijke", "- who: nina", "circle[0].who", "staat al in de kring"),
    ("{who: oma, as: grandmother", "{who: marijke, as: grandmother", "circle[1].who", "staat al in de kring"),
    ("as: midwife\n    from: b\n", "as: midwife\n    from: b-9w\n", "circle[0].from", "begon"),
    ("from: b+1w}", "from: b+1w, until: b+3d}", "circle[1].until", "niet na het begin"),
    ("from: b+1w}", "from: b+1w, until: b+4w, until_by: marijke}", "circle[1].until_by", "alleen een ouder"),
    ("by: marijke, when: b+2d", "by: marijke, when: b+2d, written: b-1d", "story[1].written", "nog niet in de kring"),
    # Who may do what
    ("by: nina, from: b}", "by: oma, from: b}", "circle[0].grants[0].by", "alleen een ouder"),
    ("may: [read, note]", "may: [read]", "story[1].by", "mag hier niet noteren"),
    ("by: nina, from: b}", "by: nina, from: b, until: b-1d}", "circle[0].grants[0].until", "niet na het begin"),
    ("by: nina, from: b}", "by: nina, from: b, withdrawn: b-1d}", "circle[0].grants[0].withdrawn", "voor het gegeven"),
    ("by: nina, from: b}", "by: nina, from: b, given: b-1w}", "circle[0].grants[0].given", "nog niet in de kring"),
    ("line: gives, by: nina", "line: gives, by: marijke", "around[0].by", "alleen een ouder"),
    ("line: gives, by: nina, when: b+2w", "line: gives, by: nina, when: b+2w, until: b", "around[0].until", "niet na het begin"),
    ("how: told, by: nina", "how: told, by: oma", "influences[0].by", "mag hier niet noteren"),
    ("to: tweede, how: told, by: nina", "to: eigen, how: told, by: marijke, private: yes", "influences[0].to", "niet lezen"),
    ("to: tweede, how: told", "to: eigen, private: no, how: told", "influences[0].to", "alleen van de schrijver"),
    ("hidden_from: oma, by: nina", "hidden_from: nina, by: nina", "seals[0].hidden_from", "voor zichzelf"),
    ("hidden_from: oma, by: nina", "hidden_from: oma, by: marijke", "seals[0].by", "wie ze schreef"),
    ("when: b+2w, note: eerste", "when: b+2w, section: story, note: eerste", "seals[0]", "één van de drie"),
    ("when: b+2w, note: eerste", "when: b+2w", "seals[0]", "één van de drie"),
    ("by: nina, when: b+2w, note: eerste", "by: marijke, when: b+2w, section: story", "seals[0].by", "alleen een ouder"),
]
# fmt: on


@pytest.mark.parametrize(("old", "new", "path", "word"), WRONG, ids=[f"{path}: {word}" for _, _, path, word in WRONG])
def test_what_does_not_fit_is_said_with_its_place(old, new, path, word):
    found = faults_of(changed(old, new))
    assert path in [fault.path for fault in found if word in fault.sentence], [str(fault) for fault in found]


def test_it_is_said_with_the_line_where_it_stands():
    (fault,) = faults_of(changed("line: gives, by: nina", "line: gives, by: marijke"))
    assert fault.line == RIGHT[: RIGHT.index("line: gives")].count("\n") + 1


def test_who_left_writes_no_more():
    text = changed("as: midwife\n    from: b\n", "as: midwife\n    from: b\n    until: b+4w\n")
    text = text.replace("by: marijke, when: b+2d", "by: marijke, when: b+2d, written: b+5w")
    (fault,) = faults_of(text)
    assert fault.path == "story[1].written" and "niet meer in de kring" in fault.sentence


def test_what_does_not_fit_comes_at_once():
    text = changed("may: [read, note]", "may: [read]").replace("line: gives, by: nina", "line: gives, by: marijke")
    text = text.replace("hidden_from: oma, by: nina", "hidden_from: nina, by: nina")
    assert [fault.path for fault in faults_of(text)] == ["around[0].by", "story[1].by", "seals[0].hidden_from"]


def test_who_left_may_have_written_before():
    assert faults_of(changed("as: midwife\n    from: b\n", "as: midwife\n    from: b\n    until: b+1w\n")) == ()


def test_somebody_who_is_not_in_the_circle_writes_nothing():
    text = changed("by: marijke, when: b+2d", "by: buur, when: b+2d").replace(
        "family:\n", "  buur: {name: Buur, email: buur@example.org}\nfamily:\n"
    )
    (fault,) = faults_of(text)
    assert fault.path == "story[1].by" and "niet in de kring" in fault.sentence
