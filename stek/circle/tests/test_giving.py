"""What a parent gives, part by part: on an invitation, on the page of who sees what, and what others see of it."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from stek.circle import actions
from stek.circle.giving import BOUND_TO_SECRECY, KIN, TO_GIVE, by_section, offered_first, unbound, whole_of
from stek.circle.invitation_forms import InviteForm
from stek.circle.labels import SECTION
from stek.circle.models import Grant
from stek.circle.queries import circle_of
from stek.circle.readers import readers_of
from stek.circle.rules import Relation
from stek.circle.tests.builders import make_family, make_person
from stek.circle.tests.test_invitation import link_on, send_invitation
from stek.kit import clock
from stek.policy import Purpose, Section, Verb
from stek.story.telling import teller
from stek.story.tests.sending import noted, words_of

READ, NOTE = Verb.READ, Verb.NOTE


@pytest.fixture
def family(db):
    return make_family("Nina", "Maaike")


def midwife(family, may=(READ,)):
    vera = make_person("Vera", "midwife")
    return vera, family.ask_in(vera, may=may)


def gives(family, place, *may, who=None, **more):
    path = reverse("grant_create", args=[family.id, place])
    return (who or family.parent).browser.post(path, {"may": may} | more)


def form_for(family, relation) -> str:
    return family.parent.browser.get(
        reverse("invitation_create", args=[family.id]), {"relation": relation}
    ).content.decode()


def may(family, who, section, verb=READ) -> bool:
    with who.acting() as signed:
        here = family.visit(who, signed)
        return here.reads(section) if verb is READ else here.may(verb, section)


def grants(family):
    with family.parent.acting():
        return list(Grant.objects.order_by("given_at", "id"))


def trail(family, who=None) -> str:
    return (who or family.parent).browser.get(reverse("trail", args=[family.id])).content.decode()


# --- which parts, and what is ticked before somebody chose ------------------------------------


def test_every_part_that_can_be_given_has_a_name_and_says_what_it_holds():
    assert set(TO_GIVE) <= set(SECTION) and all(str(holds).endswith(".") for holds in TO_GIVE.values())


@pytest.mark.parametrize("relation", sorted(BOUND_TO_SECRECY))
def test_who_is_bound_by_secrecy_is_offered_every_part_in_one_sentence(relation):
    assert offered_first(relation) == set(TO_GIVE) and not unbound(relation)
    assert set(whole_of(relation)) == {(section, verb) for section in TO_GIVE for verb in (READ, NOTE)}


@pytest.mark.parametrize("relation", sorted(set(Relation) - BOUND_TO_SECRECY))
def test_everybody_else_is_offered_the_story_and_is_said_to_have_no_secrecy(relation):
    assert offered_first(relation) == {Section.STORY}
    assert whole_of(relation) == [(Section.STORY, READ), (Section.STORY, NOTE)]
    assert "geen beroepsgeheim" in unbound(relation).replace("meestal ", "")
    assert ("discreet" in unbound(relation)) == (relation not in KIN)  # at work one has a duty of discretion


@pytest.mark.parametrize("relation", Relation)
def test_nothing_is_ticked_that_a_parent_would_not_expect(relation):
    """For who chooses part by part: writing something down, as ever; nothing to read, and nothing in another part."""
    form = InviteForm(relation=relation)
    ticked = (
        [option.data["value"] for option in form["may"].subwidgets if option.data["selected"]]
        if "may" in form.fields
        else []
    )
    assert ticked in ([], ["story:note"])


def test_what_was_ticked_becomes_one_consent_a_part():
    ticked = [(Section.STORY, READ), (Section.BALANCE, READ), (Section.STORY, NOTE)]
    assert by_section(ticked) == {Section.STORY: [READ, NOTE], Section.BALANCE: [READ]}


# --- the invitation ---------------------------------------------------------------------------


def test_first_a_parent_says_who_it_is_and_then_is_asked_what_fits(family):
    browser, path = family.parent.browser, reverse("invitation_create", args=[family.id])
    first = browser.get(path)
    assert first.status_code == 200 and 'name="relation"' in first.content.decode()
    assert 'name="may"' not in first.content.decode() and 'name="called"' not in first.content.decode()
    asked = browser.get(path, {"relation": "midwife"}).content.decode()
    assert "Vroedvrouw" in asked and "alles lezen wat jullie delen" in asked and 'name="may"' not in asked
    assert "error" in browser.get(path, {"relation": "boss"}).content.decode()


def pressed(family, give, relation="midwife", **fields):
    path = reverse("invitation_create", args=[family.id])
    return family.parent.browser.post(path, {"called": "Vera", "relation": relation, "give": give} | fields)


@pytest.mark.parametrize(
    ("relation", "parts"), [("midwife", set(TO_GIVE)), ("teacher", {"story"}), ("friend", {"story"})]
)
def test_one_sentence_and_one_press_give_for_a_year_what_the_sentence_says(family, relation, parts):
    said = pressed(family, "whole", relation)
    page = said.content.decode()
    who = "jullie verhaal lezen en erbij schrijven" if parts == {"story"} else "alles lezen wat jullie delen"
    assert said.status_code == 201 and who in form_for(family, relation) and f"Vera</bdi> mag {who}" in page
    given = grants(family)
    assert {grant.section for grant in given} == parts and len(given) == len(parts)
    assert {(*grant.verbs,) for grant in given} == {("note", "read")} and {grant.purpose for grant in given} == {"care"}
    assert {grant.until_at - grant.from_at for grant in given} == {timedelta(days=365)}


def test_the_sentence_is_true_that_before_the_year_is_over_a_parent_is_told(family, superuser):
    vera = make_person("Vera", "midwife")
    vera.browser.post(link_on(pressed(family, "whole").content.decode()))

    def home(days: int) -> str:
        superuser.execute("update circle_grant set until_at = now() + %s * interval '1 day'", [days])
        return family.parents[1].browser.get("/").content.decode()

    assert "De toestemming van" not in home(200) and "De toestemming van" in home(13)


def test_what_ends_soon_is_given_for_a_year_more_with_one_press_by_who_gave_it(family, superuser):
    link = link_on(pressed(family, "whole", "teacher").content.decode())
    bram = make_person("Bram", "teacher")
    bram.browser.post(link)
    (first,) = grants(family)
    family.recognise(first.circle_member_id)

    def page(who) -> str:
        return who.browser.get(reverse("access", args=[family.id])).content.decode()

    assert "Nog een jaar" not in page(family.parent)  # and what lasts so long is not asked again
    assert 'value="story:read"' not in page(family.parent)
    superuser.execute(
        "update circle_grant set until_at = now() + interval '9 days', from_at = now() - interval '1 year'"
    )
    (first,) = grants(family)
    for who in family.parents[::-1]:
        assert ("Nog een jaar" in page(who)) == (who is family.parent)
        for _ in range(2):  # sent twice, and by the other parent
            assert gives(family, first.circle_member_id, who=who, give="again").status_code == 302
    old, new = grants(family)
    assert old.id == first.id and old.withdrawn_at and old.withdrawn_by == family.parent.id
    assert (new.from_at, new.until_at - old.until_at) == (old.from_at, timedelta(days=365))
    assert (new.section, new.verbs, new.given_by, new.withdrawn_at) == (old.section, old.verbs, family.parent.id, None)
    assert may(family, bram, Section.STORY) and "Nog een jaar" not in page(family.parent)


def test_ticks_that_come_with_the_sentence_count_for_nothing(family):
    pressed(family, "whole", "teacher", may=["balance:read"], days="14")
    assert {grant.section for grant in grants(family)} == {"story"}


def test_choosing_keeps_what_was_typed_and_does_nothing_yet(family):
    said = pressed(family, "choose", called="Tante <Rita>")
    page = said.content.decode()
    assert said.status_code == 200 and 'value="Tante &lt;Rita&gt;"' in page and page.count('name="may"') == 8
    assert 'name="give"' not in page and "Nog iets anders delen" not in page and grants(family) == []
    assert re.findall(r'value="([a-z]+:[a-z]+)"[^>]*checked', page) == ["story:note"]
    assert "Vera" not in family.parent.browser.get(reverse("access", args=[family.id])).content.decode()


@pytest.mark.parametrize("relation", ["friend", "childcare", "teacher", "meeting_place"])
def test_what_an_adult_carries_and_needs_is_a_choice_behind_the_sentence_that_they_have_no_secrecy(family, relation):
    page = pressed(family, "choose", relation).content.decode()
    story, more = page.split("Nog iets anders delen")
    assert "Het verhaal" in story and "Wat draagt, wat weegt" not in story and "beroepsgeheim" not in story
    assert more.index("beroepsgeheim") < more.index("Wat draagt, wat weegt") < more.index("Noden en plan")
    assert re.findall(r'value="([a-z]+:[a-z]+)"[^>]*checked', page) == ["story:note"]
    sent = pressed(family, "", relation, called="", may=["needs:read"])
    assert (
        sent.status_code == 422 and '<details class="fold" open>' in sent.content.decode()
    )  # nothing ticked is folded away


def test_about_another_parent_nothing_is_asked_and_a_ticked_box_gives_nothing(family):
    page = form_for(family, "father")
    assert 'name="may"' not in page and "Ben je niet veilig" in page
    assert "Ben je niet veilig" not in form_for(family, "midwife")
    assert send_invitation(family, family.parent, relation="father", may=["balance:read"]).status_code == 201
    assert grants(family) == []


def test_an_invitation_gives_each_part_for_as_long_as_a_parent_said(family):
    vera, ticked = make_person("Vera", "midwife"), ["story:read", "story:note", "needs:read"]
    link = link_on(send_invitation(family, family.parent, may=ticked, days="42").content.decode())
    vera.browser.post(link)
    family.recognise(grants(family)[0].circle_member_id)
    assert (
        may(family, vera, Section.STORY) and may(family, vera, Section.STORY, NOTE) and may(family, vera, Section.NEEDS)
    )
    assert not may(family, vera, Section.NEEDS, NOTE) and not may(family, vera, Section.BALANCE)
    assert {grant.until_at - grant.from_at for grant in grants(family)} == {timedelta(days=42)}


def test_a_part_nobody_may_give_from_a_page_is_refused(family):
    for wrong in ("video:read", "own:read", "story:remove", "story", ":"):
        assert send_invitation(family, family.parent, may=[wrong]).status_code == 422
    assert grants(family) == []


def test_who_is_asked_reads_what_they_may_before_they_say_yes_and_nothing_of_the_family(family):
    vera = make_person("Vera", "midwife")
    link = link_on(send_invitation(family, family.parent, may=["balance:read"], days="14").content.decode())
    for browser in (Client(), vera.browser):
        page = browser.get(link).content.decode()
        assert "Wat draagt, wat weegt: lezen" in page and " · tot " in page and "Het verhaal" not in page
        assert not any(word in page for word in ("Nina", "Maaike", "June", str(family.id)))


def test_what_was_taken_back_meanwhile_is_no_longer_promised(family):
    link = link_on(send_invitation(family, family.parent, may=["balance:read"]).content.decode())
    (grant,) = grants(family)
    family.parent.browser.post(reverse("withdrawal_create", args=[family.id, grant.id]))
    assert "Er staat nog niets open." in Client().get(link).content.decode()


def test_a_consent_for_something_else_than_care_is_not_promised_as_care(family):
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        place, secret = actions.invite(called="Vera", role="professional", relation=Relation.GP, by=here, at=here.at)
        actions.give(to=place, verbs=[READ], purpose=Purpose.COPY, by=here, at=here.at)
        actions.give(to=place, verbs=[READ], section=Section.NEEDS, by=here, at=here.at)
    page = Client().get(f"/invitations/{secret}/").content.decode()
    assert "Noden en plan: lezen" in page and "Het verhaal" not in page


def test_a_second_parent_reads_that_parents_read_everything_shared(family):
    link = link_on(send_invitation(family, family.parent, relation="father").content.decode())
    assert "Je vraagt om erbij te komen als ouder." in Client().get(link).content.decode()


def test_what_a_hidden_person_was_given_is_hidden_too(family):
    """The other parent meets no consent, no line and no reader, in any part."""
    ex, worker = family.parents[1], make_person("Lut", "social_worker")
    sent = {"called": "Lut", "relation": "social_worker", "may": ["story:read", "balance:read", "needs:note"]}
    page = family.parent.browser.post(reverse("alone", args=[family.id]), sent)
    worker.browser.post(link_on(page.content.decode()))
    family.recognise(grants(family)[0].circle_member_id)
    assert may(family, worker, Section.BALANCE)
    access = ex.browser.get(reverse("access", args=[family.id])).content.decode()
    assert "Lut" not in access and "Wat weegt" not in access.split('id="k-')[-1].split("<details")[0]
    assert "Lut" not in trail(family, ex) and "gaf toestemming" not in trail(family, ex)
    asked = family.parent.browser.get(reverse("trail", args=[family.id]), {"own": 1}).content.decode()
    assert "Lut" not in trail(family) and "Jij gaf toestemming aan Lut" in asked
    with ex.acting() as signed:
        here = family.visit(ex, signed)
        assert Grant.objects.count() == 0
        assert len(readers_of(here, Section.BALANCE)) == 2


# --- who sees what ----------------------------------------------------------------------------


def test_one_part_more_and_one_less_and_both_hold_at_once(family):
    vera, place = midwife(family)
    assert not may(family, vera, Section.BALANCE)
    assert gives(family, place, "balance:read").headers["Location"].endswith("done=granted")
    assert may(family, vera, Section.BALANCE) and may(family, vera, Section.STORY)
    newest = grants(family)[-1]
    family.parent.browser.post(reverse("withdrawal_create", args=[family.id, newest.id]))
    assert not may(family, vera, Section.BALANCE) and may(family, vera, Section.STORY)


def test_the_page_says_each_part_in_words_and_the_trail_says_who_gave_it_to_whom(family):
    _vera, place = midwife(family)
    gives(family, place, "needs:read", "needs:note", "balance:read")
    page = family.parents[1].browser.get(reverse("access", args=[family.id])).content.decode()
    assert "Noden en plan: lezen, iets noteren" in page and "Wat draagt, wat weegt: lezen" in page
    grant = next(one for one in grants(family) if one.section == Section.NEEDS)
    family.parent.browser.post(reverse("withdrawal_create", args=[family.id, grant.id]))
    told = trail(family, family.parents[1])
    assert "Nina gaf toestemming aan Vera: Noden en plan." in told
    assert "Nina gaf toestemming aan Vera: Wat draagt, wat weegt." in told
    assert "Nina nam een toestemming terug van Vera: Noden en plan." in told


def test_what_somebody_may_already_is_not_asked_again(family):
    _vera, place = midwife(family, may=(READ, NOTE))
    path = reverse("access", args=[family.id])

    def asked() -> list[str]:
        return re.findall(r'name="may" value="([a-z:]+)"', family.parent.browser.get(path).content.decode())

    rest = ["balance:read", "balance:note", "needs:read", "needs:note", "contact:read", "contact:note"]
    assert asked() == rest
    gives(family, place, *asked(), days="14")
    assert asked() == rest  # that ends by itself: may be longer
    gives(family, place, *asked())
    assert asked() == []
    assert "Alles wat je kunt delen, staat open voor Vera." in family.parent.browser.get(path).content.decode()


def test_a_friend_who_has_the_story_is_offered_the_rest_behind_the_same_sentence(family):
    iris = make_person("Iris")
    family.ask_in(iris, Relation.FRIEND, may=(READ, NOTE))
    page = family.parent.browser.get(reverse("access", args=[family.id])).content.decode()
    before, more = page.split("Nog iets anders delen")
    assert 'name="may"' not in before and more.count('name="may"') == 6
    assert more.index("geen beroepsgeheim") < more.index('name="may"')


def test_what_somebody_may_stands_in_the_order_in_which_it_is_asked(family):
    _vera, place = midwife(family)
    for section in reversed(TO_GIVE):
        gives(family, place, f"{section}:note")
    page = family.parent.browser.get(reverse("access", args=[family.id])).content.decode()
    stand = [page.index(f"<span>{SECTION[section]}: iets noteren") for section in TO_GIVE]
    assert stand == sorted(stand)


def test_a_consent_may_begin_later_and_runs_from_then(family):
    vera, place = midwife(family)
    day = clock.today() + timedelta(days=10)
    for _ in range(2):  # a form sent twice is one consent
        gives(family, place, "balance:read", from_on=day.isoformat(), days="14")
    (late,) = [one for one in grants(family) if one.section == Section.BALANCE]
    assert late.until_at - late.from_at == timedelta(days=14) and not may(family, vera, Section.BALANCE)
    page = family.parent.browser.get(reverse("access", args=[family.id])).content.decode()
    assert re.search(r"Wat draagt, wat weegt: lezen<small>[^<]*vanaf ", page)


@pytest.mark.parametrize("day", [-1, 400])
def test_a_consent_begins_on_a_day_that_can_be(family, day):
    _vera, place = midwife(family)
    sent = (clock.today() + timedelta(days=day)).isoformat()
    response = gives(family, place, "needs:note", from_on=sent)
    page = response.content.decode()
    assert response.status_code == 422 and re.search(r'value="needs:note"[^>]*checked', page) and sent in page
    assert 'value="story:read"' not in page and len(grants(family)) == 1


def test_giving_in_four_cases(family):
    """Signed out, not allowed, allowed, and for a place that is not there."""
    vera, place = midwife(family)
    path = reverse("grant_create", args=[family.id, place])
    assert "/login/" in Client().post(path, {"may": ["balance:read"]}).headers["Location"]
    assert gives(family, place, "balance:read", who=vera).status_code == 404
    assert gives(family, vera.id, "balance:read").status_code == 404
    assert not may(family, vera, Section.BALANCE)
    assert gives(family, place, "balance:read").status_code == 302


# --- who can read this ------------------------------------------------------------------------


def test_who_can_read_is_said_of_the_part_that_is_asked_about(family):
    vera, _place = midwife(family)
    teacher = make_person("Juf", "teacher")
    family.ask_in(teacher, Relation.TEACHER, may=())
    gives(family, family.places[teacher.id], "balance:read")

    def readers(who, section) -> str:
        with who.acting() as signed:
            here = family.visit(who, signed)
            circle, places = circle_of(here), set(readers_of(here, section))
            return teller(circle, clock.today()).readers((one for one in circle.around if one.id in places), section)

    assert readers(vera, Section.STORY) == "Nina, Maaike en jij."
    assert readers(vera, Section.BALANCE) == "Nina, Maaike en Juf."
    assert readers(teacher, Section.BALANCE) == "Nina, Maaike en jij."
    assert readers(teacher, Section.STORY) == "Nina, Maaike en Vera."
    assert readers(family.parent, Section.NEEDS) == "Maaike en jij."


# --- somebody with another part than the story ------------------------------------------------


def test_who_has_another_part_and_not_the_story_meets_nothing_of_the_story(family):
    noted(family, family.parent, "Van thuis.", tone="strength")
    vera, place = midwife(family, may=())
    gives(family, place, "balance:read")
    page = vera.browser.get(reverse("family", args=[family.id])).content.decode()
    assert words_of(family, vera) == [] and "Van thuis." not in page
    for gone in (
        "Wat goed gaat",
        "De cirkel",
        "Wat jij noteerde",
        "Begin waar je wilt",
        "Iets noteren",
        "Maaike.",
        "Wie ziet deze",
    ):
        assert gone not in page.partition("<main")[2], gone
    assert "Jouw plaats in de kring" in page
    gives(family, place, "story:note")
    page = vera.browser.get(reverse("family", args=[family.id])).content.decode()
    assert "Wat jij noteerde" in page and "Van thuis." not in page
