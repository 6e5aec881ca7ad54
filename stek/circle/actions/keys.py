"""The keys of all families, and of drafts: wrapped anew, looked after, destroyed. For the operator, at a command line.

Runs as the owner of the tables (the alias `owner`), outside any family and with nobody signed in.
What it touches are wrapped keys; it reads no word of anybody.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from stek.kit.keyring import keyring
from stek.kit.sealed import CannotOpen
from stek.people.models import Draft

from ..models import FamilyKey, GlassReason

OWNER = "owner"
AT_ONCE = 500


class NoSuchKey(Exception):
    """This family has no key: it never was, or its words were destroyed before."""


@dataclass(frozen=True, slots=True)
class Verified:
    """How it stands with the keys of all families, under the keyring of now."""

    families: int
    keys: int
    older: int  # open, with a key-encryption key that is no longer the current one
    shut: tuple[UUID, ...]  # families with a key that opens with none
    shut_drafts: int = 0  # what somebody typed and did not save, or gave as a reason, of which the key opens with none


def verify_keys() -> Verified:
    ring, families, keys, older, shut = keyring(), set(), 0, 0, []
    for row in _all():
        families.add(row.family_id)
        keys += 1
        try:
            ring.unwrap(row.family_id, row.version, row.wrapped)
        except CannotOpen:
            shut.append(row.family_id)
        else:
            older += not ring.is_current(row.family_id, row.version, row.wrapped)
    shut_drafts = 0
    for one in _with_a_key_of_their_own():
        try:
            ring.unwrap(one.id, 1, one.key_wrapped)
        except CannotOpen:
            shut_drafts += 1
        else:
            older += not ring.is_current(one.id, 1, one.key_wrapped)
    return Verified(len(families), keys, older, tuple(dict.fromkeys(shut)), shut_drafts)


def rotate_keys() -> int:
    """Wrap every data key with the current key-encryption key. Gives how many were wrapped anew.

    The data keys stay as they are, so not one sealed word is touched, and Stek may go on serving
    meanwhile. Can be broken off and run again: what is done is not done twice. Raises CannotOpen,
    and leaves that key as it was, when one opens with none of the keys at hand.
    """
    ring, done = keyring(), 0
    waiting = [row.pk for row in _all() if not ring.is_current(row.family_id, row.version, row.wrapped)]
    for first in range(0, len(waiting), AT_ONCE):
        with transaction.atomic(using=OWNER):
            for family, id in waiting[first : first + AT_ONCE]:
                rows = FamilyKey.objects.using(OWNER).filter(family_id=family, id=id)
                row = rows.select_for_update().first()
                if row is None:
                    continue  # destroyed meanwhile
                key = ring.unwrap(family, row.version, row.wrapped)
                rows.update(wrapped=ring.wrap(family, key))
                done += 1
    return done + _rotate_the_others()


def _rotate_the_others() -> int:
    """The same for what people are typing, which has a key with the current one when they type on meanwhile, and for
    the reasons of emergencies."""
    ring, done = keyring(), 0
    waiting = [
        (type(one), one.id) for one in _with_a_key_of_their_own() if not ring.is_current(one.id, 1, one.key_wrapped)
    ]
    for model, id in waiting:
        with transaction.atomic(using=OWNER):
            rows = model.objects.using(OWNER).filter(id=id)
            row = rows.select_for_update().first()
            if row is not None:
                done += rows.update(key_wrapped=ring.wrap(id, ring.unwrap(id, 1, row.key_wrapped)))
    return done


def _with_a_key_of_their_own() -> Iterator[Draft | GlassReason]:
    yield from Draft.objects.using(OWNER).order_by("id").iterator(AT_ONCE)
    yield from GlassReason.objects.using(OWNER).order_by("id").iterator(AT_ONCE)


def destroy_keys(*, family: UUID) -> int:
    """The words of this family are gone for good, here and in every copy that does not hold the key.

    Gives how many keys there were. What people were typing about this family, and why somebody came in an emergency, goes with it. Rows stay, with their ids and dates and without a readable word;
    for everybody the family is no longer there. Raises NoSuchKey.
    """
    with transaction.atomic(using=OWNER):
        Draft.objects.using(OWNER).filter(page__startswith=f"/families/{family}/").delete()
        GlassReason.objects.using(OWNER).filter(family_id=family).delete()
        gone, _ = FamilyKey.objects.using(OWNER).filter(family_id=family).delete()
    if not gone:
        raise NoSuchKey
    return gone


def _all() -> Iterator[FamilyKey]:
    """Every key, a stretch at a time, in the order of its address."""
    rows, last = FamilyKey.objects.using(OWNER).order_by("family_id", "version"), None
    while True:
        stretch = rows
        if last is not None:
            stretch = rows.filter(family_id__gt=last.family_id) | rows.filter(
                family_id=last.family_id, version__gt=last.version
            )
        found = list(stretch[:AT_ONCE])
        yield from found
        if len(found) < AT_ONCE:
            return
        last = found[-1]
