"""One way to name and order a case, whoever wrote it: the same content gives the same file. Pure."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from .shape import Case, Note

KINDS = ("child", "parent", "kin")
EVER = date.max


def named(case: Case) -> Case:
    """The same case with short keys, in order of time. People who stand nowhere in it are left out."""
    inside = {case.founder, *(place.who for place in case.circle)}
    accounts = sorted(
        (one for key, one in case.people.items() if key in inside), key=lambda one: (one.name.casefold(), one.email)
    )
    who = _keys((one.key, one.name) for one in accounts)
    members = sorted(
        case.members.values(),
        key=lambda one: (KINDS.index(one.kind), one.born or one.due or EVER, one.called, one.person),
    )
    whom = _keys((one.key, one.called) for one in members)
    who[""] = whom[""] = ""
    nameless = dict.fromkeys((note.key for note in case.story), "")
    # Told in the order of what happened; of the same moment, in one order that does not depend on keys.
    notes = sorted(
        case.story, key=lambda note: (note.first.on, note.first.written, repr(_renamed(note, who, whom, nameless)))
    )
    pointed = {key for moving in case.moves for key in (moving.start, moving.end)} | {
        hiding.note for hiding in case.seals
    }
    what = {note.key: f"n{number}" if note.key in pointed else "" for number, note in enumerate(notes, 1)} | {"": ""}
    return Case(
        founder=who[case.founder],
        relation=case.relation,
        zone=case.zone,
        founded=case.founded,
        people={who[one.key]: replace(one, key=who[one.key]) for one in accounts},
        members={whom[one.key]: replace(one, key=whom[one.key], person=who.get(one.person, "")) for one in members},
        circle=_sorted(
            replace(
                place, who=who[place.who], invited_by=who[place.invited_by], until_by=who[place.until_by],
                grants=_sorted(
                    replace(grant, by=who[grant.by], withdrawn_by=who[grant.withdrawn_by]) for grant in place.grants
                ),
            )
            for place in case.circle
        ),
        around=_sorted(
            replace(bond, by=who[bond.by], who=who[bond.who], toward=whom[bond.toward], until_by=who[bond.until_by])
            for bond in case.around
        ),
        story=tuple(_renamed(note, who, whom, what) for note in notes),
        moves=_sorted(
            replace(moving, start=what[moving.start], end=what[moving.end], by=who[moving.by]) for moving in case.moves
        ),
        seals=_sorted(
            replace(
                hiding, hidden_from=who[hiding.hidden_from], by=who[hiding.by], who=who[hiding.who], note=what[hiding.note]
            )
            for hiding in case.seals
            if not hiding.note or hiding.note in what
        ),
        birth=case.birth,
    )  # fmt: skip


def _renamed(note: Note, who: dict[str, str], whom: dict[str, str], what: dict[str, str]) -> Note:
    versions = tuple(
        replace(
            one, about=tuple(sorted(whom[key] for key in one.about)), quote=whom[one.quote], domains=tuple(sorted(one.domains))
        )
        for one in note.versions
    )  # fmt: skip
    return Note(what[note.key], who[note.by], versions, note.shared)


def _sorted[T](values: Iterable[T]) -> tuple[T, ...]:
    """In order of time where they have one; then of everything else they say."""
    found = list(values)
    moment: Callable[[T], str] = lambda one: str(getattr(one, "since", None) or getattr(one, "on", ""))  # noqa: E731
    return tuple(sorted(found, key=lambda one: (moment(one), repr(one))))


def _keys(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """A word for each name: 'Nina', 'nina'; the second Nina is 'nina-2'."""
    found: dict[str, str] = {}
    for key, name in names:
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        word = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:30].strip("-")
        word = word if word[:1].isalpha() else f"x-{word}".strip("-")
        taken, number = word, 1
        while taken in found.values():
            number += 1
            taken = f"{word}-{number}"
        found[key] = taken
    return found
