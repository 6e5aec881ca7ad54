"""What cannot have happened, or nobody was allowed to do, is said before anything is written."""

import pytest

from .texts import RIGHT, WHOLE, changed, faults_of

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
    ("readers: [marijke], by: nina", "readers: [nina], by: marijke", "seals[0].by", "alleen wie het schreef"),
    ("by: nina, when: b+2w, note: eerste", "by: marijke, when: b+2w, note: tweede", "seals[0].readers", "minstens één ouder leest mee"),
    ("readers: [marijke], by", "by", "seals[0]", "'readers' ontbreekt"),
    ("  - {readers: [marijke]", "  - {readers: [], by: nina, note: eerste}\n  - {readers: [marijke]", "seals[1].note", "in één lijst"),
    ("- {who: oma, as: grandmother", "- {who: oma, known_to: [buur], as: grandmother", "circle[1].known_to[0]", "ken ik niet"),
    ("- {who: oma, as: grandmother", "- {who: oma, recognised: no, as: mother", "circle[1].recognised", "een ja van elke ouder"),
    ("    from: b\n    grants", "    from: b\n    known_to: []\n    invited_by: oma\n    grants", "circle[0].invited_by", "alleen een ouder"),
    ("when: b+2w, note: eerste", "when: b+2w", "seals[0]", "één ervan"),
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
    text = text.replace("readers: [marijke], by: nina", "readers: [nina], by: marijke")
    assert [fault.path for fault in faults_of(text)] == ["around[0].by", "story[1].by", "seals[0].by"]


def test_who_left_may_have_written_before():
    assert faults_of(changed("as: midwife\n    from: b\n", "as: midwife\n    from: b\n    until: b+1w\n")) == ()


def test_somebody_who_is_not_in_the_circle_writes_nothing():
    text = changed("by: marijke, when: b+2d", "by: buur, when: b+2d").replace(
        "family:\n", "  buur: {name: Buur, email: buur@example.org}\nfamily:\n"
    )
    (fault,) = faults_of(text)
    assert fault.path == "story[1].by" and "niet in de kring" in fault.sentence


# fmt: off
WRONG_ROOMS = [
    # The balance
    ("section: balance, by: nina", "section: unit, by: nina", "factors[1].by", "section: balance"),
    ("side: support, level: family", "side: support", "factors[0]", "'level' ontbreekt"),
    ("notes: [tweede], words: Zingen.", "notes: [eigen], words: Zingen.", "factors[0].notes", "alleen van de schrijver"),
    ("code: worn_out\n    about: [nina]", "code: worn_out\n    notes: [eigen]\n    about: [nina]", "factors[1].notes", "kan een van die notities niet lezen"),
    ("written: b+6d, side", "written: b+1d, side", "factors[1].corrections[0].written", "niet na wat het verbetert"),
    ("code: worn_out\n    about", "code: tovenaar\n    about", "factors[1].code", "ken ik niet"),
    ("since: b+2d", "since: 1850-01-01", "factors[1].since", "wel heel lang geleden"),
    ("side: support, level: family, about: [june]", "side: support, level: family, about: [june], since: b-60w", "factors[0].since", "vóór de zwangerschap"),
    ("- {with: [nina], when: b+5d}", "- {with: [june], when: b+5d}", "factors[1].agreed[0].with", "gaat over ouders"),
    ("- {with: [nina], when: b+5d}", "- {when: b+5d}", "factors[1].agreed[0]", "'with' zegt"),
    ("- {when: b+8w, by: nina", "- {when: b, by: nina", "factors[1].over[0].when", "vóór het begon"),
    ("- {when: b+8w, by: nina", "- {when: b+8w, by: oma", "factors[1].over[0].by", "mag hier niet noteren"),
    ("holds: holds", "holds: 7", "perspectives[0].holds", "too_much"),
    ("task: contact_first", "task: fluiten", "tasks[0].task", "ken ik niet"),
    # Needs
    ("section: needs, by: nina", "section: unit, by: nina", "needs[0].sayings[0].by", "section: needs"),
    ("review: b+6w, words: Slaap.", "words: Slaap.", "needs[0].sayings[0]", "Kies een dag"),
    ("review: b+6w, words: Slaap.", "review: b+1d, words: Slaap.", "needs[0].sayings[0].review", "voorbij"),
    ("state: met, work: Oma past op en ik slaap.", "state: met", "needs[0].sayings[1]", "hun werk"),
    ("when: b+7w, state: met", "when: b+4d, state: met", "needs[0].sayings[1].when", "niet na wat er eerder"),
    ("together: [{with: [nina], when: b+6d}]", "together: [{with: [nina], by: nina, when: b+6d}]", "needs[0].sayings[0].together[0].with", "zelf niet bij"),
    ("state: not_known, notes: [eigen]", "state: not_known, notes: [eigen], review: now+1w", "needs[1].sayings[0].review", "vraagt niets"),
    ("    private: yes\n    sayings", "    sayings", "needs[1].sayings[0].notes", "alleen van de schrijver"),
    # The plan
    ("need: slaap\n    words: Een", "need: eigen_nood\n    words: Een", "goals[0].need", "alleen van de schrijver"),
    ("factor: moe, owners: [oma]", "factor: moe", "goals[0].steps[0]", "Kies wie dit doet"),
    ("factor: moe, owners: [oma]", "factor: stil, owners: [oma]", "goals[0].steps[0].factor", "alleen van de schrijver"),
    ("factor: moe, owners: [oma]", "owners: [oma]", "goals[0].steps[0]", "eigen woorden"),
    ("factor: moe, owners", "factor: moe, factor_words: Moe., owners", "goals[0].steps[0].factor_words", "kies er één"),
    ("owners: [oma], until: b+4w", "owners: [oma], until: b+1w", "goals[0].steps[0].until", "vóór de eerste"),
    ("written: b+4w, whose", "written: b+2w, whose", "goals[0].corrections[0].written", "niet na wat het verbetert"),
    ("need: slaap, words: Een uur slaap in de voor", "need: eigen_nood, words: Een uur slaap in de voor", "goals[0].corrections[0].need", "alleen van de schrijver"),
    ("written: b+3w2d", "written: b+3w", "goals[0].steps[0].corrections[0].written", "niet na wat het verbetert"),
    ("factor_words: de nachten, family: yes", "factor: stil, family: yes", "goals[0].steps[0].corrections[0].factor", "alleen van de schrijver"),
    ("de nachten, family: yes", "de nachten", "goals[0].steps[0].corrections[0]", "Kies wie dit doet"),
    ("{when: b+5w, change: changed", "{when: b+1d, written: b+1d, change: changed", "goals[0].reviews[0].when", "vóór waar het over gaat"),
    ("days: [oma]", "days: [a, b, c, d, e, f, g, h]", "sheets[0].days", "zeven dagen"),
    ("names: June, days", "names: 漢字, days", "sheets[0]", "kan het blad niet tonen"),
    ("when: b+2w, note: eerste", "when: b+2w, factor: moe, note: eerste", "seals[0]", "één ervan"),
    # What is over
    ("how: told, by: nina, when: b+4d", "how: told, by: nina, when: b+4d, until: b+3d", "influences[0].until", "niet na het begin"),
]
# fmt: on


@pytest.mark.parametrize(
    ("old", "new", "path", "word"), WRONG_ROOMS, ids=[f"{path}: {word}" for _, _, path, word in WRONG_ROOMS]
)
def test_what_does_not_fit_in_the_balance_the_needs_or_the_plan_is_said_with_its_place(old, new, path, word):
    found = faults_of(changed(old, new, of=WHOLE))
    assert path in [fault.path for fault in found if word in fault.sentence], [str(fault) for fault in found]


def test_the_whole_family_is_right():
    assert faults_of(WHOLE) == ()
