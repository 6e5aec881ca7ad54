"""What somebody told is theirs to give, close or share: he quotes her, she quotes him, a carer quotes one of them."""

from urllib.parse import urlencode
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction

from stek.circle import actions
from stek.circle.gate import NotYours
from stek.circle.models import Hidden
from stek.circle.queries import circle_of
from stek.circle.rules import MemberKind, Relation
from stek.circle.tests.builders import Somebody, make_family, make_person
from stek.policy import Role
from stek.story.models import Observation
from stek.story.tests.sending import noted, send, without

from .test_who_reads import named

SAID = "Ik slaap bijna niet."


class Story:
    """Nina and Tom, and June. Marijke was let in by Nina, Jef by Tom; oma is Nina's mother, let in by Nina."""

    def __init__(self) -> None:
        self.family = made = make_family("Nina", "Tom")
        self.nina, self.tom = made.parents
        self.marijke, self.jef = make_person("Marijke", "midwife"), make_person("Jef", "midwife")
        made.ask_in(self.marijke)
        made.parents.reverse()
        made.ask_in(self.jef)
        made.parents.reverse()

    def members(self) -> dict[str, str]:
        with self.nina.acting() as signed:
            return {one.called: str(one.id) for one in circle_of(self.family.visit(self.nina, signed)).members}

    def oma(self) -> Somebody:
        return self.kin("Oma")

    def kin(self, called: str, *, known_to: list[UUID] | None = None, is_new: bool = False) -> Somebody:
        """One of the family, with an account of her own, asked in by Nina, who lets her read."""
        who = make_person(called)
        with self.nina.acting() as signed:
            here = self.family.visit(self.nina, signed)
            member = actions.add_member(member=actions.NewMember(MemberKind.KIN, called), by=here, at=here.at)
            place, secret = actions.invite(
                called=called, role=Role.KIN, relation=Relation.GRANDMOTHER, by=here, at=here.at, member_id=member,
                known_to=known_to,
            )  # fmt: skip
            actions.give(to=place, verbs=["read"], by=here, at=here.at)
        with who.acting() as signed:
            actions.accept(secret=secret, by=signed, at=signed.at)
        if not is_new:
            self.family.recognise(place)
        self.family.places[who.id] = place
        return who

    def member_of(self, who: Somebody) -> UUID:
        return UUID(self.members()[who.person.name])

    def told(self, by: Somebody, whom: str, words: str = SAID, **more) -> str:
        return noted(self.family, by, words, knowing="told", told_by=self.members()[whom], **more)

    def path(self, note: str, more: str = "") -> str:
        return f"/families/{self.family.id}/observations/{note}/{more}"

    def reads(self, who: Somebody, note: str) -> bool:
        return who.browser.get(self.path(note)).status_code == 200

    def readers(self, note: str, *more: Somebody) -> set[str]:
        everybody = (self.nina, self.tom, self.marijke, self.jef, *more)
        return {one.person.name for one in everybody if self.reads(one, note)}

    def choose(self, who: Somebody, note: str, *ticked: Somebody):
        return who.browser.post(self.path(note, "readers/"), {"readers": [str(one.id) for one in ticked]})

    def page(self, who: Somebody, note: str) -> str:
        return who.browser.get(self.path(note)).content.decode()


@pytest.fixture
def s(db) -> Story:
    return Story()


def test_what_she_told_his_carer_is_read_by_him_only_when_she_says_so(s: Story):
    note = s.told(s.jef, "Nina")
    assert s.readers(note) == {"Nina", "Jef", "Marijke"}
    assert s.choose(s.nina, note, s.tom).status_code == 302
    assert s.readers(note) == {"Nina", "Jef", "Tom"}
    with s.nina.acting():
        closing = Hidden.objects.get()
    s.nina.browser.post(f"/families/{s.family.id}/hidden/{closing.id}/showing/")
    assert s.readers(note) == {"Nina", "Tom", "Marijke", "Jef"}
    assert s.choose(s.nina, note, s.marijke).status_code == 302, "what she opened she may close again"
    assert s.readers(note) == {"Nina", "Jef", "Marijke"}


def test_he_who_quotes_her_does_not_choose_who_reads_her_words(s: Story):
    note = s.told(s.tom, "Nina")
    assert s.readers(note) == {"Nina", "Tom", "Marijke"}
    assert s.choose(s.tom, note).status_code == 403
    with s.tom.acting() as signed, pytest.raises(NotYours):
        here = s.family.visit(s.tom, signed)
        actions.hide(thread=UUID(note), readers=[], by=here, at=here.at)
    assert s.choose(s.nina, note).status_code == 302
    assert s.readers(note) == {"Nina", "Tom"}, "who wrote them down goes on reading"
    assert "Die kiest wie ze leest" in s.page(s.tom, note) and "Jij kiest wie het leest" in s.page(s.nina, note)


def test_nobody_makes_words_of_another_theirs_afterwards_or_for_a_thing_that_somebody_else_wrote(s: Story):
    mine, hers = noted(s.family, s.tom), noted(s.family, s.nina)
    nina = UUID(s.members()["Nina"])
    sent = {"words": "Anders.", "told_by": str(nina), "knowing": "told"}
    assert s.tom.browser.post(s.path(mine, "correction/"), sent).status_code == 422
    with s.tom.acting() as signed:
        row = Observation.objects.get(id=mine)
        for thread in (mine, hers):
            made = Hidden(
                family_id=s.family.id, thread_id=UUID(thread), readers=[], hidden_at=signed.at, hidden_by=s.nina.id
            )
            with pytest.raises(DatabaseError), transaction.atomic():
                made.save(force_insert=True)
        again = {
            field.attname: getattr(row, field.attname)
            for field in Observation._meta.concrete_fields
            if not field.generated
        }
        again |= {"whose_id": s.nina.id, "told_by_id": nina}
        with pytest.raises(DatabaseError), transaction.atomic():
            Observation(**again | {"id": UUID(int=7), "thread_id": UUID(hers)}).save(force_insert=True)
        own = UUID(int=8)
        for more in (
            {"id": UUID(int=9), "supersedes_id": row.id},
            {"id": own, "thread_id": own, "rests_on": [own, row.author_member_id], "told_by_id": None},
        ):
            with transaction.atomic():
                made = Observation(**again | more)
                made.save(force_insert=True)
                assert made.whose_id is None and s.nina.id not in made.rests_on
                transaction.set_rollback(True)
    with s.nina.acting():
        assert not Hidden.objects.exists()
    assert s.readers(mine) == s.readers(hers) == {"Nina", "Tom", "Marijke", "Jef"}


def test_a_correction_of_her_words_stays_hers(s: Story):
    note = s.told(s.jef, "Nina")
    sent = {"words": "Ik slaap wat beter.", "knowing": "told"}
    assert s.jef.browser.post(s.path(note, "correction/"), sent).status_code == 302
    assert s.readers(note) == {"Nina", "Jef", "Marijke"} and "beter" in s.page(s.nina, note)
    assert s.jef.browser.post(s.path(note, "correction/"), sent | {"told_by": s.members()["Tom"]}).status_code == 422
    assert s.jef.browser.post(s.path(note, "correction/"), sent | {"safety": "on"}).status_code == 422


def test_what_is_built_on_her_words_has_her_readers(s: Story):
    note = s.told(s.marijke, "Nina")
    sent = {"from_thread": note, "to_thread": noted(s.family, s.marijke, "Ze huilt."), "certainty": "suspected"}
    assert s.marijke.browser.post(f"/families/{s.family.id}/influences/new/", sent).status_code == 302
    listed = f"/families/{s.family.id}/story/?own"
    assert SAID in s.nina.browser.get(listed).content.decode()
    assert SAID not in s.tom.browser.get(listed).content.decode()


def test_what_he_told_and_she_noted_is_his_and_she_reads_it(s: Story):
    note = s.told(s.nina, "Tom", "Ik kom haar halen.")
    assert s.readers(note) == {"Nina", "Tom", "Jef"}
    assert s.choose(s.tom, note).status_code == 302 and s.readers(note) == {"Nina", "Tom"}


def test_what_is_kept_is_nobody_elses_and_becomes_hers_when_it_is_shared(s: Story):
    note = s.told(s.tom, "Nina", readers="me")
    built = {"from_thread": note, "to_thread": noted(s.family, s.tom, "Druk."), "certainty": "suspected"}
    s.tom.browser.post(f"/families/{s.family.id}/influences/new/", built)
    assert s.readers(note) == {"Tom"}
    s.tom.browser.post(s.path(note, "correction/"), {"words": SAID + " Echt.", "knowing": "told"})
    assert "Deel je ze" in s.page(s.tom, note)
    assert s.tom.browser.post(s.path(note, "sharing/")).headers["Location"].endswith("done=kept")
    assert s.readers(note) == {"Nina", "Tom", "Marijke"}


def test_she_chooses_once_that_nobody_reads_along(s: Story):
    before = s.told(s.jef, "Nina")
    assert s.nina.browser.post(f"/families/{s.family.id}/quoted/", {"carers": "no"}).status_code == 302
    after = s.told(s.jef, "Nina", "Ik ben moe.")
    assert s.readers(before) == {"Nina", "Jef", "Marijke"} and s.readers(after) == {"Nina", "Jef"}
    assert s.readers(s.told(s.jef, "Tom")) == {"Tom", "Jef"}, "what she chose is about her words"
    s.nina.browser.post(f"/families/{s.family.id}/quoted/", {"carers": "yes"})
    assert s.readers(s.told(s.jef, "Nina")) == {"Nina", "Jef", "Marijke"}


def test_whoever_she_lets_in_later_or_refuses_does_not_read_what_she_said(s: Story):
    note = s.told(s.jef, "Nina")
    later = make_person("Later", "midwife")
    s.family.ask_in(later)
    assert not s.reads(later, note)
    s.nina.browser.post(f"/families/{s.family.id}/circle/{s.family.places[s.marijke.id]}/refusal/", {"say": "no"})
    assert s.readers(note, later) == {"Nina", "Jef"}


def test_a_childs_words_are_the_childs_whoever_tells_them(s: Story):
    note = s.told(s.jef, "Nina", "Niet slapen.", quoted=s.members()["June"])
    assert s.readers(note) == {"Nina", "Tom", "Marijke", "Jef"}
    own = noted(s.family, s.jef, SAID, quoted=s.members()["Nina"])
    assert s.readers(own) == {"Nina", "Marijke", "Jef"}, "her own words are hers as well"


def test_who_has_no_account_is_quoted_and_gives_nothing(s: Story):
    with s.nina.acting() as signed:
        here = s.family.visit(s.nina, signed)
        opa = actions.add_member(member=actions.NewMember(MemberKind.KIN, "Opa"), by=here, at=here.at)
    note = noted(s.family, s.jef, told_by=str(opa), knowing="told")
    assert s.readers(note) == {"Nina", "Tom", "Marijke", "Jef"}


def test_a_grandmothers_words_are_read_by_the_parents_and_one_of_them_goes_on_reading(s: Story):
    oma = s.oma()
    note = s.told(s.marijke, "Oma")
    assert s.readers(note, oma) == {"Nina", "Tom", "Marijke", "Oma"}
    assert s.choose(oma, note).status_code == 422
    assert s.choose(oma, note, s.nina).status_code == 302
    assert s.readers(note, oma) == {"Nina", "Marijke", "Oma"}


def test_who_left_reads_what_was_quoted_from_them_and_changes_nothing(s: Story):
    oma = s.oma()
    note = s.told(s.marijke, "Oma")
    s.nina.browser.post(f"/families/{s.family.id}/circle/{s.family.places[oma.id]}/end/")
    assert s.choose(oma, note, s.nina).status_code == 404
    with oma.acting():
        assert [str(row.id) for row in Observation.objects.all()] == [note]
    assert SAID in oma.browser.get(f"/families/{s.family.id}/own-words/").content.decode()


def test_nobody_is_quoted_who_does_not_know_that_the_author_stands_here(s: Story):
    """His lawyer, of whom she knows nothing: no words of hers, and nothing that tells her of him."""
    lawyer = make_person("Advocaat")
    s.family.parents.reverse()
    s.family.ask_in(lawyer, known_to=[])
    s.family.parents.reverse()
    note = s.told(lawyer, "Nina")
    assert s.readers(note, lawyer) == {"Tom", "Advocaat"}
    with s.nina.acting():
        assert not Hidden.objects.exists()


def test_what_is_about_safety_is_its_authors_cry_whoever_told_it(s: Story):
    note = s.told(s.marijke, "Tom", safety="on")
    asked = {
        f"reads_{s.family.places[one.id]}": says
        for one, says in ((s.nina, "reads"), (s.tom, "hidden"), (s.jef, "hidden"))
    }
    assert s.marijke.browser.post(s.path(note, "sharing/"), asked).status_code == 302
    assert s.readers(note) == {"Nina", "Marijke"}


def test_who_will_read_it_is_said_before_it_is_saved(s: Story):
    s.oma()
    forms = f"/families/{s.family.id}/observations/new/"
    for whom, expected in (("Nina", {"Nina"}), ("Tom", {"Tom", "Jef"}), ("Oma", {"Nina", "Tom", "Oma"})):
        chosen = {"told_by": s.members()[whom]}
        said = named(s.marijke, f"{forms}?{urlencode({'who': 1, **chosen})}")
        assert said == expected
        assert named(s.marijke, s.path(s.told(s.marijke, whom))) == said
    assert "kies je dat hierboven" in s.marijke.browser.get(forms).content.decode(), "without script"


def test_who_quotes_takes_nobody_away_and_is_told_so(s: Story):
    sent = {"told_by": s.members()["Nina"], "knowing": "told"} | without(s.family, s.jef, s.tom)
    refused = send(s.family, s.jef, "Zij zei het.", **sent).content.decode()
    assert "Dit zijn woorden van Nina: die kiest wie ze leest" in refused and "Zij zei het.</textarea>" in refused


def test_others_ask_her_and_not_who_wrote_it_down(s: Story):
    note = s.told(s.jef, "Nina")
    s.choose(s.nina, note)
    assert "Iets vragen aan Nina" in s.page(s.jef, note)
    page = s.jef.browser.get(f"/families/{s.family.id}/asking/observation/{note}/").content.decode()
    assert "Tom" in page and s.jef.browser.post(
        f"/families/{s.family.id}/asking/observation/{note}/", {"what": f"open:{s.tom.id}"}
    ).status_code == 302  # fmt: skip
    assert "Jef" in s.nina.browser.get(f"/families/{s.family.id}/asked/").content.decode()
