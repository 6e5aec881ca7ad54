"""A promise in a whole sentence, true for each who reads it: who does it, whom it is for, and anybody else."""

from datetime import timedelta

import pytest

from stek.circle.queries import circle_of
from stek.circle.rules import Relation
from stek.circle.tests.builders import make_family, make_person
from stek.continuity.cares import cares_now
from stek.continuity.machines import Step
from stek.continuity.queries import contact_of
from stek.continuity.rules import Way
from stek.continuity.saying import HAPPENS, Voice
from stek.continuity.telling import Teller
from stek.continuity.tests.builders import handed_over, let, moved, promised
from stek.kit import clock


@pytest.fixture
def around(db):
    family, vera = make_family("Nina", "Maaike"), make_person("Vera", "midwife")
    iris = make_person("Iris")
    family.ask_in(vera)
    family.ask_in(iris, Relation.FRIEND)
    for one in (vera, iris):
        let(family, one)
    return family, vera, iris


def read_by(family, who, row) -> str:
    """The sentence as it stands on the page of the agreement."""
    page = who.browser.get(f"/families/{family.id}/contact/follow-ups/{row.id}/").content.decode()
    found = page[page.index("<dt>Hoe</dt>") :]
    return found[found.index('auto">') + 6 : found.index("</dd>")]


# By way: as Vera reads her own, as Nina reads it, as Iris does.
HERS = {
    Way.VISIT: ("Jij gaat morgen langs bij Nina en Maaike.", "Vera komt morgen bij jullie langs.", "Vera gaat morgen langs bij Nina en Maaike."),
    Way.CALL: ("Jij belt morgen met Nina en Maaike.", "Vera belt jullie morgen.", "Vera belt morgen met Nina en Maaike."),
    Way.MESSAGE: ("Jij stuurt morgen een berichtje naar Nina en Maaike.", "Vera stuurt jullie morgen een berichtje.", "Vera stuurt morgen een berichtje naar Nina en Maaike."),
    Way.TOGETHER: ("Jij hebt morgen overleg met Nina en Maaike.", "Vera heeft morgen overleg met jullie.", "Vera heeft morgen overleg met Nina en Maaike."),
    Way.OWN: ("Jij regelt morgen iets voor Nina en Maaike.", "Vera regelt morgen iets voor jullie.", "Vera regelt morgen iets voor Nina en Maaike."),
}  # fmt: skip
# By way: as Nina reads her own, and as Maaike and Vera read it.
A_PARENTS = {
    Way.VISIT: ("Jij hebt morgen een afspraak.", "Nina heeft morgen een afspraak."),
    Way.CALL: ("Jij belt morgen.", "Nina belt morgen."),
    Way.MESSAGE: ("Jij stuurt morgen een berichtje.", "Nina stuurt morgen een berichtje."),
    Way.TOGETHER: ("Jij hebt morgen overleg.", "Nina heeft morgen overleg."),
    Way.OWN: ("Jij regelt morgen iets.", "Nina regelt morgen iets."),
}


def test_what_a_carer_promised_is_told_to_each_in_their_own_voice(around):
    family, vera, iris = around
    for way, said in HERS.items():
        row = promised(family, vera, way=way, due_on=clock.today() + timedelta(days=1))
        assert tuple(read_by(family, who, row) for who in (vera, family.parent, iris)) == said


def test_a_parents_own_appointment_is_told_rightly_to_each(around):
    """A visit of the midwife that stands in Nina's name is not Nina's visit to somebody."""
    family, vera, _iris = around
    nina, maaike = family.parents
    for way, (own, others) in A_PARENTS.items():
        row = promised(family, nina, way=way, due_on=clock.today() + timedelta(days=1))
        assert tuple(read_by(family, who, row) for who in (nina, maaike, vera)) == (own, others, others)
    home = nina.browser.get("/").content.decode()
    assert "Jij hebt morgen een afspraak." in home and "langs" not in home


def test_every_way_is_said_in_every_voice_before_and_after_its_day():
    assert set(HAPPENS) == {(voice, way) for voice in Voice for way in Way}
    for (voice, way), sentences in HAPPENS.items():
        for sentence in map(str, sentences):
            assert "{day}" in sentence and sentence.endswith("."), (voice, way)
            assert ("{who}" in sentence) is (voice not in (Voice.MINE, Voice.MINE_AT_HOME)), (voice, way)
            assert ("{home}" in sentence) is (voice in (Voice.MINE, Voice.TO_THEM)), (voice, way)


def test_a_handover_is_told_in_the_voice_of_who_reads_it(around):
    family, vera, _iris = around
    gust = make_person("Gust", "gp")
    family.ask_in(gust, Relation.GP)
    let(family, gust)
    row = handed_over(family, vera, gust)

    def page(who) -> str:
        return who.browser.get(f"/families/{family.id}/contact/handovers/{row.id}/").content.decode()

    for step, who in ((Step.AGREE, family.parent), (Step.ACCEPT, gust)):
        moved(family, row, step, who)
    assert "Tot dan blijf jij de vaste persoon." in page(vera) and "Tot dan blijft jij" not in page(vera)
    assert "Tot dan blijft Vera (vroedvrouw) de vaste persoon." in page(family.parent)
    for step in (Step.MEET, Step.CLOSE):
        moved(family, row, step, gust)
    assert "Jij werd toen de vaste persoon voor dit gezin." in page(gust) and "Jij is" not in page(gust)
    assert "Gust (huisarts) werd toen de vaste persoon voor jullie." in page(family.parent)
    assert "Gust (huisarts) werd toen de vaste persoon voor het gezin." in page(vera)


def test_who_is_there_now_is_said_to_each_in_their_own_voice(around):
    family, vera, iris = around

    def said(who) -> str:
        with who.acting() as signed:
            here = family.visit(who, signed)
            tell = Teller(circle_of(here), clock.today(), contact_of(here))
            return cares_now(tell, {one.id for one in tell.circle.around})

    assert said(vera) == "Jij bent nu de vaste persoon voor dit gezin."
    assert said(family.parent) == "Voor jullie is er nu: Vera (vroedvrouw)."
    gust = make_person("Gust", "gp")
    family.ask_in(gust, Relation.GP)
    assert said(vera) == "Jij bent er nu voor dit gezin, samen met Gust (huisarts)."
    assert said(iris) == "Voor dit gezin is er nu: Vera (vroedvrouw) en Gust (huisarts)."
