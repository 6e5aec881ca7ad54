"""What a parent can give: which parts of the record, for what, and which of them are offered first to whom.

A part that is added to Stek is given from every page with one line in `TO_GIVE`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stek.kit.forms import Form
from stek.policy import Section, Verb

from .labels import SECTION
from .rules import Relation

# In the order in which a parent is asked, with what stands in each.
TO_GIVE: dict[str, Promise] = {
    Section.STORY: _("Wat mensen opmerken, en wie er rond het gezin staat."),
    Section.BALANCE: _("Wat het gezin draagt, en wat zwaar is."),
    Section.NEEDS: _("Wat het gezin nodig heeft, en wat er samen gebeurt."),
    Section.CONTACT: _("Wie wat doet tegen wanneer, welke hulp gevraagd is, en wie overneemt."),
}
MAY: dict[Verb, Promise] = {Verb.READ: _("Lezen"), Verb.NOTE: _("Iets noteren")}
# Who is bound by professional secrecy (article 458 of the Criminal Code; a jurist still has to go through the list).
# Childcare, schools and meeting places generally have a duty of discretion instead, kin and friends neither.
BOUND_TO_SECRECY = frozenset(
    {
        Relation.MIDWIFE, Relation.FAMILY_NURSE, Relation.GP, Relation.PAEDIATRICIAN, Relation.PSYCHIATRIST,
        Relation.PSYCHOLOGIST, Relation.PHYSIOTHERAPIST, Relation.SPEECH_THERAPIST, Relation.SOCIAL_WORKER,
        Relation.FAMILY_SUPPORT, Relation.UNIT_TEAM,
    }
)  # fmt: skip

KIN = frozenset({Relation.GRANDMOTHER, Relation.GRANDFATHER, Relation.SIBLING, Relation.FRIEND, Relation.KIN})

FROM_THE_BEGINNING, FROM_TODAY = "", "today"
SINCE = [
    (FROM_THE_BEGINNING, _("Ook wat er al staat")),
    (FROM_TODAY, _("Alleen wat er vanaf dan bij komt")),
]

Given = tuple[Section, Verb]
A_YEAR = timedelta(days=365)


def code(section: str, verb: str) -> str:
    return f"{section}:{verb}"


# What is ticked for who chooses part by part: writing down what one noticed, and nothing to read.
EXPECTED = (code(Section.STORY, Verb.NOTE),)


def offered_first(relation: str) -> frozenset[str]:
    """The parts that are offered: all to who is bound by secrecy, else the story. The others are one press away, with
    `unbound` beside them, and nothing in them is ticked."""
    return frozenset(TO_GIVE) if relation in BOUND_TO_SECRECY else frozenset({str(Section.STORY)})


def whole_of(relation: str) -> list[Given]:
    """What a parent gives with one press: to read and to note in what is offered."""
    return [(Section(section), verb) for section in TO_GIVE if section in offered_first(relation) for verb in MAY]


# A jurist still has to read these sentences.
_AT_WORK = _(
    "Wie in de opvang, op school of op een ontmoetingsplek werkt, moet discreet zijn, maar heeft meestal geen"
    " beroepsgeheim, zoals een arts of een vroedvrouw dat heeft."
)
_CLOSE_BY = _("Familie en vrienden hebben geen beroepsgeheim, zoals een arts of een vroedvrouw dat heeft.")


def unbound(relation: str) -> Promise | str:
    """That this person has no professional secrecy; empty where they have."""
    if relation in BOUND_TO_SECRECY:
        return ""
    return _CLOSE_BY if relation in KIN else _AT_WORK


def by_section(given: Iterable[Given]) -> dict[Section, list[Verb]]:
    """What was given, as one consent for each part."""
    found: dict[Section, list[Verb]] = {}
    for section, verb in given:
        found.setdefault(section, []).append(verb)
    return found


def _given(text: str) -> Given:
    section, _colon, verb = text.partition(":")
    return Section(section), Verb(verb)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the record on a form."""

    called: str
    holds: str
    options: tuple[Any, ...]
    ticked: bool


class MayField(forms.TypedMultipleChoiceField):
    """Who may what, part by part. Cleans to pairs of a section and a verb."""

    def __init__(self, **more: Any):
        super().__init__(
            label=_("Wat mag hij of zij"), coerce=_given, widget=forms.CheckboxSelectMultiple,
            choices=[(code(section, verb), label) for section in TO_GIVE for verb, label in MAY.items()],
            **more,
        )  # fmt: skip


class GivingForm(Form):
    """A form with a `may`, shown part by part, as it is offered to who is this to the family: `whose`."""

    whose: str  # what they are to the family

    def ask_about(self, children: Iterable[tuple[str, str]]) -> None:
        """Asks which children, where there are several, and whether it reaches back. `children`: id and name."""
        named = list(children)
        self.fields["children"] = forms.TypedMultipleChoiceField(
            label=_("Over welke kinderen"), coerce=UUID, choices=named, initial=[id for id, _called in named],
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Alle kinderen aangeduid: dan ook wat over niemand apart gaat, en een kind dat later komt."),
            error_messages={"required": _("Kies over welke kinderen het gaat.")},
        )  # fmt: skip
        self.fields["since"] = forms.ChoiceField(
            label=_("Vanaf wanneer"),
            choices=SINCE,
            required=False,
            initial=FROM_THE_BEGINNING,
            widget=forms.RadioSelect,
        )
        # A form that was not asked this is about all of them; a browser sends no tick of a list where all were taken away.
        if len(named) < 2 or (self.is_bound and "about" not in self.data):
            del self.fields["children"]

    def about(self) -> dict[str, Any]:
        """Of a form that is valid: which children (None: all) and whether it reaches back, as `actions.give` takes it."""
        chosen = self.cleaned_data.get("children")
        some = chosen is not None and {*map(str, chosen)} < {*self.fields["children"].initial}
        return {"children": chosen if some else None, "reaches_back": self.cleaned_data.get("since") != FROM_TODAY}

    def _parts(self, sections: Iterable[str]) -> Iterator[Part]:
        if "may" not in self.fields:
            return
        options = self["may"].subwidgets
        for section, holds in TO_GIVE.items():
            of_this = tuple(option for option in options if _section(option) == section)
            if section in sections and of_this:
                ticked = any(option.data["selected"] for option in of_this)
                yield Part(str(SECTION[section]), str(holds), of_this, ticked)

    def parts_first(self) -> list[Part]:
        return list(self._parts(offered_first(self.whose)))

    def parts_more(self) -> list[Part]:
        """What stands behind one press, beside what `unbound` says."""
        return list(self._parts(frozenset(TO_GIVE) - offered_first(self.whose)))

    def more_is_open(self) -> bool:
        """Nothing that is ticked is folded away."""
        return any(part.ticked for part in self.parts_more())

    def unbound(self) -> Promise | str:
        return unbound(self.whose)


def _section(option: Any) -> str:
    return str(option.data["value"]).partition(":")[0]
