"""A handover that was met and closed out of the sight of one of the two: who has it then, and what they do (ADR 0019)."""

from datetime import timedelta

import pytest

from stek.circle.actions import step_out
from stek.circle.queries import circle_of
from stek.circle.tests.builders import MadeFamily, Somebody, make_family, make_person
from stek.continuity.gaps import Kind as Why
from stek.continuity.machines import State, Step
from stek.continuity.models import FollowUp, Handover
from stek.continuity.standing import state_of
from stek.continuity.telling import Teller
from stek.continuity.tests.builders import handed_over, let, moved, place_of, promised
from stek.continuity.tests.test_who_sees import gaps_of, seen
from stek.kit import clock
from tests.gate.people import hide
from tests.gate.test_non_interference import fetched, parted


class Fork:
    """Vera hands over to Gust. Tom, a parent, says that they met, and hides that from one of them; the other closes it."""

    def __init__(self, *, unseen: str = "Vera") -> None:
        self.family: MadeFamily = make_family("Nina", "Tom")
        self.vera, self.gust = make_person("Vera", "midwife"), make_person("Gust", "gp")
        for one in (self.vera, self.gust):
            self.family.ask_in(one)
            let(self.family, one)
        self.nina, self.tom = self.family.parents
        self.other = self.gust if unseen == "Vera" else self.vera
        self.unseen = self.everybody[unseen]
        self.first = promised(self.family, self.vera)
        self.over = handed_over(self.family, self.vera, self.gust)
        self.step(Step.AGREE, self.nina)
        self.step(Step.ACCEPT, self.gust)

    def step(self, step: Step, who: Somebody) -> None:
        made = moved(self.family, self.over, step, who)
        if who is self.tom:
            hide(self.family, self.tom, self.unseen, thread=made.id)

    def hidden(self) -> None:
        self.step(Step.MEET, self.tom)
        self.step(Step.CLOSE, self.other)

    @property
    def everybody(self) -> dict[str, Somebody]:
        return {"Nina": self.nina, "Tom": self.tom, "Vera": self.vera, "Gust": self.gust}

    def stands(self) -> dict[str, State]:
        """As each of them sees the handover."""
        found = {}
        for name, who in self.everybody.items():
            with who.acting():
                found[name] = state_of(Handover.objects.get(id=self.over.id))
        return found

    def have(self, row: FollowUp) -> dict[str, set[str]]:
        """For each of them: who has it now."""
        names = {place_of(self.family, who): name for name, who in self.everybody.items()}
        found = {}
        for name, who in self.everybody.items():
            contact = seen(self.family, who)
            with who.acting() as signed:
                tell = Teller(circle_of(self.family.visit(who, signed)), clock.today(), contact)
            (one,) = [one for one in contact.follow_ups if one.id == row.id]
            found[name] = {names[place] for place in tell.held_by(one)}
        return found


@pytest.fixture
def fork(db) -> Fork:
    return Fork()


def somebody_knows_it_is_theirs(have: dict[str, set[str]]) -> bool:
    return any(name in theirs for name, theirs in have.items())


def test_out_of_sight_it_is_not_there_in_any_byte_and_both_have_it_in_their_own_eyes(fork):
    known = [fork.family.id, fork.over.id, fork.first.id]
    before = fetched(fork.family, fork.vera, known)
    fork.hidden()
    after = fetched(fork.family, fork.vera, known, before=before)
    assert parted(before, after) == []
    assert fork.stands() == dict.fromkeys(fork.everybody, State.CLOSED) | {"Vera": State.ACCEPTED}
    assert fork.have(fork.first) == {key: {"Gust"} for key in fork.everybody} | {"Vera": {"Vera"}}


def test_who_did_not_see_it_meets_as_if_nothing_was_there_and_then_both_are_there_for_all(fork):
    """A refusal would tell her that somebody was there whom she may not know of."""
    fork.hidden()
    url = f"/families/{fork.family.id}/contact/handovers/{fork.over.id}/"
    assert "We zagen elkaar samen" in fork.vera.browser.get(url).content.decode()
    before = [one.id for one in seen(fork.family, fork.vera).handovers[0].moves][-1]
    answer = fork.vera.browser.post(f"{url}moves/meet/", {"before": str(before), "words": "Warm."}, follow=True)
    assert answer.status_code == 200 and "Het staat erbij." in answer.content.decode()
    assert fork.stands() == dict.fromkeys(fork.everybody, State.MET)
    assert fork.have(fork.first) == {key: {"Vera", "Gust"} for key in fork.everybody}
    for who in (fork.vera, fork.gust):
        assert Why.OVERLAP in [one.kind for one in gaps_of(fork.family, who) if one.id == fork.over.id]


@pytest.mark.parametrize("who", ["Nina", "Vera", "Gust"])
def test_closed_once_more_in_sight_it_is_one_again_with_all_she_promised_meanwhile(fork, who):
    fork.hidden()
    meanwhile = promised(fork.family, fork.vera, due_on=clock.today() + timedelta(days=1))
    assert fork.have(meanwhile) == {key: {"Vera"} for key in fork.everybody}
    fork.step(Step.MEET, fork.vera)
    fork.step(Step.CLOSE, fork.everybody[who])
    assert fork.stands() == dict.fromkeys(fork.everybody, State.CLOSED)
    for row in (fork.first, meanwhile):
        assert fork.have(row) == {key: {"Gust"} for key in fork.everybody}, "nobody thinks that it is the other's"


def test_at_every_moment_of_it_somebody_knows_that_it_is_theirs(fork):
    rows = [fork.first]
    for go_on in (
        lambda: None, fork.hidden, lambda: rows.append(promised(fork.family, fork.vera)),
        lambda: fork.step(Step.MEET, fork.vera), lambda: rows.append(promised(fork.family, fork.vera)),
        lambda: fork.step(Step.CLOSE, fork.tom), lambda: fork.step(Step.CLOSE, fork.vera),
    ):  # fmt: skip
        go_on()
        for row in rows:
            assert somebody_knows_it_is_theirs(fork.have(row)), fork.have(row)


# --- hidden from who receives it


@pytest.fixture
def unheard(db) -> Fork:
    return Fork(unseen="Gust")


def test_who_gives_lets_nobody_go_by_a_closing_that_who_receives_cannot_see(unheard):
    unheard.hidden()
    assert unheard.stands() == dict.fromkeys(unheard.everybody, State.CLOSED) | {"Gust": State.ACCEPTED}
    both = {"Vera", "Gust"}
    assert unheard.have(unheard.first) == {"Nina": both, "Tom": both, "Vera": both, "Gust": {"Vera"}}
    moved(unheard.family, unheard.first, Step.PUT_OFF, unheard.nina, words="Nu.", due_on=clock.today())
    (due,) = [one for one in gaps_of(unheard.family, unheard.vera) if one.id == unheard.first.id]
    assert due.kind is Why.DUE and place_of(unheard.family, unheard.vera) in due.places


def test_once_they_heard_of_it_it_is_theirs(unheard):
    unheard.hidden()
    unheard.step(Step.MEET, unheard.gust)
    assert unheard.have(unheard.first) == {name: {"Vera", "Gust"} for name in unheard.everybody}
    unheard.step(Step.CLOSE, unheard.nina)
    assert unheard.have(unheard.first) == {name: {"Gust"} for name in unheard.everybody}


def test_what_is_hidden_later_brings_back_who_gave_it(fork):
    """Who received it saw it closed; now it is hidden from them, and in their own eyes it is not theirs any more."""
    fork.step(Step.MEET, fork.gust)
    closed = moved(fork.family, fork.over, Step.CLOSE, fork.nina)
    assert fork.have(fork.first) == {name: {"Gust"} for name in fork.everybody}
    hide(fork.family, fork.nina, fork.gust, thread=closed.id)
    assert somebody_knows_it_is_theirs(fork.have(fork.first))
    assert fork.have(fork.first)["Vera"] == {"Vera", "Gust"}


def test_who_left_after_it_was_closed_leaves_it_as_before(fork):
    """That is not a closing nobody heard of: the parents are told that it was left."""
    for step, who in ((Step.MEET, fork.gust), (Step.CLOSE, fork.gust)):
        fork.step(step, who)
    with fork.gust.acting() as signed:
        here = fork.family.visit(fork.gust, signed)
        step_out(by=here, at=here.at)
    (gap,) = [one for one in gaps_of(fork.family, fork.nina) if one.id == fork.first.id]
    assert gap.kind is Why.LEFT and place_of(fork.family, fork.nina) in gap.places
