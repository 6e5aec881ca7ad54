"""Law: every page is for who has signed in, unless it says why not; a family's page is for its circle,
and for everybody else it is the same 404 as a page that never was.

Walks all URLs of the house, also those of allauth: a new one is tried here on the day it is written.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RoutePattern

from stek.circle.tests.builders import make_family, make_person
from stek.people.access import PUBLIC_NAMES

ANY_ID = UUID("0190aaaa-0000-7000-8000-00000000abcd")
WORDS = {"secret": "x" * 40, "form": "note", "key": "abc-def", "uidb36": "1", "pk": 1}


@dataclass(frozen=True)
class Door:
    name: str
    view: Any
    words: tuple[str, ...]

    @property
    def public_because(self) -> str:
        return PUBLIC_NAMES.get(self.name) or getattr(self.view, "public_because", "")

    @property
    def of_a_family(self) -> bool:
        return "family" in self.words

    def at(self, family: UUID = ANY_ID, other: UUID = ANY_ID) -> str:
        given = {word: WORDS.get(word, other) for word in self.words}
        return reverse(self.name, kwargs=given | ({"family": family} if self.of_a_family else {}))

    def __str__(self) -> str:
        return self.name


def doors(patterns: list[URLPattern | URLResolver], above: tuple[str, ...] = ()) -> Iterator[Door]:
    for pattern in patterns:
        words = (*above, *_words(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from doors(pattern.url_patterns, words)
        else:
            yield Door(pattern.name or "", pattern.callback, words)


def _words(pattern: Any) -> tuple[str, ...]:
    return tuple(pattern.converters) if isinstance(pattern, RoutePattern) else tuple(pattern.regex.groupindex)


DOORS = list(doors(get_resolver().url_patterns))
GATED = [door for door in DOORS if not door.public_because]
OF_A_FAMILY = [door for door in GATED if door.of_a_family]


def only_takes_forms(door: Door) -> bool:
    request = RequestFactory().get("/")
    request.actor, request.user, request.session = None, AnonymousUser(), {}
    try:
        return door.view(request, **dict.fromkeys(door.words, ANY_ID)).status_code == 405
    except Exception:  # it wants to know more: then it does answer a question
        return False


def let_in_unasked(door: Door, browser: Client) -> list[str]:
    """How this door opens for who has not signed in; empty when it stays shut."""
    found = []
    for method in (browser.get, browser.post):
        response = method(door.at())
        to_sign_in = response.status_code == 302 and response["Location"].startswith(reverse("account_login"))
        if not to_sign_in and response.status_code != 405:
            found.append(f"{method.__name__}: {response.status_code}")
    return found


def test_the_walk_goes_everywhere():
    assert {"home", "family", "observation", "mfa_index", "account_login"} <= {door.name for door in DOORS}
    assert len(OF_A_FAMILY) > 15


def test_every_door_has_a_name_of_its_own():
    names = [door.name for door in DOORS]
    assert "" not in names and len(names) == len(set(names))


def test_the_list_of_public_names_holds_no_door_that_is_gone():
    assert set(PUBLIC_NAMES) - {door.name for door in DOORS} <= {"mfa_trust"}  # allauth shows it when asked to


def test_no_door_of_a_family_is_public():
    assert [door.name for door in DOORS if door.of_a_family and door.public_because] == []


def test_who_has_not_signed_in_is_sent_to_the_door(db):
    open_doors = {door.name: found for door in GATED if (found := let_in_unasked(door, Client()))}
    assert open_doors == {}


def test_a_public_door_would_be_seen(db):
    """The walk can fail: a public page opens, and one that is gated does not."""
    by_name = {door.name: door for door in DOORS}
    assert let_in_unasked(by_name["help"], Client()) != []
    assert let_in_unasked(by_name["home"], Client()) == []


@pytest.mark.parametrize("discipline", ["", "childcare", "midwife"])
def test_a_family_of_others_is_the_same_nothing_as_one_that_does_not_exist(db, discipline):
    family = make_family("Nina")
    family.parent.browser.post(
        reverse("observation_create", args=[family.id]), {"words": "Ze lachte.", "readers": "circle", "id": str(ANY_ID)}
    )
    stranger = make_person("Vreemde", discipline).browser
    nowhere = same(stranger.get(f"/families/{ANY_ID}/nothing-of-the-kind/"))
    differing = []
    for door in OF_A_FAMILY:
        for ask in (stranger.get, stranger.post):
            foreign, unknown = ask(door.at(family.id)), ask(door.at())
            if foreign.status_code == unknown.status_code == 405:
                continue
            statuses = (foreign.status_code, unknown.status_code)
            if statuses != (404, 404) or not same(foreign) == same(unknown) == nowhere:
                differing.append((door.name, ask.__name__, statuses))
    assert differing == []


def same(response: Any) -> tuple[Any, bytes]:
    """All that reaches the browser, headers too, but for the mark that guards the next form."""
    headers = {name: value for name, value in response.items() if name != "Set-Cookie"}
    token = response.context and response.context.get("csrf_token")
    return headers, response.content.replace(str(token or "\0").encode(), b"")


def test_a_difference_of_one_byte_would_be_seen(db):
    """The comparison can fail: a family's own parent gets another page."""
    family = make_family("Nina")
    browser = family.parent.browser
    assert same(browser.get(reverse("family", args=[family.id]))) != same(browser.get(reverse("family", args=[ANY_ID])))
