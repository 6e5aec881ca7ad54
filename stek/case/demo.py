"""The casebook as a demo: nine families, and the people who can sign in to look at them."""

from importlib.resources import files

from django.contrib.auth.hashers import make_password
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stek.kit import clock

from .checking import check
from .loading import AlreadyThere, load

PASSWORD = "een-stekje-in-de-tuin"  # noqa: S105 - of people who do not exist

# Name, what they are, address: one of each kind, to see the same story with other eyes.
PEOPLE = (
    ("Nina", _("mama van June"), "nina@example.org"),
    ("Maaike", _("de andere mama van June"), "maaike@example.org"),
    ("Iris", _("vriendin van Nina"), "iris@example.org"),
    ("Marijke", _("vroedvrouw"), "marijke@example.org"),
    ("Helena", _("kinderbegeleidster in de opvang van Joyce"), "helena@example.org"),
    ("Tine", _("mama van Joyce"), "tine@example.org"),
    ("Bram", _("leerkracht van Marjolein en Boris"), "bram@example.org"),
    ("Martine", _("kinderarts van Leon"), "martine@example.org"),
    ("Pieter", _("medewerker van de ontmoetingsplek"), "pieter@example.org"),
)


def load_all() -> None:
    """Every family of the casebook that is not there yet."""
    password = make_password(PASSWORD)  # once: argon2 takes its time, on purpose
    for file in sorted((files("stek.case") / "casebook").iterdir(), key=lambda one: one.name):
        if file.name.endswith(".yaml"):
            case = check(file.read_bytes(), now=clock.now(), zone=timezone.get_current_timezone())
            try:
                load(case, now=clock.now(), password=password)
            except AlreadyThere:
                continue
