"""Whose words something holds, broken on purpose: what follows from it in worlds in which somebody wrote down what another
said, and how it comes about in one family, of which each clause is asked one question."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import cache, partial
from uuid import UUID

import pytest
from django.db import DatabaseError

from stek.circle import actions
from stek.circle.gate import NotYours
from stek.circle.tests.builders import Somebody, make_person
from stek.oracle import asking, gated, hearing
from stek.oracle.judging import judge
from stek.oracle.making import QUOTED, make_world
from stek.oracle.world import World
from stek.policy import Reason, decide

from .breaking import broken
from .killers import by_all, is_noticed
from .mutants import COMES_ABOUT, QUOTED_PYTHON, QUOTED_SQL, Mutant
from .people import note
from .test_mutants import broken_decide
from .test_quotations import Story

WORLDS = 120


def quoted(seed: int, now: datetime) -> World:
    """Of which is asked what is read: nobody tries to add anything."""
    return replace(make_world(seed, now, size=QUOTED), attempts=())


@pytest.fixture(scope="module")
def asker(superuser):
    superuser.execute(f"truncate people_person, circle_family, {', '.join(gated.NAMES)} cascade")
    asking.prepare(superuser)
    return superuser


@pytest.mark.parametrize("mutant", QUOTED_SQL, ids=str)
def test_a_broken_rule_in_the_database_is_noticed(mutant: Mutant, asker):
    breaking = [after for _, after in broken(mutant)]

    def notices(seed: int, first: int) -> int | None:
        return hearing.noticed_by(asker, partial(quoted, seed), lambda db: [db.execute(one) for one in breaking], first)

    assert is_noticed(f"quoted sql {mutant}", notices, WORLDS)


@pytest.fixture(scope="module")
def heard(asker):
    return cache(lambda seed: hearing.in_passing(asker, partial(quoted, seed)))


@pytest.mark.parametrize("mutant", QUOTED_PYTHON, ids=str)
def test_a_broken_rule_in_decide_is_noticed(mutant: Mutant, heard):
    def differs(seed: int) -> bool:
        return bool(judge(*heard(seed), other)[1])

    with broken_decide(mutant) as other:
        assert is_noticed(f"quoted decide {mutant}", by_all(differs), WORLDS)


def test_who_is_quoted_is_met_in_these_worlds_and_the_unbroken_rules_agree(heard):
    met = set()

    def noting(*asked):
        decision = decide(*asked)
        met.add(decision.reason)
        return decision

    for seed in (1, 11):
        assert judge(*heard(seed), noting)[1] == []
    assert {Reason.QUOTED, Reason.GIVEN} <= met


class Asked(Story):
    """And Ils, for Tom alone; oma, of whom Tom does not know, and oma Lut, whom nobody recognised; opa, who is gone."""

    def __init__(self, superuser) -> None:
        super().__init__()
        self.superuser = superuser
        self.ils = make_person("Ils", "psychologist")
        self.family.parents.reverse()
        self.family.ask_in(self.ils, known_to=[])
        self.family.parents.reverse()
        self.oma, self.lut, self.opa = self.kin("Oma", known_to=[]), self.kin("Lut", is_new=True), self.kin("Opa")
        self.nina.browser.post(f"/families/{self.family.id}/circle/{self.family.places[self.opa.id]}/end/")
        self.mia = self.kin("Mia")

    def of(
        self, by: Somebody, *, told_by: Somebody | None = None, quoted: UUID | None = None, **more
    ) -> tuple[str, ...]:
        """Whose words a new note holds, and who reads them, by name."""
        member = self.member_of(told_by) if told_by else None
        made = note(self.family, by, "Zo zei ze het.", told_by=member, quoted=quoted, **more)
        rows = self.superuser.execute(
            "select p.name from story_observation o left join circle_hidden h on h.thread_id = o.id and h.quotation"
            " join people_person p on p.id = any (h.readers || o.whose_id) where o.id = %s order by 1", [made.id]
        ).fetchall()  # fmt: skip
        return tuple(name for (name,) in rows)

    def chosen(self, by: Somebody) -> tuple[str, ...]:
        """Who reads what Nina told Jef after `by` chose that Tom does."""
        made = note(self.family, self.jef, "Zo zei ze het.", told_by=self.member_of(self.nina))
        with by.acting() as signed, suppress(NotYours):
            here = self.family.visit(by, signed)
            actions.hide(thread=made.thread_id, readers=[self.tom.id], by=here, at=here.at)
        found = self.superuser.execute("select readers from circle_hidden where thread_id = %s", [made.id]).fetchall()
        return tuple(sorted(str(one) for (readers,) in found for one in [*readers, len(found)]))


QUESTIONS: dict[str, Callable[[Asked], object]] = {
    "a_child": lambda s: s.of(s.jef, told_by=s.nina, quoted=s.family.child),
    "oneself": lambda s: s.of(s.nina, told_by=s.nina),
    "who_is_gone": lambda s: s.of(s.marijke, told_by=s.opa),
    "who_is_new": lambda s: s.of(s.marijke, told_by=s.lut),
    "whom_the_author_does_not_know": lambda s: s.of(s.tom, told_by=s.oma),
    "who_does_not_know_the_author": lambda s: s.of(s.ils, told_by=s.nina),
    "whose_words_before_who_told_it": lambda s: s.of(s.jef, told_by=s.mia, quoted=s.member_of(s.nina)),
    "whom_she_let_in": lambda s: s.of(s.tom, told_by=s.nina),
    "kin": lambda s: s.of(s.marijke, told_by=s.mia),
    "whom_she_chose": lambda s: s.of(s.marijke, told_by=s.tom),
    "what_is_kept": lambda s: s.of(s.jef, told_by=s.nina, private=True),
    "the_author_hides": lambda s: s.chosen(s.jef),
    "she_hides": lambda s: s.chosen(s.nina),
}


def test_each_clause_of_how_it_comes_about_answers_one_question(superuser, db):
    asked = Asked(superuser)
    asked.tom.browser.post(f"/families/{asked.family.id}/quoted/", {"carers": "no"})
    whole = {name: question(asked) for name, question in QUESTIONS.items()}
    missed = []
    for mutant, name in COMES_ABOUT:
        changes = broken(mutant)
        try:
            for _, breaking in changes:
                superuser.execute(breaking)
            with suppress(DatabaseError):  # a second lock noticed it
                if QUESTIONS[name](asked) == whole[name]:
                    missed.append(str(mutant))
        finally:
            for mending, _ in changes:
                superuser.execute(mending)
    assert missed == []
