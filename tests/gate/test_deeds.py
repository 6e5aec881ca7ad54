"""What somebody inside the app can try on the places, consents and emergency accesses of a circle, statement by
statement, with a live session and no row named: each is refused, or reaches their own deeds and no more."""

import pytest
from django.db import DatabaseError, connection

from stek.circle import actions as circle
from stek.circle.models import Grant
from stek.circle.rules import Relation
from stek.circle.tests.builders import make_doctor, make_family, make_person
from stek.kit.sql import role
from stek.policy import Role

from .people import end_place, in_the_circle

pytestmark = pytest.mark.usefixtures("db")

REFUSED = {
    "circle_circlemember": (
        "role = 'parent'", "role = 'kin'", "person_id = stek.person()", "person_id = null", "relation = 'mother'",
        "from_at = now() - interval '9 years'", "until_at = null, until_by = null", "invited_by = stek.person()",
        "member_id = null", "called_sealed = ''", "let_go_at = now(), let_go_by = stek.person()",
    ),
    "circle_grant": (
        "until_at = null", "until_at = now() + interval '9 years'", "from_at = now() - interval '9 years'",
        "verbs = '{read,note}'", "section = 'needs'", "purpose = 'copy'", "given_by = stek.person()",
        "circle_member_id = gen_random_uuid()", "withdrawn_at = null, withdrawn_by = null",
    ),
    "circle_breakglass": (
        "until_at = now() + interval '9 years'", "opened_at = now()", "person_id = stek.person()",
        "reviewed_by = gen_random_uuid(), reviewed_at = now()",
    ),
    "circle_emergencycode": ("code_hash = ''", "made_by = stek.person()", "ended_at = null, ended_by = null"),
    "circle_glassreason": ("why_sealed = ''", "key_wrapped = ''"),
    "circle_glassreview": ("says = 'not_yet'", "tells_why = true"),
    "circle_wrongcode": ("wrong = 0",),
    "people_reviewer": ("person_id = stek.person()",),
    "circle_invitation": ("until_at = now() + interval '9 years'", "accepted_at = null, accepted_by = null"),
    "circle_parentanswer": ("is_yes = true",),
    "circle_authorasked": (
        "asked_of = stek.person()", "asked_by = stek.person()", "words_sealed = ''", "for_person = stek.person()", "wish = 'open'",
    ),
    "circle_leaving": ("undone_at = now()", "asked_at = now() - interval '15 days'", "person_id = stek.person()"),
}  # fmt: skip
END = "update circle_circlemember set until_at = now(), until_by = stek.person()"
WITHDRAW = "update circle_grant set withdrawn_at = now(), withdrawn_by = stek.person()"
REVIEW = "update circle_breakglass set reviewed_at = now(), reviewed_by = stek.person()"
REWRITE = "update circle_glassreason set why_sealed = 'x'"


class Undone(Exception):
    pass


def reached(who, statement: str) -> int:
    """How many rows a statement reaches that names none; nothing of it stays. A refusal reaches none."""
    found = 0
    try:
        with who.acting():
            with connection.cursor() as cursor:
                cursor.execute(statement)
                found = cursor.rowcount
            raise Undone
    except Undone:
        return found
    except DatabaseError:
        return 0


def home():
    """Nina and Tom; a midwife both know; a worker and a doctor of whom Tom does not know, the doctor on an emergency."""
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    midwife = in_the_circle(family)
    worker, doctor = make_person("Ils", "social_worker"), make_doctor("Joris")
    family.ask_in(worker, Relation.SOCIAL_WORKER, known_to=())
    family.ask_in(doctor, Relation.PAEDIATRICIAN, known_to=())
    end_place(family, doctor)
    family.breaks_in(doctor, told=True)
    with nina.acting() as signed:
        here = family.visit(nina, signed)
        circle.invite(called="Oma", role=Role.KIN, relation=Relation.GRANDMOTHER, by=here, at=here.at)
    return nina, tom, midwife, worker, doctor


def test_what_nobody_may_set_is_refused_whoever_asks_and_nothing_is_deleted():
    everybody = home()
    for table, changes in REFUSED.items():
        for statement in (*(f"update {table} set {change}" for change in changes), f"delete from {table}"):
            assert [reached(who, statement) for who in everybody] == [0] * len(everybody), statement


def test_an_end_that_names_no_place_reaches_ones_own_and_no_parents():
    nina, tom, midwife, worker, doctor = home()
    assert [reached(who, END) for who in (nina, tom, midwife, worker, doctor)] == [0, 0, 1, 1, 0]


def test_a_withdrawal_that_names_no_consent_reaches_ones_own_and_none_that_is_over():
    nina, tom, midwife, worker, doctor = home()
    assert [reached(who, WITHDRAW) for who in (nina, tom, midwife, worker, doctor)] == [2, 0, 0, 0, 0]
    with nina.acting():  # of three she gave one ended with its place
        assert Grant.objects.exclude(withdrawn_at=None).get().withdrawn_by == nina.id


def test_a_look_that_names_no_emergency_reaches_none_of_somebody_hidden_and_none_of_ones_own():
    nina, tom, midwife, worker, doctor = home()
    assert [reached(who, REVIEW) for who in (nina, tom, midwife, worker, doctor)] == [1, 0, 0, 0, 0]
    assert [reached(who, REWRITE) for who in (nina, tom, midwife, worker, doctor)] == [0] * 5


def test_a_doctor_who_became_a_parent_does_not_look_at_their_own_emergency():
    family = make_family("Nina")
    doctor = make_doctor("Joris")
    family.breaks_in(doctor, told=True)
    family.ask_in(doctor, Relation.FATHER)
    assert reached(doctor, REVIEW) == 0 and reached(family.parent, REVIEW) == 1


def test_deleting_stays_shut_when_a_right_and_a_policy_are_added(superuser):
    nina = home()[0]
    tables = ("circle_circlemember", "circle_grant", "circle_breakglass")
    for table in tables:
        superuser.execute(f"grant delete on {table} to {role('app')}")
        superuser.execute(f"create policy more on {table} for delete to {role('app')} using (true)")
    try:
        assert [reached(nina, f"delete from {table}") for table in tables] == [0, 0, 0]
    finally:
        for table in tables:
            superuser.execute(f"drop policy more on {table}")
            superuser.execute(f"revoke delete on {table} from {role('app')}")
