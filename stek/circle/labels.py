"""What codes are called on the screen."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stek.kit.texts import kept
from stek.policy import Purpose, Role, Section, Verb, is_own

from .rules import Carries, Line, Relation, Ring

# What stands behind a name: 'Iris, bevriend'. Right for everybody, whoever they are.
RELATION: dict[str, Promise] = {
    Relation.MOTHER: _("mama"),
    Relation.FATHER: _("papa"),
    Relation.PARENT: _("ouder"),
    Relation.GRANDMOTHER: _("grootmoeder"),
    Relation.GRANDFATHER: _("grootvader"),
    Relation.SIBLING: _("broer of zus"),
    Relation.FRIEND: _("bevriend"),
    Relation.KIN: _("familie"),
    Relation.MIDWIFE: _("vroedvrouw"),
    Relation.FAMILY_NURSE: _("verpleegkundige van Kind en Gezin"),
    Relation.GP: _("huisarts"),
    Relation.PAEDIATRICIAN: _("kinderarts"),
    Relation.PSYCHIATRIST: _("psychiater"),
    Relation.PSYCHOLOGIST: _("psycholoog"),
    Relation.PHYSIOTHERAPIST: _("kinesist"),
    Relation.SPEECH_THERAPIST: _("logopedist"),
    Relation.SOCIAL_WORKER: _("maatschappelijk werker"),
    Relation.FAMILY_SUPPORT: _("gezinsbegeleider"),
    Relation.UNIT_TEAM: _("team van de moeder-babyeenheid"),
    Relation.CHILDCARE: _("kinderopvang"),
    Relation.TEACHER: _("leerkracht"),
    Relation.MEETING_PLACE: _("ontmoetingsplek"),
}

# What one chooses from, before there is a name.
RELATION_TO_CHOOSE: dict[str, Promise] = RELATION | {
    Relation.FRIEND: _("vriend of vriendin"),
}

ROLE: dict[str, Promise] = {
    Role.PARENT: _("ouder"),
    Role.KIN: _("familie of vriend"),
    Role.PROFESSIONAL: _("zorgverlener of begeleider"),
}

SECTION: dict[str, Promise] = {
    Section.STORY: _("Het verhaal"),
    Section.BALANCE: _("Wat draagt, wat weegt"),
    Section.NEEDS: _("Noden en plan"),
    Section.CONTACT: _("Afspraken en contact"),
    Section.QUESTIONNAIRES: _("Vragenlijsten"),
    Section.VIDEO: _("Filmpjes"),
    Section.MESSAGES: _("Berichten"),
    Section.UNIT: _("De moeder-babyeenheid"),
}

VERB: dict[str, Promise] = {Verb.READ: _("lezen"), Verb.NOTE: _("iets noteren")}

PURPOSE: dict[str, Promise] = {
    Purpose.CARE: _("om er te zijn voor dit gezin"),
    Purpose.COPY: _("om een kopie te maken"),
    Purpose.HANDOVER: _("om door te geven aan wie de zorg overneemt"),
}

RING: dict[str, Promise] = {
    Ring.HOME: _("thuis"),
    Ring.NEAR: _("dichtbij"),
    Ring.FURTHER: _("verder weg"),
}

LINE: dict[str, Promise] = {
    Line.GIVES: _("geeft energie"),
    Line.ASKS: _("vraagt energie"),
    Line.CONTACT: _("er is contact"),
    Line.STARTING: _("begint pas"),
    Line.ASKED: _("gevraagd, nog geen antwoord"),
    Line.NOT_ASKED: _("nog niet gevraagd"),
}

CARRIES: dict[str, Promise] = {Carries.MUCH: _("draagt veel"), Carries.SOME: _("draagt wat")}


def section_label(section: str) -> str:
    return str(_("Alleen van mij")) if is_own(section) else str(SECTION[section])


@kept  # every name on a page asks
def relation_label(relation: str) -> str:
    """What stands behind a name, in the active language."""
    return str(RELATION[relation])


def marked(words: str, private: bool) -> str:
    """Words in a list, with in words that nobody else reads them, where that is so."""
    return str(_("{words} (alleen jij ziet dit)")).format(words=words) if private and words else words
