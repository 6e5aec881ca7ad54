"""Forms that somebody is filling in: kept whole, for who types them and for nobody else (docs/adr/0028).

A form is known by its author and the key in its hidden `id` field. What is typed is kept until the form arrives: its
deed is done, and the key is remembered with what was in it for some hours. The same form sent again is then no second
deed, and one with other words is not lost. A draft is no part of a family's record: it has a key of its own, so that
its author reads it back after their place in a family ended.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from urllib.parse import parse_qsl, urlencode
from uuid import NAMESPACE_URL, UUID, uuid5

from django.core import signing
from django.db import connection
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from stek.kit.forms import Kept, word_fields
from stek.kit.ids import FormKey, is_id
from stek.kit.keyring import keyring
from stek.kit.sealed import Box

from .models import Draft

SALT = "stek.waiting"
MARKS = frozenset({"csrfmiddlewaretoken", "tag", "page"})  # of the page, not typed by anybody
LONGEST_ADDRESS = 500
CHOSEN = "draft"  # in the address of a form: which of its drafts

_words = cache(word_fields)


def name_tag(person: object) -> str:
    """A signed mark in a form: whose words these are, should the session end meanwhile."""
    return signing.Signer(salt=SALT).sign(str(person))  # no time in it: the same page is the same bytes


def whose(request: HttpRequest) -> str:
    """The person whose form this is, by its signed mark; "" for no mark, or one that is not ours."""
    try:
        return signing.Signer(salt=SALT).unsign(request.POST.get("tag", ""))
    except signing.BadSignature:
        return ""


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in a form: the address of its page, and every field with its values."""

    page: str
    fields: Mapping[str, list[str]]

    @property
    def key(self) -> FormKey | None:
        given = self.fields.get("id", [""])[0]
        return FormKey(UUID(given)) if is_id(given) else None

    def row_of(self, author: UUID) -> UUID:
        """Of the form with this key, else of the one form on this page."""
        return self.key.row_of(author) if self.key else uuid5(NAMESPACE_URL, f"{author}{self.page}")

    @property
    def words(self) -> list[str]:
        """What somebody wrote in it, field by field."""
        return [value for name in self.fields if name in _words() for value in self.fields[name] if value.strip()]

    def arrived_as(self, first: "Typed") -> bool:
        """Whether all of this went along in what arrived first, which may say besides which button was pressed."""
        return all(first.fields.get(name) == values for name, values in self.fields.items())

    def with_a_new_key(self) -> "Typed":
        """The same words under a key of their own: always the same one, so that sending twice makes no second draft."""
        key = uuid5(NAMESPACE_URL, json.dumps([self.page, sorted(self.fields.items())]))
        return replace(self, fields={**self.fields, "id": [str(key)]})

    def kept(self) -> Kept:
        return Kept({name: list(values) for name, values in self.fields.items()})


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A draft as its author finds it again."""

    id: UUID
    typed: Typed
    kept_at: datetime


def place_of(address: str) -> str:
    """Where a draft belongs: the address of its page, with what it is about (ids) and nothing else.

    Words of an address, such as the code of what somebody chose, would stand readable in every copy of the database.
    """
    path, _mark, asked = address.partition("?")
    about = [(name, value) for name, value in parse_qsl(asked) if is_id(value) and name != CHOSEN]
    return f"{path}?{urlencode(about)}" if about else path


def address_of(page: str, id: UUID) -> str:
    """Of the page, with this draft in its form and no other."""
    return f"{page}{'&' if '?' in page else '?'}{CHOSEN}={id}"


def form_in(request: HttpRequest) -> Typed | None:
    """The form that this request sends, when it carries our marks; whose it is says `whose`."""
    if request.method != "POST" or "tag" not in request.POST:
        return None
    page = request.POST.get("page", "")
    here = page.startswith("/") and url_has_allowed_host_and_scheme(page, None) and "\0" not in page
    if not here or len(page) > LONGEST_ADDRESS:
        return None
    return Typed(place_of(page), {name: values for name, values in request.POST.lists() if name not in MARKS})


def keep(typed: Typed, *, by: UUID, at: datetime) -> bool:
    """Keeps what stands in a form; a form without a word is forgotten. False when this very form arrived before."""
    if not typed.words:
        forget(typed, by=by)
        return True
    return _write(typed, by, at, arrived_at=None, went_to="")


def arrived(typed: Typed, *, by: UUID, at: datetime, went_to: str) -> None:
    """The deed is done: nothing of it waits any more. For some hours its key is known (`before`)."""
    if typed.key is None:
        forget(typed, by=by)
    else:
        _write(typed, by, at, arrived_at=at, went_to=went_to)


def before(typed: Typed, *, by: UUID) -> tuple[Typed, str] | None:
    """What arrived with this key earlier, and where its author went then. A second copy waits here for the first."""
    if typed.key is None:
        return None
    id = typed.row_of(by)
    with connection.cursor() as cursor:
        cursor.execute("select page, went_to, key_wrapped, fields_sealed from stek.arrived_before(%s)", [id])
        found = cursor.fetchone()
    return (Typed(found[0], _opened(id, *found[2:])), found[1]) if found else None


def forget(typed: Typed, *, by: UUID) -> None:
    Draft.objects.filter(person_id=by, id=typed.row_of(by), arrived_at=None).delete()


def throw_away(id: UUID, *, by: UUID) -> None:
    Draft.objects.filter(person_id=by, id=id, arrived_at=None).delete()


def here(page: str, *, by: UUID, chosen: str = "") -> Typed | None:
    """The chosen form of this page, else the one that somebody was filling in last."""
    rows = Draft.objects.filter(person_id=by, page=place_of(page), arrived_at=None).order_by("-kept_at", "-id")
    found = rows.filter(id=chosen).first() if is_id(chosen) else None
    found = found or rows.first()
    return _unsaved(found).typed if found else None


def unsaved(*, by: UUID) -> list[Unsaved]:
    """All that somebody has not saved, the newest first."""
    rows: Iterable[Draft] = Draft.objects.filter(person_id=by, arrived_at=None).order_by("-kept_at", "-id")
    return [_unsaved(row) for row in rows]


def _unsaved(row: Draft) -> Unsaved:
    return Unsaved(row.id, Typed(row.page, _opened(row.id, row.key_wrapped, row.fields_sealed)), row.kept_at)


def _opened(id: UUID, wrapped: bytes | memoryview, sealed: bytes | memoryview) -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(
        Box(id, [keyring().unwrap(id, 1, wrapped)]).open("draft", id, "fields", sealed)
    )
    return found


def _write(typed: Typed, by: UUID, at: datetime, *, arrived_at: datetime | None, went_to: str) -> bool:
    id = typed.row_of(by)
    key, wrapped = keyring().new_key(id)
    sealed = Box(id, [key]).seal("draft", id, "fields", json.dumps(dict(typed.fields)))
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, [id, by, typed.page, wrapped, sealed, at, arrived_at, _alike(went_to)])
        return cursor.rowcount == 1


def _alike(went_to: str) -> str:
    """Where one goes after it: the same whether what was kept was about safety or not."""
    return went_to.replace("done=kept_own", "done=kept")[:LONGEST_ADDRESS]


_WRITE = (
    "insert into people_draft (id, person_id, page, key_wrapped, fields_sealed, kept_at, arrived_at, went_to)"
    " values (%s, %s, %s, %s, %s, %s, %s, %s) on conflict (id) do update set page = excluded.page,"
    " key_wrapped = excluded.key_wrapped, fields_sealed = excluded.fields_sealed, kept_at = excluded.kept_at,"
    " arrived_at = excluded.arrived_at, went_to = excluded.went_to where people_draft.arrived_at is null"
)
