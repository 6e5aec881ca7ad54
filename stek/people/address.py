"""Another address for an account: only when a code that was sent to it came back.

An address that another account has is answered like any other: the page asks for a code, and no code is right. Who reads
that mailbox is told that somebody tried; who reads the former one, that the address changed. No mail names an address.
"""

import contextlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from stek.kit.whole import whole

from .models import Person

ASKED = "new_address"  # in the session, which only its cookie opens
LASTS = timedelta(minutes=15)
WINDOW = 60 * 60  # seconds
ASKS, WRONG = 5, 5  # in that time, for one account


class TooOften(Exception):
    """Too many codes were asked, or too many were wrong."""


class NotThatCode(Exception):
    """Wrong, too old, or never sent."""


def ask(request: HttpRequest, *, person: UUID, address: str, at: datetime) -> None:
    """Sends a code to `address`; what is done for an address that is taken looks the same. Raises TooOften."""
    _count("asked", person, ASKS)
    address = get_adapter().clean_email(address)  # one at a time for each address
    taken = (
        Person.objects.filter(email__iexact=address).exists()
        or EmailAddress.objects.filter(email__iexact=address).exists()
    )
    code = get_adapter().generate_email_verification_code()
    request.session[ASKED] = {
        "address": address, "code": "" if taken else code, "until": (at + LASTS).isoformat()
    }  # fmt: skip
    get_adapter().send_mail(f"people/email/{'taken' if taken else 'code'}", address, {"code": code})


def asked(request: HttpRequest, at: datetime) -> str:
    """The address that a code was sent to, while it may still come back; else nothing."""
    kept = request.session.get(ASKED)
    return kept["address"] if kept and at < datetime.fromisoformat(kept["until"]) else ""


def forget(request: HttpRequest) -> None:
    request.session.pop(ASKED, None)


@whole
def change(request: HttpRequest, *, person: UUID, code: str, at: datetime) -> None:
    """From now on this is the address, and no former one opens anything. Raises NotThatCode, TooOften."""
    row = Person.objects.select_for_update().get(pk=person)  # codes of one account are tried one after the other
    kept = request.session.get(ASKED) if asked(request, at) else None
    typed = code.replace("-", "").replace(" ", "").upper()
    expected = (kept["code"] if kept else "").replace("-", "").upper()
    if not kept or not expected or not secrets.compare_digest(typed, expected):
        _count("wrong", person, WRONG)
        raise NotThatCode
    former, row.email = row.email, kept["address"]
    try:
        with transaction.atomic():
            row.save(update_fields=["email"])
            EmailAddress.objects.filter(user=row).delete()
            EmailAddress.objects.create(user=row, email=row.email, primary=True, verified=True)
    except IntegrityError as taken:  # by somebody else, while the code was under way
        raise NotThatCode from taken
    forget(request)
    with contextlib.suppress(ImmediateHttpResponse):  # a mailbox that is gone is a reason to change, and no hindrance
        get_adapter().send_mail("people/email/changed", former, {})


def _count(what: str, person: UUID, most: int) -> None:
    """At the door, for all processes together (`limits.py`); those of one account one after the other. Raises TooOften."""
    Person.objects.select_for_update().get(pk=person)
    times = cache.get(f"address/{what}/{person}", 0) + 1
    cache.set(f"address/{what}/{person}", times, WINDOW)
    if times > most:
        raise TooOften
