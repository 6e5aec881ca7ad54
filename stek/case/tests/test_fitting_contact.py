"""What nobody could have promised, asked or handed over is said with its place, before anything is written."""

import pytest

from stek.circle.pace import Pace

from .texts import WHOLE, changed, checked, faults_of

CONSENT = "      - {may: [read, note], section: contact, by: nina, from: b}\n"
BY_MARIJKE = "handovers:\n  - by: marijke\n    when: b+6w\n    to: nina\n"

# fmt: off
WRONG = [
    # Who may
    (CONSENT, "", "follow_ups[0].by", "section: contact"),
    (CONSENT, "", "handovers[0].by", "section: contact"),
    ("  - by: marijke\n    when: b+3w\n    way", "  - by: oma\n    when: b+3w\n    way", "follow_ups[0].by", "mag hier niet noteren"),
    ("{by: nina, when: b+1w, young", "{by: marijke, when: b+1w, young", "pace[0].by", "alleen een ouder"),
    # An agreement
    ("way: visit", "way: duif", "follow_ups[0].way", "together"),
    ("    due: b+4w\n", "", "follow_ups[0]", "'due' ontbreekt"),
    ("    due: b+4w\n", "    due: b+2w\n", "follow_ups[0].due", "voorbij"),
    ("    due: b+4w\n", "    due: b+120w\n", "follow_ups[0].due", "twee jaar"),
    ("hour: 14:30", "hour: straks", "follow_ups[0].hour", "geen uur"),
    ("hour: 14:30", "hour: 14:30+02:00", "follow_ups[0].hour", "geen uur"),
    ("stand_in: nina", "stand_in: marijke", "follow_ups[0].stand_in", "twee verschillende mensen"),
    ("    need: slaap\n    note: tweede\n", "    need: eigen_nood\n", "follow_ups[0].need", "deel de nood eerst"),
    ("note: tweede\n    words", "note: eigen\n    words", "follow_ups[0].note", "deel ze eerst"),
    # What happened to it
    ("due: b+5w, words: Een andere bevalling.", "due: b+5w", "follow_ups[0].moves[0].step", "niet zonder 'words'"),
    ("due: b+5w, words: Een andere bevalling.", "words: Een andere bevalling.", "follow_ups[0].moves[0]", "een nieuwe dag"),
    ("due: b+5w, words: Een andere bevalling.", "due: b+3w, words: Een andere bevalling.", "follow_ups[0].moves[0].due", "voorbij"),
    ("when: b+4w1d, asked: nina", "when: b+4w1d", "follow_ups[0].moves[1]", "aan wie het gevraagd is"),
    ("when: b+4w1d, asked: nina", "when: b+3w2d, written: b+3w2d, asked: nina", "follow_ups[0].moves[1].written", "niet na wat er eerder"),
    ("{step: take, by: nina", "{step: take, by: marijke", "follow_ups[0].moves[2].step", "niet door dit mens"),
    ("{step: take, by: nina", "{step: agree, by: nina", "follow_ups[0].moves[2].step", "ken ik niet"),
    ("{step: take, by: nina", "{step: take, by: oma", "follow_ups[0].moves[2].by", "mag hier niet noteren"),
    ("{step: do, by: nina", "{step: reopen, by: nina", "follow_ups[0].moves[3].step", "staat op 'open'"),
    ("{step: do, by: nina, when: b+5w", "{step: do, by: nina, when: now+1d", "follow_ups[0].moves[3].when", "moet nog komen"),
    # Help that was asked
    ("    need: slaap\n    offer", "    need: eigen_nood\n    offer", "referrals[0].need", "deel de nood eerst"),
    ("    need: slaap\n    offer", "    offer", "referrals[0]", "'need' ontbreekt"),
    ("    offer: Poetshulp\n", "", "referrals[0]", "aan wie het gevraagd is"),
    ("silent_after: 20", "silent_after: 0", "referrals[0].silent_after", "van 1 tot 180"),
    ("silent_after: 20", "silent_after: '²'", "referrals[0].silent_after", "van 1 tot 180"),
    ("stand_in: marijke", "stand_in: nina\n    listed: x", "referrals[0].stand_in", "twee verschillende mensen"),
    ("by: marijke, when: b+5w, words: Ze hebben niemand.", "by: marijke, when: b+5w", "referrals[0].moves[1].step", "niet zonder 'words'"),
    # Care that passed on
    (BY_MARIJKE, BY_MARIJKE.replace("to: nina", "to: marijke"), "handovers[0].to", "iemand anders"),
    ("notes: [tweede]\n    words: Wat", "notes: [eigen]\n    words: Wat", "handovers[0].notes", "deel ze eerst"),
    ("{step: agree, by: nina", "{step: agree, by: marijke", "handovers[0].moves[0].step", "niet door dit mens"),
    ("{step: accept, by: nina", "{step: meet, by: nina", "handovers[0].moves[1].step", "staat op 'agreed'"),
    ("pace:\n", "  - {by: marijke, when: b+7w, to: nina, words: Nog eens.}\npace:\n", "handovers[1].when", "geeft al door"),
    # Keys and what is hidden
    ("    to: nina\n", "    to: nina\n    key: '#0'\n", "handovers[0].key", "al de sleutel"),
    ("when: b+2w, note: eerste", "when: b+2w, agreement: eerste", "seals[0].agreement", "ken ik niet"),
    ("when: b+2w, note: eerste", "when: b+4w, agreement: '#0', note: eerste", "seals[0]", "één ervan"),
    # The pace
    ("stand_in_after: 2", "stand_in_after: 9", "pace[0].stand_in_after", "vóór de hele kring"),
    ("young: 5", "young: soms", "pace[0].young", "van 1 tot 731"),
    ("young: 5", "many_steps: 1", "pace[0].many_steps", "geen aantal stappen van 2 tot 30"),
    ("young: 5", "handover_after: 91", "pace[0].handover_after", "geen aantal dagen van 0 tot 90"),
]
# fmt: on


@pytest.mark.parametrize(("old", "new", "path", "word"), WRONG, ids=[f"{path}: {word}" for _, _, path, word in WRONG])
def test_what_does_not_fit_is_said_with_its_place(old, new, path, word):
    found = faults_of(changed(old, new, of=WHOLE))
    assert path in [fault.path for fault in found if word in fault.sentence], [str(fault) for fault in found]


def test_who_is_not_in_the_circle_any_more_takes_nothing_over():
    text = WHOLE.replace(
        "{who: oma, as: grandmother, from: b+1w}", "{who: oma, as: grandmother, from: b+1w, until: b+2w}"
    )
    text = text.replace(BY_MARIJKE, BY_MARIJKE.replace("to: nina", "to: oma"))
    assert "handovers[0].to" in [fault.path for fault in faults_of(text)]


def test_what_does_not_fit_comes_at_once_and_after_one_wrong_step_the_rest_is_not_judged():
    text = changed("{step: take, by: nina", "{step: reopen, by: nina", of=WHOLE).replace("way: visit", "way: call")
    text = text.replace("{step: agree, by: nina", "{step: close, by: nina")
    assert [fault.path for fault in faults_of(text)] == ["follow_ups[0].moves[2].step", "handovers[0].moves[0].step"]


def test_who_handed_over_and_rounded_it_off_may_do_so_again_the_same_day():
    text = changed("      - {step: accept, by: nina, when: b+6w1d}\n", """\
      - {step: accept, by: nina, when: b+6w1d}
      - {step: meet, when: b+6w2d}
      - {step: close, when: b+7w}
  - {by: marijke, when: b+7w, to: oma, words: Nog eens.}
""", of=WHOLE)  # fmt: skip
    assert len(checked(text).handovers) == 2


def test_what_is_left_out_is_what_is_usual():
    case = checked(changed("    silent_after: 20\n", "", of=WHOLE))
    (referral,), (pace,) = case.referrals, case.paces
    assert referral.silent_after == 14
    assert pace.chosen == Pace((5, 31, 92), stand_in_after=2)


def test_a_family_may_say_each_of_them():
    line = "few_days: 4, many_steps: 3, consent_before: 0, handover_after: 5, young: 5"
    (pace,) = checked(changed("young: 5", line, of=WHOLE)).paces
    chosen = Pace((5, 31, 92), stand_in_after=2, handover_after=5, consent_before=0, many_steps=3, few_days=4)
    assert pace.chosen == chosen


def test_what_the_directory_calls_it_is_its_name_where_there_are_no_other_words():
    (referral,) = checked(changed("offer: Poetshulp", "listed: Kraamhulp overdag", of=WHOLE)).referrals
    assert (referral.offer, referral.listed) == ("Kraamhulp overdag", "Kraamhulp overdag")
