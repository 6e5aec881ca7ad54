"""Nothing of care is overwritten: a correction stands before what it corrects, and both can be read."""

from functools import partial

from stek.circle.models import Grant
from stek.circle.rules import Relation
from stek.circle.tests.builders import make_family, make_person
from stek.kit.ids import uuid7
from stek.policy import Verb
from stek.story.models import Observation
from stek.story.queries import versions
from stek.story.tests.sending import at_once, links_of, noted, story_of, without, words_of


def correct(family, who, note, words="Ze lachte naar de lamp.", **fields):
    return who.browser.post(f"/families/{family.id}/observations/{note}/correction/", {"words": words} | fields)


def versions_of(family, who, thread):
    with who.acting() as signed:
        return [one.words for one in versions(family.visit(who, signed), thread)]


def page_of(family, who, id):
    return who.browser.get(f"/families/{family.id}/observations/{id}/").content.decode()


def test_both_versions_are_readable_the_newer_one_first(db):
    family = make_family("Nina", "Maaike")
    id = noted(family, family.parent, "Ze lachte.")
    assert correct(family, family.parent, id).status_code == 302
    for who in family.parents:
        assert words_of(family, who) == ["Ze lachte naar de lamp."]
        for address in (id, story_of(family, who)[0].id):  # the old link leads there too
            page = page_of(family, who, address)
            assert page.index("Ze lachte naar de lamp.") < page.index("Ze lachte.</p>")


def test_a_correction_of_a_correction(db):
    family = make_family("Nina")
    id = thread = noted(family, family.parent, "één")
    for words in ("twee", "drie"):
        id = correct(family, family.parent, id, words).headers["Location"].split("/")[4]
    assert versions_of(family, family.parent, thread) == ["drie", "twee", "één"]


def test_everything_that_was_chosen_is_in_the_form_again(db):
    family = make_family("Nina", "Maaike")
    id = noted(
        family, family.parent, "Hij zei dat.", quoted="somebody_else", quoted_as="tante <Rita>", tone="worry",
        knowing="heard", small_success="on", domains=["sleep", "crying"], lane="relation", about=str(family.child),
        happened_on="2026-11-01",
    )  # fmt: skip
    page = family.parent.browser.get(f"/families/{family.id}/observations/{id}/correction/").content.decode()
    for piece in (
        'value="worry" required id="f_tone_3" checked', 'value="heard"', "tante &lt;Rita&gt;", 'value="2026-11-01"',
        "Hij zei dat.</textarea>",
    ):  # fmt: skip
        assert piece.replace(" required", "") in page.replace(" required", ""), piece
    checked = page.count("checked")
    assert checked >= 7  # tone, knowing, small success, two domains, lane, about, quoted
    assert (
        correct(family, family.parent, id, "Hij zei dit.", quoted="somebody_else", quoted_as="tante Rita").status_code
        == 302
    )
    assert story_of(family, family.parent)[0].quoted_as == "tante Rita"


def test_two_devices_that_correct_the_same_are_shown_both_texts(db):
    family = make_family("Nina")
    id = noted(family, family.parent, "Ze lachte.")
    correct(family, family.parent, id, "Van de telefoon.")
    response = correct(family, family.parent, id, "Van de computer.")
    page = response.content.decode()
    assert response.status_code == 409
    assert "Van de telefoon." in page and "Van de computer.</textarea>" in page and "intussen" in page
    assert words_of(family, family.parent) == ["Van de telefoon."]
    newest = story_of(family, family.parent)[0].id
    assert f"/observations/{newest}/correction/" in page  # what is sent now corrects what stands there now
    assert correct(family, family.parent, newest, "Van allebei.").status_code == 302
    assert versions_of(family, family.parent, id) == ["Van allebei.", "Van de telefoon.", "Ze lachte."]


def test_in_the_very_same_moment_one_of_the_two_is_asked_to_look(db):
    family = make_family("Nina")
    id = noted(family, family.parent, "Ze lachte.")
    path = f"/families/{family.id}/observations/{id}/correction/"
    browsers = [family.parent.browser, family.parent.browser]
    given = at_once(*[partial(browser.post, path, {"words": f"tekst {n}"}) for n, browser in enumerate(browsers)])
    assert sorted(response.status_code for response in given) == [302, 409]
    assert len(versions_of(family, family.parent, id)) == 2


def test_sent_twice_a_correction_is_one(db):
    family = make_family("Nina")
    id, form = noted(family, family.parent), {"id": str(uuid7())}
    given = [correct(family, family.parent, id, **form) for _ in range(3)]
    assert len({response.headers["Location"] for response in given}) == 1
    assert len(versions_of(family, family.parent, id)) == 2


def test_a_refused_correction_keeps_the_text(db):
    family = make_family("Nina")
    id = noted(family, family.parent)
    for words, day in (("x" * 20_001, ""), ("Wat ik wou zeggen.", "9999-01-01")):
        response = correct(family, family.parent, id, words, happened_on=day)
        assert response.status_code == 422 and words in response.content.decode()


def test_only_who_wrote_it_corrects_it(db):
    family = make_family("Nina", "Maaike")
    id = noted(family, family.parent)
    response = correct(family, family.parents[1], id)
    assert response.status_code == 403 and "Alleen wie iets schreef" in response.content.decode()
    assert versions_of(family, family.parent, id) == ["Ze lachte."]


def test_a_correction_is_as_private_as_what_it_corrects(db):
    family = make_family("Nina", "Maaike")
    id = noted(family, family.parent, readers="me")
    correct(family, family.parent, id, readers="circle")
    assert words_of(family, family.parents[1]) == []
    with family.parent.acting():
        assert not Observation.objects.filter(shared_at__isnull=False).exists()


def test_a_correction_of_what_was_hidden_stays_hidden(db):
    family = make_family("Nina", "Maaike")
    id = noted(family, family.parent, **without(family, family.parent, family.parents[1]))
    correct(family, family.parent, id)
    assert words_of(family, family.parents[1]) == []
    assert family.parents[1].browser.get(f"/families/{family.id}/observations/{id}/").status_code == 404


def test_a_link_leads_to_the_newest_version(db):
    family = make_family("Nina")
    first, second = noted(family, family.parent, "Ze sliep weinig."), noted(family, family.parent, "Ik ben moe.")
    sent = {"from_thread": first, "to_thread": second, "certainty": "told"}
    family.parent.browser.post(f"/families/{family.id}/influences/new/", sent)
    correct(family, family.parent, first, "Ze sliep te weinig.")
    assert len(links_of(family, family.parent)) == 1
    assert "Ze sliep te weinig." in page_of(family, family.parent, second)


def test_after_the_consent_is_gone_a_correction_is_refused_with_the_words(db):
    family, vera = make_family("Nina"), make_person("Vera", "midwife")
    place = family.ask_in(vera, Relation.MIDWIFE)
    id = noted(family, vera)
    with family.parent.acting():
        grant = Grant.objects.get(circle_member_id=place)
    family.parent.browser.post(f"/families/{family.id}/grants/{grant.id}/withdrawal/")
    response = correct(family, vera, id, "Nog iets.")
    assert response.status_code == 403 and "Nog iets." in response.content.decode()
    assert Verb.NOTE in grant.verbs
