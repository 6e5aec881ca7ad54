"""Emergency access: by a parent's code or for a carer of the circle; with a reason, for an hour, to read; told later."""

import pytest
from django.db import DatabaseError

from stek.circle import actions as circle
from stek.circle.actions.emergency import GlassStaysShut, NotForReview
from stek.circle.models import BreakGlass, EmergencyCode, GlassReason, GlassReview
from stek.circle.rules import Relation, Says
from stek.circle.tests.builders import make_doctor, make_family, make_person, make_reviewer
from stek.kit.sealed import CannotOpen
from stek.policy import Verb
from stek.story.actions import NotYours
from stek.trail.models import TrailEntry

from .people import ask, end_place, hide, in_the_circle, note, reads

pytestmark = pytest.mark.usefixtures("db")

HOUR = "interval '1 hour'"
REVIEW = (
    "insert into circle_glassreview (family_id, id, glass_id, says, tells_why, said_at, said_by)"
    " values (%s, gen_random_uuid(), %s, 'seen', true, {at}, {by})"
)


def home():
    family = make_family("Nina")
    note(family, family.parent, "Ze is allergisch.")
    return family


def opens(family, who, code: str | None = None, *, here: bool = False) -> bool:
    """Whether somebody gets in: with this code, or by their place in the circle."""
    with who.acting() as signed:
        try:
            circle.break_glass(
                why="Op spoed.",
                by=signed,
                at=signed.at,
                code=None if here else code,
                family=family.id if here else None,
            )
        except GlassStaysShut:
            return False
    return True


def hears(family, parent) -> int:
    """Of how many emergencies a parent hears, in each place that could tell."""
    with parent.acting():
        glasses = BreakGlass.objects.filter(family_id=family.id).count()
        assert glasses == TrailEntry.objects.filter(family_id=family.id, deed="break_glass").count()
        assert not GlassReview.objects.exists()
        return glasses


def looks_at(family, reviewer, says=Says.SEEN, *, tells_why: bool = False) -> None:
    with reviewer.acting() as signed:
        [(id,)] = ask("select unnest(stek.glasses_to_review())")
        glass = BreakGlass.objects.get(family_id=family.id, id=id)
        circle.look_at(glass=glass, says=says, tells_why=tells_why, by=signed, at=signed.at)


def ago(superuser, hours: float) -> None:
    """All of it happened so much longer ago."""
    for column in ("circle_breakglass set opened_at = opened_at", "circle_glassreview set said_at = said_at"):
        superuser.execute(f"update {column} - make_interval(mins => %s)", [round(hours * 60)])


def ended(superuser, who) -> None:
    superuser.execute(
        "update circle_circlemember set until_at = now(), until_by = person_id where person_id = %s", [who.id]
    )


def test_it_needs_a_fresh_second_factor():
    family = home()
    for doctor in (make_doctor(minutes_ago=6), make_person("Zonder sleutel", "gp")):
        code = family.code()
        assert not opens(family, doctor, code)
        with doctor.acting():  # and past every action
            assert ask(
                "select stek.break_glass(%s, null, gen_random_uuid(), '', '')", code.replace("-", "").encode()
            ) == [(None,)]
        assert reads(family, doctor) == set()
    doctor = make_doctor()
    assert opens(family, doctor, family.code()) and reads(family, doctor) == {"Ze is allergisch."}


def test_it_is_for_who_cares_for_health():
    family = home()
    for discipline in ("teacher", "childcare", ""):
        assert not opens(family, make_doctor("Katrijn", discipline), family.code())


def test_without_a_code_who_knows_the_family_comes_in_by_no_statement():
    family, doctor = home(), make_doctor()
    family.code()
    assert not any(opens(family, doctor, code) for code in ("", str(family.id))) and not opens(
        family, doctor, here=True
    )
    with pytest.raises(DatabaseError, match="permission denied"), doctor.acting():
        ask(
            "insert into circle_breakglass (family_id, id, person_id, opened_at, until_at)"
            " values (%s, gen_random_uuid(), stek.person(), now(), now() + interval '60 minutes')",
            family.id,
        )
    assert reads(family, doctor) == set()


def test_a_code_opens_its_own_family_however_it_is_typed_and_only_while_it_holds():
    family, other = home(), make_family("Lotte")
    former, code = family.code(), family.code()
    assert not opens(family, make_doctor(), former)
    doctor = make_doctor()
    assert opens(family, doctor, code.lower().replace("-", " "))
    assert reads(family, doctor) == {"Ze is allergisch."} and reads(other, doctor) == set()
    with family.parent.acting() as signed:
        circle.withdraw_code(by=family.visit(family.parent, signed), at=signed.at)
    assert not opens(family, make_doctor(), code)


def test_a_code_is_of_the_parent_who_made_it_and_the_other_neither_sees_nor_ends_it():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    for where, by in ((family.id, nina.id), (make_family("Lotte").id, tom.id)):
        with pytest.raises(DatabaseError), tom.acting():
            ask(
                "insert into circle_emergencycode (family_id, id, code_hash, made_at, made_by)"
                " values (%s, gen_random_uuid(), '', now(), %s)",
                where, by,
            )  # fmt: skip
    code = family.code()
    with tom.acting() as signed:
        circle.withdraw_code(by=family.visit(tom, signed), at=signed.at)
        ask("update circle_emergencycode set ended_at = now(), ended_by = stek.person()")
        assert not EmergencyCode.objects.exists()
        assert not TrailEntry.objects.filter(kind="emergencycode").exists()
    assert opens(family, make_doctor(), code)


def test_a_code_of_who_is_no_parent_there_any_more_opens_nothing(superuser):
    family = home()
    code = family.code()
    ended(superuser, family.parent)
    assert not opens(family, make_doctor(), code)


def test_after_five_wrong_codes_the_right_one_opens_nothing_until_tomorrow(superuser):
    family, doctor, other, four = home(), make_doctor(), make_doctor("Ander"), make_doctor("Vier")
    code = family.code()
    for who, times in ((doctor, 5), (other, 5), (four, 4)):
        assert not any(opens(family, who, "BCDF-GHJK-MNPQ") for _ in range(times))
    assert not opens(family, doctor, code) and opens(family, four, code)
    assert opens(family, make_doctor("Nieuw"), code)  # each person's own count
    superuser.execute("update circle_wrongcode set day = day - 1")
    assert opens(family, doctor, code)
    assert not opens(family, other, "BCDF-GHJK-MNPQ") and opens(family, other, code)


def test_a_right_code_does_not_count_and_one_of_who_may_not_come_in_does(superuser):
    family, doctor, teacher = home(), make_doctor(), make_doctor("Juf", "teacher")
    code = family.code()
    for who in (doctor, teacher):
        for _ in range(3):
            opens(family, who, code)
    assert superuser.execute("select person_id, wrong from circle_wrongcode").fetchall() == [(teacher.id, 3)]


def test_a_carer_of_the_circle_needs_no_code_for_that_family_and_for_no_other():
    family, other, doctor = home(), make_family("Lotte"), make_doctor()
    family.ask_in(doctor, Relation.PAEDIATRICIAN, may=())
    assert reads(family, doctor) == set()
    assert not opens(other, doctor, here=True) and opens(family, doctor, here=True)
    assert reads(family, doctor) == {"Ze is allergisch."}
    former = make_doctor("Vorige")
    family.ask_in(former, Relation.PAEDIATRICIAN)
    end_place(family, former)
    assert not opens(family, former, here=True) and opens(family, former, family.code())


def test_it_is_no_door_for_who_has_no_place_here():
    family = home()
    in_the_circle(family)
    assert not opens(family, make_doctor(), here=True)


@pytest.mark.parametrize("relation", [Relation.FRIEND, Relation.FATHER])
def test_who_ever_stood_here_as_parent_or_kin_does_not_come_in_by_an_emergency(relation, superuser):
    family, doctor = home(), make_doctor()
    family.ask_in(doctor, relation, may=())
    ended(superuser, doctor)
    assert not opens(family, doctor, family.code())
    family.ask_in(doctor, Relation.PAEDIATRICIAN, may=())
    assert not opens(family, doctor, here=True) and reads(family, doctor) == set()


def test_an_emergency_from_before_somebody_was_kin_opens_nothing_any_more():
    family, doctor = home(), make_doctor()
    family.breaks_in(doctor)
    family.ask_in(doctor, Relation.FRIEND, may=())
    assert reads(family, doctor) == set()
    with doctor.acting() as signed:
        assert family.visit(doctor, signed).facts.break_glass == ()
    end_place(family, doctor)
    assert reads(family, doctor) == set()


def test_it_lets_nobody_write_and_opens_nothing_hidden_or_private():
    family, doctor = make_family("Nina"), make_doctor()
    family.ask_in(doctor, Relation.PAEDIATRICIAN, may=())
    hidden = note(family, family.parent, "Voor wie ik noem.")
    note(family, family.parent, "Alleen van mij.", private=True)
    note(family, family.parent, "Voor de kring.")
    hide(family, family.parent, doctor, thread=hidden.thread_id)
    assert opens(family, doctor, here=True)
    assert reads(family, doctor) == {"Voor de kring."}
    with pytest.raises(NotYours):
        note(family, doctor, "Dit mag niet.")


def test_what_was_written_from_a_hidden_place_stays_hidden_and_so_does_the_place():
    family, doctor = make_family("Nina"), make_doctor()
    family.ask_in(doctor, Relation.PAEDIATRICIAN, may=())
    worker = make_person("Ils", "social_worker")
    family.ask_in(worker, Relation.SOCIAL_WORKER, known_to=())
    note(family, worker, "We spraken af in het huis.")
    assert opens(family, doctor, here=True) and reads(family, doctor) == set()
    assert "Ils" not in doctor.browser.get(f"/families/{family.id}/").content.decode()


def test_it_is_over_after_an_hour(superuser):
    family, doctor = home(), make_doctor()
    family.breaks_in(doctor)
    superuser.execute(f"update circle_breakglass set opened_at = opened_at - {HOUR}, until_at = until_at - {HOUR}")
    assert reads(family, doctor) == set()


def test_parents_hear_of_it_once_a_reviewer_of_the_organisation_has_seen_it():
    family, doctor = make_family("Nina", "Maaike"), make_doctor()
    family.breaks_in(doctor)
    doctor.browser.get(f"/families/{family.id}/")
    for parent in family.parents:
        assert hears(family, parent) == 0
        with parent.acting():
            assert not TrailEntry.objects.filter(person_id=doctor.id).exists()
    looks_at(family, make_reviewer(doctor))
    for parent in family.parents:
        assert hears(family, parent) == 1
        with parent.acting():
            lines = TrailEntry.objects.filter(person_id=doctor.id).order_by("deed").values_list("deed", flat=True)
            assert list(lines) == ["break_glass", "read"]


def test_parents_hear_of_it_after_seventy_two_hours_when_nobody_looked(superuser):
    family = make_family("Nina")
    family.breaks_in(make_doctor())
    ago(superuser, 71.9)
    assert hears(family, family.parent) == 0
    ago(superuser, 0.2)
    assert hears(family, family.parent) == 1


def test_a_reviewer_may_say_not_yet_in_those_hours_and_then_it_takes_thirty_days_at_most(superuser):
    family, doctor = make_family("Nina"), make_doctor()
    family.breaks_in(doctor)
    looks_at(family, make_reviewer(doctor), Says.NOT_YET)
    for hours, told in ((73, 0), (24 * 30 - 73.5, 0), (1, 1)):
        ago(superuser, hours)
        assert hears(family, family.parent) == told


def test_not_yet_ends_when_a_reviewer_has_seen_it_and_comes_too_late_once_the_parents_know(superuser):
    family, doctor = make_family("Nina"), make_doctor()
    family.breaks_in(doctor)
    reviewer = make_reviewer(doctor)
    looks_at(family, reviewer, Says.NOT_YET)
    looks_at(family, reviewer)
    assert hears(family, family.parent) == 1
    with pytest.raises(NotForReview):
        looks_at(family, reviewer, Says.NOT_YET)
    late, other = make_family("Lotte"), make_doctor()
    late.breaks_in(other)
    ago(superuser, 73)
    with pytest.raises(NotForReview):
        looks_at(late, make_reviewer(other), Says.NOT_YET)


def test_what_is_said_of_one_emergency_says_nothing_of_another():
    family, first, second = make_family("Nina"), make_doctor(), make_doctor("Ander")
    family.breaks_in(first)
    family.breaks_in(second)
    looks_at(family, make_reviewer(first))
    assert hears(family, family.parent) == 1


def test_a_reviewer_speaks_in_their_own_name_and_now_and_of_what_is_theirs_to_look_at():
    family, doctor = make_family("Nina"), make_doctor()
    mine, others = family.breaks_in(doctor), family.breaks_in(make_doctor("Ander"))
    reviewer = make_reviewer(doctor)
    for glass, at, by in (
        (mine, "now()", "gen_random_uuid()"), (mine, "now() - interval '9 hours'", "stek.person()"),
        (mine, "now() + interval '9 days'", "stek.person()"), (others, "now()", "stek.person()"),
    ):  # fmt: skip
        with pytest.raises(DatabaseError), reviewer.acting():
            ask(REVIEW.format(at=at, by=by), family.id, glass)


def test_nobody_reviews_but_who_the_organisation_named_and_not_who_stood_in_that_family(superuser):
    family, doctor = make_family("Nina"), make_doctor()
    glass = family.breaks_in(doctor)
    once_here, over = make_reviewer(doctor, "Was hier"), make_reviewer(doctor, "Niet meer")
    family.ask_in(once_here, Relation.SOCIAL_WORKER, may=[Verb.READ])
    end_place(family, once_here)
    themselves = make_reviewer(doctor, "Zichzelf")
    superuser.execute("update people_reviewer set person_id = %s where person_id = %s", [doctor.id, themselves.id])
    superuser.execute("update people_reviewer set until_at = now() where person_id = %s", [over.id])
    colleague = make_person("Collega", "gp", organisation=doctor.person.organisation)
    for who in (colleague, make_reviewer(make_doctor("Elders")), once_here, over, doctor, family.parent):
        with who.acting():
            assert ask("select stek.glasses_to_review()") == [([],)]
        with pytest.raises(DatabaseError), who.acting():
            ask(REVIEW.format(at="now()", by="stek.person()"), family.id, glass)


def test_nobody_who_serves_pages_moves_somebody_to_another_organisation_or_makes_a_reviewer():
    doctor = make_doctor()
    with pytest.raises(DatabaseError, match="a discipline stays"), doctor.acting():
        ask("update people_person set organisation_id = null where id = stek.person()")
    with pytest.raises(DatabaseError, match="permission denied"), doctor.acting():
        ask("select * from people_reviewer")


def test_the_reason_is_for_its_author_and_a_reviewer_and_for_parents_when_a_reviewer_says_so():
    family, doctor = make_family("Nina", "Maaike"), make_doctor()
    family.breaks_in(doctor, "Nina belde.")
    reviewer = make_reviewer(doctor)
    family.breaks_in(make_doctor("Ander"))

    def opened(who) -> int:
        with who.acting():
            return GlassReason.objects.filter(family_id=family.id).count()

    assert [opened(who) for who in (doctor, reviewer, *family.parents)] == [1, 1, 0, 0]
    looks_at(family, reviewer)
    assert [opened(who) for who in family.parents] == [0, 0]
    looks_at(family, reviewer, tells_why=True)
    assert [opened(who) for who in family.parents] == [1, 1]


def test_the_familys_key_does_not_open_the_reason():
    family, doctor = make_family("Nina"), make_doctor()
    family.breaks_in(doctor, "Nina belde.")
    with doctor.acting() as signed:
        here, reason = family.visit(doctor, signed), GlassReason.objects.get(family_id=family.id)
        with pytest.raises(CannotOpen):
            here.box.open("glassreason", reason.id, "why", reason.why_sealed)


def test_a_parent_has_seen_it_only_after_they_were_told(superuser):
    family, doctor = make_family("Nina"), make_doctor()
    family.breaks_in(doctor)
    for told in (0, 1):
        with family.parent.acting():
            ask("update circle_breakglass set reviewed_at = now(), reviewed_by = stek.person()")
        assert superuser.execute("select count(reviewed_at) from circle_breakglass").fetchone() == (told,)
        ago(superuser, 73)


def test_who_is_hidden_breaks_the_glass_without_the_other_parent_ever_hearing_of_it():
    family, doctor = make_family("Nina", "Tom"), make_doctor()
    nina, tom = family.parents
    family.ask_in(doctor, Relation.PAEDIATRICIAN, known_to=())
    end_place(family, doctor)
    family.breaks_in(doctor)
    looks_at(family, make_reviewer(doctor), tells_why=True)
    assert hears(family, nina) == 1 and hears(family, tom) == 0
    with tom.acting():
        assert not GlassReason.objects.exists()


def test_a_carer_who_reads_by_a_yes_stands_in_the_trail_as_ever_but_for_that_hour(superuser):
    family, doctor = home(), make_doctor()
    family.ask_in(doctor, Relation.PAEDIATRICIAN)
    page = f"/families/{family.id}/"

    def deeds() -> list[str]:
        with family.parent.acting():
            lines = TrailEntry.objects.filter(person_id=doctor.id).exclude(deed="accept")
            return sorted(lines.values_list("deed", flat=True))

    doctor.browser.get(page)
    assert opens(family, doctor, here=True)
    doctor.browser.get(page)
    note(family, doctor, "Ze drinkt goed.")
    assert deeds() == ["note", "read"]
    superuser.execute(f"update circle_breakglass set opened_at = opened_at - {HOUR}, until_at = until_at - {HOUR}")
    doctor.browser.get(page)
    assert deeds() == ["note", "read", "read"]
