"""The nine families: they load, and each shows what it is there to show, to whom it may be shown."""

import re
from dataclasses import dataclass

import pytest
from django.db import connection
from django.test import Client

from stek.case import demo
from stek.circle.gate import visit
from stek.circle.queries import Circle, TieSeen, circle_of, my_families, ties_of
from stek.kit import clock
from stek.kit.ids import uuid7
from stek.people import door
from stek.people.identity import acting
from stek.people.models import Person
from stek.policy import Role
from stek.story.queries import Moves, Told, influences, story_page
from stek.story.rules import Certainty, Tone

from .texts import checked

pytestmark = pytest.mark.usefixtures("read_in")
NAMES = ("01-lize", "02-luca", "03-marjolein", "04-boris", "05-julio", "06-june", "07-joyce", "08-leon", "09-seppe")
NEVER = (
    "risico", "achterstallig", "goed gedaan", "score", "cruciaal", "falen", "faal", "toxisch", "te laat", "getraumatiseerd",
    "trauma", "probleemgezin", "stoornis", "diagnose", "symptoom", "autisme", "depressie", "zelfmoord", "suïcide",
)  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """One family as one person sees it through the gate."""

    told: tuple[Told, ...]
    moves: tuple[Moves, ...]
    circle: Circle
    ties: list[TieSeen]

    @property
    def words(self) -> str:
        return "\n".join(one.words for one in self.told)

    def by(self, called: str) -> list[Told]:
        places = {one.id for one in self.circle.around if one.called == called}
        return [one for one in self.told if one.author_member in places]

    def one(self, piece: str) -> Told:
        (found,) = [one for one in self.told if piece in one.words]
        return found


def sign_in(email: str) -> str:
    token = uuid7().hex
    door.open_session(token=token, person=Person.objects.get(email=email).pk, at=clock.now())
    return token


def seen(child: str, name: str) -> Seen | None:
    """The family of this child as this person sees it; None when it is not theirs to see."""
    with acting(sign_in(f"{name}@example.org")) as signed:
        found = [
            one
            for one in my_families(signed, signed.at)
            if child in (one.called, *(born.called for born in one.children))
        ]
        if not found:
            return None
        here = visit(signed, found[0].id, signed.at)
        return Seen(story_page(here, size=100).told, influences(here), circle_of(here), ties_of(here))


# -- All of them ---------------------------------------------------------------


def test_there_are_nine():
    assert tuple(demo.casebook()) == tuple(f"{name}.yaml" for name in NAMES)


@pytest.mark.parametrize("file", demo.casebook())
def test_every_note_and_every_link_of_a_file_is_there_for_who_wrote_it(file):
    case = checked(demo.casebook()[file])
    for key in {note.by for note in case.story}:
        mine = [note for note in case.story if note.by == key]
        found = seen(case.title, case.people[key].email.removesuffix("@example.org"))
        assert found is not None
        assert {note.versions[-1].words for note in mine} <= {one.words for one in found.told}
    founder = seen(case.title, case.people[case.founder].email.removesuffix("@example.org"))
    shared = [moving for moving in case.moves if not moving.private and moving.until is None]
    assert founder is not None and len(founder.moves) == len(shared)
    assert len(founder.ties) == len([bond for bond in case.around if bond.until is None]) > 0


@pytest.mark.parametrize("file", demo.casebook())
def test_the_stories_name_what_happens_and_judge_nobody(file):
    text = demo.casebook()[file].decode().lower()
    assert [word for word in NEVER if word in text] == []


@pytest.mark.parametrize("file", demo.casebook())
def test_no_note_is_longer_than_somebody_would_write_on_a_phone(file):
    assert max(len(note.first.words) for note in checked(demo.casebook()[file]).story) <= 160


@pytest.mark.parametrize("file", demo.casebook())
def test_a_file_says_where_it_comes_from_and_no_real_name_is_called_invented(file):
    text = demo.casebook()[file].decode()
    assert "verzonnen" not in text
    if file == "09-seppe.yaml":
        assert "Samengesteld" in text and "Dit gezin bestaat niet" in text
    else:
        assert "Vliegen & Verhaest (2020)" in text


@pytest.mark.parametrize("file", demo.casebook())
def test_what_is_told_by_relative_days_names_no_season(file):
    """Whoever starts the demo in May reads no autumn of six weeks ago."""
    text = demo.casebook()[file].decode().lower()
    assert re.findall(r"\b(lente|zomer|herfst|winter|kerst|sneeuw|sinterklaas|pasen)\w*", text) == []


def test_everybody_on_the_list_of_the_demo_can_sign_in_and_sees_somebody():
    for name, _kind, email in demo.PEOPLE:
        browser = Client(raise_request_exception=True)
        response = browser.post("/accounts/login/", {"login": email, "password": demo.PASSWORD})
        assert response.status_code == 302, f"{name}: {response.content.decode()[:2000]}"
        with acting(sign_in(email)) as signed:
            assert signed.name == name and my_families(signed, signed.at)


def test_loading_it_once_more_changes_nothing():
    def counted() -> dict[str, int]:
        """Rows by table, as far as everybody together may see them, and the accounts."""
        found = {"accounts": Person.objects.count()}
        for person in Person.objects.order_by("email"):
            with acting(sign_in(person.email)) as signed, connection.cursor() as cursor:
                found[f"families of {person.email}"] = len(my_families(signed, signed.at))
                for table in (
                    "circle_circlemember",
                    "circle_grant",
                    "circle_tie",
                    "story_observation",
                    "continuity_followup",
                    "continuity_referral",
                    "continuity_handover",
                    "continuity_move",
                    "trail_trailentry",
                ):
                    cursor.execute(f"select count(*) from {table}")
                    found[f"{table} for {person.email}"] = cursor.fetchone()[0]
        return found

    before = counted()
    demo.load_all()
    assert counted() == before
    assert before["accounts"] == 25 and before["families of nina@example.org"] == 1


def test_who_is_known_to_two_families_has_one_account():
    with acting(sign_in("bram@example.org")) as signed:
        assert [one.called for one in my_families(signed, signed.at)] == ["Boris", "Marjolein"]
    with acting(sign_in("marijke@example.org")) as signed:
        assert [one.called for one in my_families(signed, signed.at)] == ["June", "Lize"]


# -- Each of them --------------------------------------------------------------


def test_1_lize_a_story_of_strengths_in_which_not_sure_stays():
    lize = seen("Lize", "an")
    tones = [one.tone for one in lize.told]
    assert tones.count(Tone.STRENGTH) * 2 > len(tones) and Tone.WORRY not in tones
    unsure = [one for one in lize.told if one.tone is Tone.UNSURE]
    assert len(unsure) == 2
    assert not {one.thread for one in unsure} & {
        end for moves in lize.moves for end in (moves.from_thread, moves.to_thread)
    }


def test_2_luca_two_parents_and_nobody_else():
    luca = seen("Luca", "magda")
    assert {one.role for one in luca.circle.around} == {Role.PARENT} and len(luca.circle.around) == 2
    assert {one.words for one in seen("Luca", "isaak").told} == {one.words for one in luca.told}
    assert all(one.tone is Tone.STRENGTH for one in luca.told)


def test_3_marjolein_says_it_in_her_own_words():
    marjolein = seen("Marjolein", "koen")
    told = marjolein.one("Mijn boterham smeer ik zelf")
    assert told.is_quote and marjolein.circle.called(told.quoted) == "Marjolein"
    assert told in marjolein.by("Bram")


def test_3_her_father_reads_it_only_after_the_teacher_asked_her():
    marjolein = seen("Marjolein", "koen")
    told, asked = marjolein.one("Mijn boterham smeer ik zelf"), marjolein.one("Ik vroeg Marjolein of papa mocht lezen")
    assert told.written_at < asked.written_at <= told.shared_at


def test_3_the_question_who_looks_after_papa_leads_to_help_for_him():
    marjolein = seen("Marjolein", "koen")
    question, help_ = marjolein.one("Wie nog?"), marjolein.one("huisarts gebeld")
    assert question.tone is Tone.UNSURE and help_.tone is Tone.STRENGTH
    assert help_ in marjolein.by("Koen")
    assert (question.thread, help_.thread) in {(one.from_thread, one.to_thread) for one in marjolein.moves}
    assert any(tie.called == "huisarts" and tie.line == "starting" for tie in marjolein.ties)


def test_3_papas_low_days_move_what_she_does_and_that_moves_what_school_sees():
    marjolein = seen("Marjolein", "bram")
    low, cares, quiet = (marjolein.one(piece).thread for piece in ("in de zetel zit", "Mijn boterham", "boekenhoek"))
    links = {(one.from_thread, one.to_thread): one.certainty for one in marjolein.moves}
    assert links[low, cares] is Certainty.TOLD and links[cares, quiet] is Certainty.SUSPECTED


def test_4_boris_has_another_picture_and_nothing_in_it_comes_from_marjolein():
    boris, marjolein = seen("Boris", "bram"), seen("Marjolein", "bram")
    assert not {one.words for one in boris.told} & {one.words for one in marjolein.told}
    assert "Marjolein" not in boris.words and "Boris" not in marjolein.words
    assert "Marjolein" not in {tie.called for tie in boris.ties}
    assert seen("Boris", "koen") is None and seen("Marjolein", "wim") is None


def test_5_pieter_sees_only_what_he_wrote():
    julio = seen("Julio", "pieter")
    assert len(julio.told) == 2 and julio.told == tuple(julio.by("Pieter"))
    papa = seen("Julio", "rafael")
    assert len(papa.told) > 2 and {one.words for one in julio.told} < {one.words for one in papa.told}
    assert julio.ties == []


def test_6_each_mother_of_june_has_her_own_voice_and_her_own_page():
    nina, maaike = seen("June", "nina"), seen("June", "maaike")
    assert nina.by("Nina") and nina.by("Maaike")
    private = [one for one in nina.told if one.private]
    assert len(private) == 1 and private[0].words not in maaike.words
    assert any(one.tone is Tone.WORRY for one in nina.by("Nina"))


def test_7_what_jonas_told_helena_is_not_there_for_tine():
    jonas, tine, helena = (seen("Joyce", name) for name in ("jonas", "tine", "helena"))
    hidden = {one.thread for one in jonas.told} - {one.thread for one in tine.told}
    assert len(hidden) == 6 and hidden <= {one.thread for one in helena.told}
    for piece in ("gespannen", "borstvoeding", "deadline", "sparen", "koffie", "stenen"):
        assert piece in jonas.words and piece not in tine.words
    assert tine.moves == () and len(jonas.moves) == 3
    assert "schouder" in tine.words and "'s nachts vaak wakker" in tine.words


def test_7_tine_reads_nothing_as_hers_that_jonas_said_out_of_her_sight():
    jonas, tine = seen("Joyce", "jonas"), seen("Joyce", "tine")
    assert jonas is not None and tine is not None
    assert jonas.circle.called(jonas.one("borstvoeding").told_by) == "Jonas"
    assert "borstvoeding" not in tine.words
    for one in tine.by("Helena"):
        assert one.told_by is None and not one.told_as and not one.is_quote


def test_8_leon_has_a_date_and_a_question_that_stays_a_question():
    leon = seen("Leon", "stefanie")
    assert "vier weken" in leon.words and leon.one("vier weken") in leon.by("Martine")
    doubt = leon.one("ADHD")
    assert doubt.is_quote and leon.circle.called(doubt.quoted) == "Stefanie" and doubt.tone is Tone.UNSURE
    assert leon.one("zolang zij ze heeft").tone is Tone.UNSURE
    assert {child.called for child in leon.circle.children} == {"Leon", "Lotte"}


def test_8_oma_is_kin_and_notes_without_reading_along():
    oma = seen("Leon", "rita")
    assert oma is not None and [one.words for one in oma.told] == [one.words for one in oma.by("oma Rita")]
    assert len(oma.told) == 1


def test_9_seppe_advice_asks_energy_and_safety_comes_first_in_time():
    seppe = seen("Seppe", "lien")
    asks = {tie.called for tie in seppe.ties if tie.line == "asks"}
    assert {"oma Greet", "oma Hilde", "vrienden"} <= asks
    katrien = sorted(seppe.by("Katrien"), key=lambda one: (one.happened_on, one.id))
    plan = seppe.one("Vóór al de rest")
    assert plan.tone is Tone.STRENGTH
    assert all(plan.happened_on <= other.happened_on for other in katrien)


def test_9_a_film_comes_only_after_the_parents_chose_it():
    seppe = seen("Seppe", "jeroen")
    no, yes = seppe.one("Voorlopig dus niet"), seppe.one("telkens op het uur dat zij kozen")
    assert no.happened_on < yes.happened_on and no.tone is Tone.UNSURE


def test_9_every_move_has_somebody_on_both_sides():
    seppe = seen("Seppe", "lieve")
    assert seppe.one("kwam kennismaken") in seppe.by("Katrien")
    assert seppe.one("zit ik mee aan tafel") in seppe.by("Lieve")
    assert all(one.until_at is None for one in seppe.circle.around)


def test_9_the_grief_that_is_not_shared_is_liens_alone():
    piece = "het kindje dat niet kwam"
    assert piece in seen("Seppe", "lien").words
    assert not any(piece in seen("Seppe", name).words for name in ("jeroen", "katrien", "yasmina", "lieve"))
