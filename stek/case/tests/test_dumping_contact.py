"""A copy holds of agreements what its reader may see of them, and it can be read in again."""

from stek.case.accounts import now
from stek.case.checking import check
from stek.case.demo import casebook
from stek.case.dumping import dump
from stek.case.loading import load
from stek.case.naming import named
from stek.case.writing import write
from stek.directory.demo import load_region
from stek.directory.models import Offer
from stek.kit import clock

from .test_dumping import copy_of, loaded
from .texts import WHOLE, ZONE, changed, checked

MOTHERS = changed(
    "  oma: {name: Rosa, email: rosa@example.org}\n",
    "  oma: {name: Rosa, email: rosa@example.org}\n  maaike: {name: Maaike, email: maaike@example.org}\n", of=WHOLE,
).replace(
    "circle:\n", "  maaike: {called: Maaike, kind: parent, person: maaike}\ncircle:\n  - {who: maaike, as: mother, from: b}\n",
)  # fmt: skip
TAKEN_BY_OMA = MOTHERS.replace("when: b+4w1d, asked: nina", "when: b+4w1d, asked: oma").replace(
    "{step: take, by: nina, when: b+4w2d}", "{step: take, by: oma, when: b+4w2d}"
).replace(
    "  - {who: oma, as: grandmother, from: b+1w}\n",
    "  - {who: oma, as: grandmother, from: b+1w, grants: [{may: [read, note], section: contact, by: nina}]}\n",
).replace("{readers: [marijke], by: nina, when: b+2w, note: eerste}", "{hidden_from: maaike, by: nina, who: oma}")  # fmt: skip

SEAL = "{readers: [marijke], by: nina, when: b+2w, note: eerste}"


def test_a_step_that_only_follows_from_a_hidden_one_is_not_in_the_copy_and_the_rest_can_be_loaded(db):
    case = checked(TAKEN_BY_OMA)
    (one,) = load([case], now=now())
    nina, maaike = copy_of(str(one.family)), copy_of(str(one.family), "maaike@example.org")
    (whole,), (seen,) = nina.follow_ups, maaike.follow_ups
    assert [step.step for step in whole.steps] == ["put_off", "ask", "take", "do"]
    assert [step.step for step in seen.steps] == ["put_off", "do"]
    assert "Rosa" not in write(maaike, name="Maaike", now=now(), zone=ZONE)
    text = write(maaike, name="Maaike", now=now(), zone=ZONE)
    assert named(check(text.encode(), now=now(), zone=ZONE)).follow_ups == maaike.follow_ups


def test_what_who_stands_in_took_without_a_question_is_in_the_copy_and_can_be_loaded(db):
    case = checked(changed("      - {step: ask, when: b+4w1d, asked: nina}\n", "", of=WHOLE))
    (one,) = load([case], now=now())
    (agreed,) = copy_of(str(one.family)).follow_ups
    assert [(step.step, step.by) for step in agreed.steps][1:] == [("take", agreed.stand_in), ("do", agreed.stand_in)]
    text = write(copy_of(str(one.family)), name="Nina", now=now(), zone=ZONE)
    assert named(check(text.encode(), now=now(), zone=ZONE)).follow_ups == (agreed,)


def test_what_the_directory_holds_is_found_by_its_name_and_kept_by_its_number(db):
    load_region(clock.now())
    family = loaded("07-joyce.yaml")
    (asked,) = dump(family).case.referrals
    offer = Offer.objects.get(name="Samen kijken naar slapen en huilen")
    assert (asked.listed, asked.offer) == (str(offer.id), "Slaapmaatje, van het opvoedpunt")


def test_what_the_directory_does_not_hold_stays_in_its_own_words(db):
    assert b"listed:" in casebook()["07-joyce.yaml"]
    (asked,) = dump(loaded("07-joyce.yaml")).case.referrals
    assert (asked.listed, asked.offer) == ("", "Slaapmaatje, van het opvoedpunt")


def test_what_rests_on_what_was_hidden_before_is_not_in_the_copy_either(db):
    text = changed(SEAL, "{hidden_from: maaike, by: nina, when: b+8w, need: slaap}", of=MOTHERS)
    (one,) = load([checked(text)], now=now())
    nina, maaike = copy_of(str(one.family)), copy_of(str(one.family), "maaike@example.org")
    assert nina.follow_ups and nina.referrals and nina.goals
    assert maaike.follow_ups == maaike.referrals == maaike.goals == maaike.needs == ()


def test_an_agreement_that_is_hidden_stays_hidden_in_the_copy_of_who_hid_it(db):
    text = changed(SEAL, "{readers: [marijke], by: nina, when: b+8w, agreement: hulp}", of=MOTHERS)
    text = changed(
        "  - by: nina\n    when: b+3w\n    asked_on",
        "  - key: hulp\n    by: nina\n    when: b+3w\n    asked_on",
        of=text,
    )
    (one,) = load([checked(text)], now=now())
    nina, maaike = copy_of(str(one.family)), copy_of(str(one.family), "maaike@example.org")
    (hiding,), (agreed,) = nina.seals, nina.referrals
    assert hiding.agreement == agreed.key != "" and hiding.readers == ("marijke",)
    assert maaike.referrals == () and maaike.follow_ups
    again = check(write(nina, name="Nina", now=now(), zone=ZONE).encode(), now=now(), zone=ZONE)
    assert named(again).seals == nina.seals


def test_who_was_not_recognised_reads_nothing_of_a_file_either_and_stays_so_in_a_copy(db):
    text = changed(
        "{who: oma, as", "{who: oma, recognised: no, as", of=MOTHERS.replace("owners: [oma]", "owners: [nina]")
    )
    (one,) = load([checked(text)], now=now())
    nina = copy_of(str(one.family))
    assert {place.who: place.recognised for place in nina.circle} == {"maaike": True, "marijke": True, "rosa": False}
    again = check(write(nina, name="Nina", now=now(), zone=ZONE).encode(), now=now(), zone=ZONE)
    assert named(again).circle == nina.circle


def test_a_place_that_is_known_to_a_list_stays_so_in_the_copy_of_who_knows_it(db):
    text = changed(
        "{who: oma, as", "{who: oma, known_to: [marijke], as", of=MOTHERS.replace("owners: [oma]", "owners: [nina]")
    )
    (one,) = load([checked(text)], now=now())
    nina, maaike = copy_of(str(one.family)), copy_of(str(one.family), "maaike@example.org")
    assert {place.who: place.known_to for place in nina.circle} == {
        "maaike": None,
        "marijke": None,
        "rosa": ("marijke",),
    }
    assert "rosa" not in maaike.people and "rosa" not in {place.who for place in maaike.circle}
    again = check(write(nina, name="Nina", now=now(), zone=ZONE).encode(), now=now(), zone=ZONE)
    assert named(again).circle == nina.circle
