"""A link that no longer holds: who may say so, asked of PostgreSQL and of `decide()` on random worlds; and what stays."""

from copy import replace

import pytest
from django.db import DatabaseError, transaction

from stek.circle.rules import Relation
from stek.circle.tests.builders import make_doctor, make_family
from stek.kit import clock
from stek.kit.tests.long import often
from stek.oracle import asking, hearing, reading, rows
from stek.oracle.making import make_world
from stek.policy import Actor, Facts, Item, Period, Place, Purpose, Reason, Role, Verb, decide
from stek.story import actions as story
from stek.story.models import Influence
from stek.story.queries import influences, influences_of
from stek.trail.models import TrailEntry

from .breaking import broken
from .killers import by_all, is_noticed
from .mutants import DECIDE, ENDING, Mutant
from .people import end_place, hide, in_the_circle, link, note, withdraw_all
from .test_mutants import broken_decide

WORLDS = 60
END = "update story_influence set until_at = now(), until_by = stek.person() where true returning id"
AUTHOR = "(author_id = (select stek.person()) and family_id = any ((select stek.member_families())::uuid[]))"
PARENT = "(family_id = any ((select stek.parent_families())::uuid[]) and section = any (stek.shared_sections()))"

SQL = [
    Mutant("ended_by_anybody_who_reads_it", ENDING, "using (" + AUTHOR, "using (true"),
    Mutant("ended_by_nobody_who_wrote_it", ENDING, AUTHOR, "false"),
    Mutant("ended_by_no_parent", ENDING, PARENT, "false"),
    Mutant("ended_by_anybody_of_the_circle", ENDING, "stek.parent_families", "stek.member_families"),
    Mutant("ended_in_an_own_section", ENDING, " and section = any (stek.shared_sections())", ""),
]
PYTHON = [
    Mutant("ended_by_anybody_who_reads_it", DECIDE, "verb is Verb.END and as_parent", "verb is Verb.END"),
    Mutant("ended_by_no_parent", DECIDE, "verb is Verb.END and as_parent", "False"),
    Mutant("ended_in_an_own_section", DECIDE, "place.role is Role.PARENT and shared", "place.role is Role.PARENT"),
]


def ended(superuser, seed, *, decide=decide, breaking=()):
    """(link, what the database did, what `decide()` says) for everybody who is in this world."""
    with hearing.passing(superuser) as now:
        world = make_world(seed, now)
        rows.write(superuser, world)
        for statement in breaking:
            superuser.execute(statement)
        asking.become_app(superuser)
        for session in world.sessions:
            superuser.execute("savepoint one_asks")
            superuser.execute("select stek.enter(%s, %s)", [session.token, Purpose.CARE])
            done = {str(id) for (id,) in superuser.execute(END).fetchall()}
            superuser.execute("rollback to savepoint one_asks")
            actor = reading.actor_of(world, session)
            facts = reading.facts_of(world, actor.person)
            for one in world.links:
                said = decide(actor, Purpose.CARE, Verb.END, reading.item_of(one), facts, now)
                yield str(one.id) in done, said


def test_the_database_and_the_written_rules_agree_on_who_ends_a_link(superuser, db):
    asked = [one for seed in range(often(25, WORLDS)) for one in ended(superuser, seed)]
    assert [one for one in asked if one[0] is not bool(one[1])] == []
    assert {said.reason for _, said in asked} >= {
        Reason.PARENT, Reason.OWN, Reason.OWN_WORDS, Reason.NOT_YOUR_WORDS, Reason.CLOSED, Reason.PRIVATE,
    }  # fmt: skip


@pytest.mark.parametrize("mutant", SQL, ids=str)
def test_a_broken_rule_about_ending_is_noticed_in_the_database(mutant, superuser, db):
    breaking = [after for _, after in broken(mutant)]

    def differs(seed: int) -> bool:
        return any(done is not bool(said) for done, said in ended(superuser, seed, breaking=breaking))

    assert is_noticed(f"ending sql {mutant}", by_all(differs), WORLDS)


@pytest.mark.parametrize("mutant", PYTHON, ids=str)
def test_a_broken_rule_about_ending_is_noticed_in_decide(mutant, superuser, db):
    with broken_decide(mutant) as other:

        def differs(seed: int) -> bool:
            return any(done is not bool(said) for done, said in ended(superuser, seed, decide=other))

        assert is_noticed(f"ending decide {mutant}", by_all(differs), WORLDS)


@pytest.fixture
def family(db):
    """Nina and Tom, and a midwife who drew an arrow that everybody reads."""
    made = make_family("Nina", "Tom")
    made.midwife = in_the_circle(made)
    made.ends = note(made, made.parent, "Ze slaapt kort."), note(made, made.midwife, "Nina is moe.")
    made.link = link(made, made.midwife, *made.ends)
    return made


def end(family, who):
    with who.acting() as signed:
        here = family.visit(who, signed)
        story.end_link(influence=Influence.objects.get(id=family.link), by=here, at=here.at)


def test_its_author_ends_it_and_so_does_either_parent(family):
    for who in (family.midwife, *family.parents):
        family.link = link(family, family.midwife, *family.ends)
        end(family, who)
        with who.acting():
            row = Influence.objects.get(id=family.link)
            assert row.until_by == who.id and row.until_at is not None


@pytest.mark.usefixtures("db")
def test_who_left_and_is_in_by_an_emergency_ends_nothing_of_their_own():
    made, doctor = make_family("Nina"), make_doctor("Joris")
    made.ask_in(doctor, Relation.PAEDIATRICIAN)
    drawn = link(made, doctor, note(made, made.parent, "Ze slaapt kort."), note(made, doctor, "Nina is moe."))
    end_place(made, doctor)
    made.breaks_in(doctor)
    with doctor.acting():
        assert Influence.objects.filter(id=drawn).exists()
        assert Influence.objects.filter(id=drawn).update(until_at=clock.now(), until_by=doctor.id) == 0


def test_somebody_else_who_reads_it_does_not(family):
    other = in_the_circle(family, "Katrijn", "teacher", Relation.TEACHER)
    with pytest.raises(story.NotYours):
        end(family, other)
    with other.acting():
        assert Influence.objects.filter(id=family.link).update(until_at=clock.now(), until_by=other.id) == 0


def test_it_stays_readable_as_what_it_was_and_is_drawn_no_more(family):
    end(family, family.parent)
    for who in (family.midwife, *family.parents):
        with who.acting() as signed:
            here = family.visit(who, signed)
            assert influences(here) == ()
            (past,) = influences_of(here, family.ends[0].thread_id)
            assert past.until_by == family.parent.id and not past.may_end
            assert past.until_at is not None


def test_ending_is_a_line_in_the_trail_under_the_closings_of_what_it_tells_about(family):
    nina, tom = family.parents
    end(family, nina)
    end(family, nina)
    ask = {"deed": "end", "kind": "influence", "subject_id": family.link}
    with tom.acting():
        assert TrailEntry.objects.filter(**ask).count() == 1
    hide(family, nina, tom, thread=family.ends[0].thread_id)
    with tom.acting():
        assert TrailEntry.objects.filter(**ask).count() == 0


def test_what_is_over_stays_over_and_nobody_ends_it_in_anothers_name(family):
    nina, tom = family.parents
    changes = [
        (nina, {"until_at": clock.now(), "until_by": tom.id}),
        (nina, {"shared_at": None, "shared_by": None, "until_at": clock.now(), "until_by": nina.id}),
        (nina, {"shared_at": clock.now(), "shared_by": nina.id, "until_at": clock.now(), "until_by": nina.id}),
        (family.midwife, {"shared_at": None, "shared_by": None}),
    ]
    for who, change in changes:
        with who.acting(), pytest.raises(DatabaseError), transaction.atomic():
            Influence.objects.filter(id=family.link).update(**change)
    end(family, nina)
    for who in (nina, tom, family.midwife):
        for change in ({"until_at": clock.now(), "until_by": who.id}, {"until_at": None, "until_by": None}):
            with who.acting(), pytest.raises(DatabaseError), transaction.atomic():
                Influence.objects.filter(id=family.link).update(**change)


ENDINGS = "circle/sql/endings.sql"
FITS = [
    Mutant("ended_twice", ENDINGS, "old.until_at is not null or new.until_by", "new.until_by"),
    Mutant("shared_in_passing", ENDINGS, "old.shared_at is not null or old.author_id", "old.author_id"),
]


@pytest.mark.parametrize("mutant", FITS, ids=str)
def test_a_broken_rule_about_what_an_ending_changes_fails_the_scenario_above(mutant, family, superuser):
    changes = broken(mutant)
    try:
        for _, breaking in changes:
            superuser.execute(breaking)
        with pytest.raises((Exception, pytest.fail.Exception)):
            test_what_is_over_stays_over_and_nobody_ends_it_in_anothers_name(family)
    finally:
        for mending, _ in changes:
            superuser.execute(mending)


def test_its_author_ends_it_also_when_the_other_end_can_no_longer_be_read(family):
    withdraw_all(family, family.midwife)
    end(family, family.midwife)
    with family.parent.acting():
        assert Influence.objects.get(id=family.link).until_by == family.midwife.id


def test_what_is_hidden_or_private_is_ended_by_nobody_from_whom_it_is_hidden():
    item = Item("f", "story", "An", False, frozenset({"t"}))
    bo = Actor("Bo", Period(clock.now()))
    facts = Facts(places=(Place("f", "p", Role.PARENT, Period(clock.now())),))
    now = clock.now()
    assert decide(bo, Purpose.CARE, Verb.END, item, facts, now)
    assert not decide(bo, Purpose.CARE, Verb.END, replace(item, private=True), facts, now)
    assert not decide(bo, Purpose.CARE, Verb.END, item, replace(facts, closed=frozenset({"t"})), now)
