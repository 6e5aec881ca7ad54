"""Each person's own word: private until shared, the newest counts, the earlier ones stay; then and now."""

from stek.balance.models import Perspective
from stek.balance.queries import words_of
from stek.balance.rules import Holds, Side
from stek.balance.tests.builders import add, days_ago, end, in_the_balance, page_of, say
from stek.circle.tests.builders import make_family
from stek.kit.ids import uuid7


def words(family, who):
    with who.acting() as signed:
        return [(one.words, one.holds) for one in words_of(family.visit(who, signed))]


def send(family, who, **fields):
    return who.browser.post(f"/families/{family.id}/balance/words/new/", {"holds": "holds"} | fields)


def test_what_a_parent_says_is_private_unless_they_say_otherwise_and_what_a_carer_says_is_not(db):
    family = make_family("Nina", "Maaike")
    vera = in_the_balance(family)
    assert send(family, family.parent, words="Van mij.").status_code == 302
    assert send(family, vera, words="Van ons.").status_code == 302
    assert words(family, family.parents[1]) == [("Van ons.", Holds.HOLDS)]
    assert len(words(family, family.parent)) == 2


def test_the_newest_word_of_each_person_is_shown_and_the_earlier_ones_stay(db):
    family = make_family("Nina", "Maaike")
    say(family, family.parent, Holds.TOO_MUCH, "Op.", on=days_ago(30))
    say(family, family.parent, Holds.HOLDS, "Het gaat weer.", on=days_ago(1))
    say(family, family.parents[1], Holds.UNKNOWN, "Geen idee.")
    page = page_of(family, family.parents[1])
    assert page.index("Het gaat weer.") < page.index("Op.") and "Geen idee." in page
    assert len(words(family, family.parent)) == 3


def test_parents_may_differ_and_nothing_between_them_is_said(db):
    family = make_family("Nina", "Maaike")
    say(family, family.parent, Holds.TOO_MUCH)
    say(family, family.parents[1], Holds.HOLDS)
    page = page_of(family, family.parent)
    assert "Het is te veel" in page and "Het houdt" in page


def test_a_word_that_is_shared_stays_and_a_private_one_may_be_taken_back(db):
    family = make_family("Nina", "Maaike")
    mine, other = (say(family, family.parent, Holds.HOLDS, text, share=False) for text in ("Deel", "Weg"))
    path = f"/families/{family.id}/balance/words"
    for word, deed in ((mine, "sharing"), (other, "removal")):
        assert family.parent.browser.post(f"{path}/{word.id}/{deed}/").status_code == 302
    assert words(family, family.parents[1]) == words(family, family.parent) == [("Deel", Holds.HOLDS)]
    for word, status in ((mine, 403), (other, 404)):
        assert family.parent.browser.post(f"{path}/{word.id}/removal/").status_code == status


def test_the_same_form_sent_twice_is_one_word(db):
    family, id = make_family("Nina"), str(uuid7())
    for _ in range(2):
        assert send(family, family.parent, id=id, words="Eén keer.").status_code == 302
    assert words(family, family.parent) == [("Eén keer.", Holds.HOLDS)]


def test_nobody_says_it_for_somebody_else(db):
    family = make_family("Nina", "Maaike")
    send(family, family.parent, author_id=str(family.parents[1].id), readers="circle")
    with family.parent.acting():
        assert [row.author_id for row in Perspective.objects.all()] == [family.parent.id]


def test_two_days_side_by_side_tell_what_came_and_what_went(db):
    family = make_family("Nina", "Maaike")
    say(family, family.parent, Holds.TOO_MUCH, "Op.", on=days_ago(35))
    say(family, family.parent, Holds.HOLDS, "Het gaat weer.", on=days_ago(1))
    alone = add(family, family.parent, "Hele dagen alleen", side=Side.BURDEN, since=days_ago(60))
    end(family, family.parent, alone, days_ago(10))
    add(family, family.parents[1], "Maaike is woensdag thuis", since=days_ago(20))
    page = page_of(family, family.parents[1], f"then-and-now/?then={days_ago(35)}&now={days_ago(0)}")
    assert page.index("Kwam erbij") < page.index("Maaike is woensdag thuis") < page.index("Is voorbij")
    assert page.index("Is voorbij") < page.index("Hele dagen alleen") < page.index("Op.") < page.index("Het gaat weer.")
    assert "deden jullie zelf" in page
    before = page_of(family, family.parent, f"then-and-now/?then={days_ago(40)}&now={days_ago(36)}")
    assert "Maaike is woensdag thuis" not in before and "Op." not in before


def test_looking_back_begins_where_somebody_first_said_a_word(db):
    family = make_family("Nina")
    say(family, family.parent, Holds.TOO_MUCH, on=days_ago(50))
    assert f'value="{days_ago(50)}"' in page_of(family, family.parent, "then-and-now/")


def test_days_that_cannot_be_are_refused_in_words_and_the_page_stands(db):
    family = make_family("Nina")
    for asked in (
        "then=gisteren&now=",
        "then=9999-12-31&now=9999-12-31",
        f"then={days_ago(1)}&now={days_ago(9)}",
        "then=0001-01-01",
    ):
        response = family.parent.browser.get(f"/families/{family.id}/balance/then-and-now/?{asked}")
        assert response.status_code == 422 and "Kijk dit even na" in response.content.decode(), asked
