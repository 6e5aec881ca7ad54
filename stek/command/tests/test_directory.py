"""`stek directory`: what somebody at a terminal reads, and what is changed."""

import io
import json
import sys

import pytest

from stek.circle.tests.builders import make_person
from stek.command import main
from stek.directory.demo import EDITOR, region
from stek.directory.models import Offer
from stek.directory.tests.builders import make_offer
from stek.people.models import Person


@pytest.fixture
def file(tmp_path):
    def made(data: bytes, name: str = "aanbod.csv") -> str:
        path = tmp_path / name
        path.write_bytes(data)
        return str(path)

    return made


def test_a_region_goes_in_and_comes_out_in_both_forms(db, file, capfd):
    assert main(["directory", "load", file(region())]) == 0
    new = Offer.objects.count()
    assert capfd.readouterr().out == f"Ingelezen. Nieuw: {new}. Bijgewerkt: 0.\n"
    for words, name in ((["--json"], "x.json"), ([], "x.csv")):
        assert main(["directory", "dump", *words]) == 0
        data = capfd.readouterr().out.encode()
        assert main(["directory", "load", file(data, name)]) == 0
        assert capfd.readouterr().out == f"Ingelezen. Nieuw: 0. Bijgewerkt: {new}.\n"
    assert len(json.loads(_dumped(capfd))["services"]) == new


def _dumped(capfd) -> str:
    main(["directory", "dump", "--json"])
    return capfd.readouterr().out


def test_what_comes_in_through_the_pipe_is_read_too(db, capfd, monkeypatch):
    data = "organisatie;aanbod\nCafé;Élan\n".encode("cp1252")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert main(["directory", "load", "-"]) == 0
    assert "oude Windows-letters" in capfd.readouterr().out and Offer.objects.get().name == "Élan"


def test_everything_that_is_wrong_is_told_and_nothing_changes(db, file, capfd):
    rows = "".join(f"O;A{n};9\n" for n in range(203))
    assert main(["directory", "load", file(f"organisatie;aanbod;lijn\nGoed;Goed;1\n{rows}".encode())]) == 1
    told = capfd.readouterr().err.splitlines()
    assert told[0] == "rij 3, lijn: Dit moet een getal zijn van 0 tot 3." and len(told) == 202
    assert told[-2:] == ["En nog 3 andere.", "Er is niets veranderd."] and not Offer.objects.exists()


@pytest.mark.parametrize(
    ("data", "told"), [(b"{", "geen goede JSON"), (b"PK\x03\x04", "werkblad"), (None, "Dat lukte niet")]
)
def test_a_file_that_cannot_be_read_is_told(db, file, tmp_path, capfd, data, told):
    path = str(tmp_path / "nergens.csv") if data is None else file(data)
    assert main(["directory", "load", path]) == 1
    assert told in capfd.readouterr().err


def test_an_editor_is_made_and_ended(db, superuser, capfd):
    person, offer = make_person("Els").person, make_offer(organisatie="De Kade")
    told = []
    for words in ([], [], ["--organisation", "De Kade"], ["--end"], ["--end"]):
        assert main(["directory", "editor", person.email.upper(), *words]) == 0
        told.append(capfd.readouterr().out.removeprefix(person.email.upper()).strip())
    assert told == [
        "houdt nu de hele gids bij.", "hield de hele gids al bij.", "houdt nu het aanbod van De Kade bij.",
        "houdt de hele gids niet langer bij.", "hield de hele gids niet bij.",
    ]  # fmt: skip
    rows = superuser.execute("select organisation_id from directory_editor where until_at is null").fetchall()
    assert rows == [(offer.initiative.organisation_id,)]


@pytest.mark.parametrize("words", [["niemand@example.org"], ["els@example.org", "--organisation", "Nergens"]])
def test_who_or_what_is_not_there_cannot_be_given_a_right(db, superuser, capfd, words):
    Person.objects.create_user("els@example.org", None, name="Els")
    assert main(["directory", "editor", *words]) == 1
    assert f"We vinden '{words[-1]}' niet." in capfd.readouterr().err
    assert superuser.execute("select count(*) from directory_editor").fetchone() == (0,)


def test_the_demo_knows_its_editor():
    from stek.case import demo

    assert EDITOR in {email for _, _, email in demo.PEOPLE}
