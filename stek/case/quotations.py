"""Whose words a note of a file holds: theirs to give, as in the record (story/sql/quotations.sql)."""

from collections.abc import Mapping

from stek.circle.rules import MemberKind

from .shape import Note, OfFamily


def whose(members: Mapping[str, OfFamily], note: Note) -> str:
    """The account of who told it, or whose own words it is, by what was said when it was shared; empty: it is its author's,
    as what is about safety always is. A child's words are the child's.
    """
    if note.shared is None or note.safety:
        return ""
    before = [note.first, *(one for one in note.versions[1:] if one.written < note.shared)]
    return next(filter(None, (_of(members, note.by, one.quote, one.told_by) for one in reversed(before))), "")


def _of(members: Mapping[str, OfFamily], by: str, *named: str) -> str:
    quoted = members.get(named[0])
    if quoted and quoted.kind == MemberKind.CHILD:
        return ""
    found = (members[key].person for key in named if key in members)
    return next((person for person in found if person and person != by), "")
