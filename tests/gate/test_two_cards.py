"""One person, two cards in one family: openly for both parents, and in a hidden place for one of them. Never mixed."""

import pytest
from django.db import DatabaseError
from django.urls import reverse

from stek.circle import actions as circle
from stek.circle.rules import Relation
from stek.circle.tests.builders import make_family, make_person
from stek.kit import clock
from stek.people import door
from stek.people.identity import acting
from stek.policy import Role, Verb
from stek.story.models import Observation

from .people import ask, end_place, note, reads, recognise

pytestmark = pytest.mark.usefixtures("db")


def act(family, who, place) -> None:
    """By the button on their list of families."""
    answer = who.browser.post(f"/families/{family.id}/circle/{place}/card/")
    assert answer.status_code == 302


def twice():
    """Nina and Tom; a midwife who stands there for both, and in a hidden place for Nina: with her two places."""
    family = make_family("Nina", "Tom")
    vera = make_person("Vera", "midwife")
    openly = family.ask_in(vera, Relation.MIDWIFE)
    hidden = family.ask_in(vera, Relation.MIDWIFE, known_to=[])
    note(family, family.parents[0], "Van Nina.")
    note(family, family.parents[1], "Van Tom.")
    return family, vera, openly, hidden


def test_a_midwife_who_stands_openly_for_both_and_hidden_for_one_reads_from_each_card_only_that_card_s():
    family, vera, openly, hidden = twice()
    act(family, vera, openly)
    assert reads(family, vera) == {"Van Nina.", "Van Tom."}
    act(family, vera, hidden)
    assert reads(family, vera) == {"Van Nina."}  # Tom does not know of it: it cuts both ways
    act(family, vera, openly)
    assert reads(family, vera) == {"Van Nina.", "Van Tom."}


def test_what_is_written_from_a_card_rests_on_that_card_and_is_read_by_who_knows_it():
    family, vera, openly, hidden = twice()
    for place, words in ((openly, "Voor jullie."), (hidden, "Voor jou.")):
        act(family, vera, place)
        family.places[vera.id] = place
        row = note(family, vera, words)
        assert row.author_member_id == place and place in row.rests_on
    nina, tom = family.parents
    assert {"Voor jullie.", "Voor jou."} <= reads(family, nina)
    assert "Voor jullie." in reads(family, tom) and "Voor jou." not in reads(family, tom)
    # Own words are one's own from either card; on a page in sight stands what was written from this one.
    assert {"Voor jullie.", "Voor jou."} <= reads(family, vera)
    page = vera.browser.get(f"/families/{family.id}/story/").content.decode()
    assert "Voor jou." in page and "Voor jullie." not in page
    act(family, vera, openly)
    page = vera.browser.get(f"/families/{family.id}/story/").content.decode()
    assert "Voor jullie." in page and "Voor jou." not in page
    # Whoever looks along at the open one finds no mark of the other.
    assert "andere kaart" not in vera.browser.get(f"/families/{family.id}/").content.decode()


def test_nobody_writes_from_the_card_they_do_not_act_from():
    family, vera, openly, hidden = twice()
    act(family, vera, hidden)
    with pytest.raises(DatabaseError), vera.acting():
        ask(
            "insert into story_observation (family_id, id, thread_id, section, author_id, author_member_id, rests_on, shared_at,"
            " shared_by, words_sealed, lane, about, tone, knowing, small_success, domains, happened_on, written_at)"
            " select %s, id, id, 'story', stek.person(), %s, array[id, %s]::uuid[], now(), stek.person(), '', 'child', '{}',"
            " 'noticed', '', false, '{}', now(), now() from (select gen_random_uuid() id) new",
            family.id, openly, openly,
        )  # fmt: skip


def test_a_form_that_was_opened_on_the_other_card_is_not_done_and_every_word_is_given_back():
    family, vera, openly, hidden = twice()
    act(family, vera, hidden)
    capture = reverse("capture", args=[family.id])
    page = vera.browser.get(capture).content.decode()
    assert f'name="card" value="{hidden}"' in page
    act(family, vera, openly)  # in another window
    answer = vera.browser.post(
        reverse("observation_create", args=[family.id]), {"words": "We spraken in het huis af.", "card": str(hidden)}
    )
    assert answer.status_code == 409 and "We spraken in het huis af." in answer.content.decode()
    with vera.acting():
        assert Observation.objects.count() == 2
    act(family, vera, hidden)
    sent = {"words": "We spraken in het huis af.", "readers": "circle", "card": str(hidden)}
    assert vera.browser.post(reverse("observation_create", args=[family.id]), sent).status_code == 302


def test_only_ones_own_place_that_stands_is_chosen_and_else_it_is_the_open_one():
    family, vera, openly, hidden = twice()
    nina = family.parents[0]
    act(family, vera, hidden)
    for place in (family.places[nina.id], "0197a000-0000-7000-8000-000000000000"):
        assert vera.browser.post(f"/families/{family.id}/circle/{place}/card/").status_code == 404
        with vera.acting():
            assert ask("select stek.act_from(%s)", place) == [(False,)]
            assert ask("select stek.member_ids()") == [([hidden],)]
    with nina.acting():  # nor another's
        assert ask("select stek.act_from(%s)", hidden) == [(False,)]
    family.places[vera.id] = hidden
    end_place(family, vera)
    with vera.acting():
        assert ask("select stek.member_ids()") == [([openly],)]
    assert reads(family, vera) == {"Van Nina.", "Van Tom."}


def test_the_choice_is_of_one_session_and_no_cookie_or_statement_makes_it_another_s():
    family, vera, openly, hidden = twice()
    act(family, vera, hidden)
    door.open_session(token="another-device", person=vera.id, at=clock.now())
    with acting("another-device"):
        assert ask("select stek.member_ids()") == [([openly],)]
    with pytest.raises(DatabaseError), vera.acting():
        ask("update people_livesession set acting_from = array[%s]::uuid[]", openly)
    with pytest.raises(DatabaseError), vera.acting():
        ask("select acting_from from people_livesession")


def test_a_parent_acts_as_a_parent_whatever_is_chosen(superuser):
    family = make_family("Nina")
    oma = make_person("Oma")
    place = family.ask_in(oma, Relation.GRANDMOTHER)
    superuser.execute("update circle_circlemember set person_id = %s where id = %s", [family.parent.id, place])
    with family.parent.acting():
        assert ask("select stek.act_from(%s)", place) == [(True,)]
        assert ask("select stek.member_ids()") == [([family.places[family.parent.id]],)]


def test_a_second_card_is_taken_without_a_trace_for_who_does_not_know_of_it():
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    vera = make_person("Vera", "midwife")
    family.ask_in(vera, Relation.MIDWIFE)
    before = tom.browser.get(f"/families/{family.id}/trail/").content.decode().count("Vera")
    with nina.acting() as signed:
        here = family.visit(nina, signed)
        place, secret = circle.invite(
            called="Vera", role=Role.PROFESSIONAL, relation=Relation.MIDWIFE, by=here, at=here.at, known_to=[]
        )
        circle.give(to=place, verbs=[Verb.READ], by=here, at=here.at)
    assert vera.browser.post(f"/invitations/{secret}/").status_code == 302
    page = vera.browser.get(f"/families/{family.id}/").content.decode()
    assert "alleen voor wie dit weet" in page  # they come in where they were asked
    family.places[vera.id] = place
    recognise(family, nina, vera)
    assert tom.browser.get(f"/families/{family.id}/trail/").content.decode().count("Vera") == before


def test_the_list_of_families_shows_two_cards_to_who_has_them_and_to_nobody_else():
    family, vera, _openly, hidden = twice()
    act(family, vera, hidden)
    page = vera.browser.get("/families/").content.decode()
    assert page.count("/card/") == 2 and "Alleen voor wie dit weet · hier ben je nu" in page
    other = make_person("Sofie", "midwife")
    family.ask_in(other)
    assert "/card/" not in other.browser.get("/families/").content.decode()
    assert "/card/" not in family.parents[0].browser.get("/families/").content.decode()
