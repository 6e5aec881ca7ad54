"""Emergency access: by a parent's code or for a carer of the circle; with a reason, read only, for an hour.

The database decides and counts (`stek.break_glass` in `sql/emergency.sql`): whatever is wrong, the answer is the same.
"""

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.utils.crypto import salted_hmac

from stek.kit.ids import uuid7
from stek.kit.keyring import keyring
from stek.kit.sealed import Box
from stek.kit.whole import one_at_a_time, whole
from stek.people.identity import Signed
from stek.policy import own_section
from stek.trail.models import TrailEntry

from ..gate import Visit, visit
from ..models import BreakGlass, EmergencyCode, GlassReview
from ..rules import Says, is_fresh, spelled, typed


class GlassStaysShut(Exception):
    """No such code, no place as a carer, no health professional, family once, or five wrong codes. One answer for all."""


class NoFreshSecondKey(GlassStaysShut):
    """Said before anything else is looked at, so that it tells nothing about a code."""


class NotForReview(Exception):
    """The parents know already, or it is not theirs to look at."""


@whole
def break_glass(*, why: str, by: Signed, at: datetime, code: str | None = None, family: UUID | None = None) -> Visit:
    """Opens the shared parts for reading until an hour from `at`: of the family of this code, or of `family` where who
    asks stands as a carer. Raises GlassStaysShut. Whoever let themselves in a moment ago (a form sent twice) is in.

    A refusal is a statement that counts, so it is no error of the database: the transaction goes on.
    """
    if not is_fresh(by.second_factor_at, at):
        raise NoFreshSecondKey
    glass = uuid7()
    key, wrapped = keyring().new_key(glass)
    sealed = Box(glass, [key]).seal("glassreason", glass, "why", why)
    given = None if code is None else typed(code).encode()
    with connection.cursor() as cursor:
        cursor.execute("select stek.break_glass(%s, %s, %s, %s, %s)", [given, family, glass, wrapped, sealed])
        (found,) = cursor.fetchone()
    if found is None:
        raise GlassStaysShut
    here = visit(by, found, at)
    if BreakGlass.objects.filter(family_id=found, id=glass).exists():
        here.record("break_glass", "family", subject=glass, reason="break_glass", at=at)
    return here


@whole
def make_code(*, by: Visit, at: datetime, id: UUID | None = None) -> str:
    """A new code of this parent for this family, as it is typed; their former one opens nothing any more.

    The same `id` twice is the same code. It follows from the id and this installation's secret key, and stands nowhere.
    """
    row = EmergencyCode(family_id=by.family, id=id or uuid7(), made_at=at, made_by=by.person)
    follows = salted_hmac("stek.emergency", f"{by.family}/{row.id}/{by.person}", algorithm="sha256")
    code = spelled(int.from_bytes(follows.digest()))
    one_at_a_time(by.family, by.person)
    if not EmergencyCode.objects.filter(family_id=by.family, id=row.id).exists():
        withdraw_code(by=by, at=at)
        row.code_hash = hashlib.sha256(typed(code).encode()).digest()
        EmergencyCode.objects.bulk_create([row])
        by.record("make", "emergencycode", subject=row.id, section=own_section(by.person), at=at)
    return code


@whole
def withdraw_code(*, by: Visit, at: datetime) -> None:
    """From now on this parent's code opens nothing. Without a code nothing happens."""
    if EmergencyCode.objects.filter(family_id=by.family, made_by=by.person, ended_at=None).update(
        ended_at=at, ended_by=by.person
    ):
        by.record("end", "emergencycode", section=own_section(by.person), at=at)


@whole
def look_at(*, glass: BreakGlass, says: Says, tells_why: bool = False, by: Signed, at: datetime) -> None:
    """What a reviewer says of it for the organisation. Raises NotForReview."""
    row = GlassReview(
        family_id=glass.family_id, glass_id=glass.id, says=says, tells_why=tells_why and says is Says.SEEN,
        said_at=at, said_by=by.person,
    )  # fmt: skip
    try:
        with transaction.atomic():
            GlassReview.objects.bulk_create([row])
    except DatabaseError as error:
        raise NotForReview from error


@whole
def review(*, glass: BreakGlass, by: Visit, at: datetime) -> None:
    """This parent has seen that somebody let themselves in; the other is asked as before. Twice changes nothing."""
    one_at_a_time(glass.id, by.person)
    looks = TrailEntry.objects.filter(family_id=by.family, subject_id=glass.id, kind="breakglass", person_id=by.person)
    if looks.exists():
        return
    BreakGlass.objects.filter(family_id=by.family, id=glass.id, reviewed_at=None).update(
        reviewed_at=at, reviewed_by=by.person
    )
    by.record("read", "breakglass", subject=glass.id, at=at)
