"""What a parent can give: which parts of the record, for what, and which of them are offered first to whom.

A part that is added to Stek is given from every page with one line in `TO_GIVE`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

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
# For all others a parent opens the rest of the list: who minds a child, teaches or drops in seldom needs it.
CARES = frozenset(
    {
        Relation.MIDWIFE, Relation.FAMILY_NURSE, Relation.GP, Relation.PAEDIATRICIAN, Relation.PSYCHIATRIST,
        Relation.PSYCHOLOGIST, Relation.PHYSIOTHERAPIST, Relation.SPEECH_THERAPIST, Relation.SOCIAL_WORKER,
        Relation.FAMILY_SUPPORT, Relation.UNIT_TEAM,
    }
)  # fmt: skip

Given = tuple[Section, Verb]


def code(section: str, verb: str) -> str:
    return f"{section}:{verb}"


# What is ticked before a parent chose anything: writing down what one noticed, and nothing to read.
EXPECTED = (code(Section.STORY, Verb.NOTE),)


def offered_first(relation: str) -> frozenset[str]:
    """The parts that stand open on the page; the others are one press away, and nothing in them is ticked."""
    return frozenset(TO_GIVE) if relation in CARES else frozenset({str(Section.STORY)})


def by_section(given: Iterable[Given]) -> dict[Section, list[Verb]]:
    """What was ticked, as one consent for each part."""
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
    is_first: bool


class MayField(forms.TypedMultipleChoiceField):
    """Who may what, part by part. Cleans to pairs of a section and a verb."""

    def __init__(self, **more: Any):
        super().__init__(
            label=_("Wat mag hij of zij"), coerce=_given, widget=forms.CheckboxSelectMultiple,
            choices=[(code(section, verb), label) for section in TO_GIVE for verb, label in MAY.items()],
            **more,
        )  # fmt: skip


class GivingForm(Form):
    """A form with a `may`, shown part by part."""

    first: frozenset[str] = frozenset(TO_GIVE)

    def _parts(self) -> Iterator[Part]:
        if "may" not in self.fields:
            return
        options = self["may"].subwidgets
        ticked = {_section(option) for option in options if option.data["selected"]}
        for section, holds in TO_GIVE.items():
            of_this = tuple(option for option in options if _section(option) == section)
            if of_this:
                is_first = section in self.first or section in ticked
                yield Part(str(SECTION[section]), str(holds), of_this, is_first)

    def parts_first(self) -> list[Part]:
        """What stands open; everything, where there would be nothing else to see."""
        every = list(self._parts())
        return [part for part in every if part.is_first] or every

    def parts_more(self) -> list[Part]:
        every = list(self._parts())
        return [part for part in every if not part.is_first] if any(part.is_first for part in every) else []


def _section(option: Any) -> str:
    return str(option.data["value"]).partition(":")[0]
