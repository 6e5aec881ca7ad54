"""Whose words a note holds: before it is saved, as a page can tell. The database decides it (sql/quotations.sql)."""

from uuid import UUID

from django.db import connection

from stek.circle.queries import Around, Circle
from stek.circle.rules import MemberKind


def quotable(circle: Circle) -> dict[UUID, Around]:
    """By member: the adults with an account whose words become theirs to give when who looks notes that they told it."""
    visit = circle.visit
    mine = circle.by_place.get(visit.member_id) if visit.member_id else None
    return {
        one.member_id: one
        for one in circle.around
        if one.member_id and one.is_in(visit.at) and not one.is_new and one.person_id != visit.person
        and (mine is None or not mine.hidden or one.person_id in mine.known_to)
    }  # fmt: skip


def whose(circle: Circle, quoted: UUID | None, told_by: UUID | None) -> Around | None:
    """Whose it is when these are named; None: its author's. A child's words are the child's, whoever tells them."""
    if quoted and quoted in circle.by_member and circle.by_member[quoted].kind is MemberKind.CHILD:
        return None
    found = quotable(circle)
    return next((found[one] for one in (quoted, told_by) if one in found), None)


def first_readers(circle: Circle, quoted: UUID | None, told_by: UUID | None) -> tuple[Around, ...] | None:
    """Who reads it first when these are named, besides who writes; None where it is its author's. One statement at most."""
    if whose(circle, quoted, told_by) is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute("select stek.quoted_readers(%s, %s, %s)", [circle.visit.family, quoted, told_by])
        (found,) = cursor.fetchone()
    if found is None:
        return None
    return tuple(one for person, one in circle.by_person.items() if person in found and person != circle.visit.person)
