"""A family with something of everything, for tests that walk through all of its pages."""

from dataclasses import dataclass, field
from uuid import UUID

from stek.circle import actions
from stek.circle.models import Grant
from stek.circle.rules import Carries, Line, MemberKind, Relation, Ring
from stek.circle.tests.builders import MadeFamily, Somebody, make_doctor, make_family, make_person
from stek.kit import clock
from stek.policy import Verb
from stek.story import actions as story
from stek.story.actions import Noticed
from stek.story.rules import Certainty, Tone


@dataclass
class Stage:
    """`vera` reads and notes, `pieter` notes only, `stranger` stands in no circle, `doctor` broke the glass."""

    family: MadeFamily
    vera: Somebody
    pieter: Somebody
    stranger: Somebody
    doctor: Somebody
    secret: str = ""  # of the invitation nobody has used yet
    ids: dict[str, UUID] = field(default_factory=dict)

    @property
    def nina(self) -> Somebody:
        return self.family.parents[0]

    @property
    def maaike(self) -> Somebody:
        return self.family.parents[1]


def set_stage(words: str = "Ze lachte.", called: str = "June", parent: str = "Nina") -> Stage:
    """`words` and `called` stand in every place where somebody may type them."""
    family = make_family(parent, "Maaike", child=called)
    vera, pieter = make_person("Vera", "midwife"), make_person("Pieter", "meeting_place")
    doctor = make_doctor()
    stage = Stage(family, vera, pieter, make_person("Vreemde"), doctor)
    family.ask_in(vera, Relation.MIDWIFE)
    family.ask_in(pieter, Relation.MEETING_PLACE, may=[Verb.NOTE])
    today, ids = clock.today(), stage.ids
    with stage.nina.acting() as signed:
        here = family.visit(stage.nina, signed)
        first, second = (
            story.note(
                noticed=Noticed(words, today, about=(family.child,), tone=tone, quoted_as=words[:100]),
                by=here,
                at=here.at,
            )
            for tone in (Tone.STRENGTH, Tone.UNSURE)
        )
        private = story.note(noticed=Noticed(words, today), by=here, at=here.at, share=False)
        moves = story.link(
            from_thread=first.id, to_thread=second.id, certainty=Certainty.TOLD, words=words, by=here, at=here.at
        )
        tie = actions.tie(
            called=called, label=called, ring=Ring.NEAR, line=Line.GIVES, carries=Carries.MUCH, toward=family.child,
            by=here, at=here.at,
        )  # fmt: skip
        expected = actions.NewMember(MemberKind.CHILD, called, due_on=today)
        ids |= {"expected": actions.add_member(member=expected, by=here, at=here.at)}
        invited, secret = actions.invite(called=called, role="kin", relation=Relation.FRIEND, by=here, at=here.at)
        readers = [stage.maaike.id, vera.id]
        hidden = actions.hide(thread=second.id, readers=readers, by=here, at=here.at, why=words[:2000])
        ids |= {"shared": first.id, "second": second.id, "private": private.id, "moves": moves.id, "tie": tie}
        ids |= {"invited": invited, "hidden": hidden.id, "place": family.places[vera.id]}
        stage.secret = secret
        ids["grant"] = Grant.objects.filter(family_id=family.id, circle_member_id=ids["place"]).first().id
    with stage.vera.acting() as signed:
        here = family.visit(stage.vera, signed)
        ids["vera's"] = story.note(noticed=Noticed(words, today), by=here, at=here.at).id
    ids["glass"] = family.breaks_in(stage.doctor, words[:2000], told=True)
    return stage
