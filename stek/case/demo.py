"""The casebook as a demo: nine families, and the people who can sign in to look at them."""

from importlib.resources import files

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from stek.continuity.waiting import something_waits
from stek.kit import clock

from .accounts import NobodyByThatName, company, now
from .checking import check
from .loading import load

PASSWORD = "een-stekje-in-de-tuin"  # noqa: S105 - of people who do not exist

# Name, what they are, address: one of each kind, to see the same story with other eyes.
PEOPLE = (
    ("Nina", "mama van June", "nina@example.org"),
    ("Maaike", "de andere mama van June", "maaike@example.org"),
    ("Marijke", "vroedvrouw", "marijke@example.org"),
    ("Iris", "vriendin van Nina", "iris@example.org"),
    ("Helena", "kinderbegeleidster van Joyce", "helena@example.org"),
    ("Tine", "mama van Joyce", "tine@example.org"),
    ("Bram", "leerkracht van Marjolein en Boris", "bram@example.org"),
    ("Martine", "kinderarts van Leon", "martine@example.org"),
    ("Annelies", "kinderarts die klaarstaat voor Martine", "annelies@example.org"),
    ("Lien", "mama van Seppe", "lien@example.org"),
    ("Silke", "medewerker van het thuisteam van Seppe", "silke@example.org"),
    ("Lieve", "huisarts van Seppe", "lieve@example.org"),
    ("Pieter", "medewerker van de ontmoetingsplek", "pieter@example.org"),
)


def casebook() -> dict[str, bytes]:
    """The files of the casebook, by name, in order."""
    places = sorted((files("stek.case") / "casebook").iterdir(), key=lambda one: one.name)
    return {place.name: place.read_bytes() for place in places if place.name.endswith(".yaml")}


def load_all() -> None:
    """Every family of the casebook that is not there yet."""
    moment = now()
    cases = [check(data, now=moment, zone=timezone.get_current_timezone()) for data in casebook().values()]
    # Hashed once for all: argon2 takes its time, on purpose.
    load(cases, now=moment, password=make_password(PASSWORD))


def waiting() -> dict[str, bool]:
    """The addresses of the people on the list who are there, and whether something waits today. Of what, nothing is said.

    Raises CannotOpen when the families are locked with another key.
    """
    found = {}
    with company() as people, transaction.atomic():
        for _name, _kind, email in PEOPLE:
            try:
                signed = people.act(people.known(email))
            except NobodyByThatName:  # of a demo that was filled before they were in it
                continue
            found[email] = something_waits(signed, clock.today())
    return found
