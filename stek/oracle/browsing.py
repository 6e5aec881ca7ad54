"""A browser with somebody's session: all there is for them to see of a family, and what they try. Every
request is undone, so that the world stays as it was made."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.test import Client

from stek.circle.gate import OWN
from stek.policy import Section

from .speaking import WORD

ID = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
OLDER = re.compile(r'rel="next" href="([^"]+)"')

# Every page of a family that lists things or offers them to choose from, and for whom it is: everybody who may come
# in, those who may note, the parents, who stood there before and stands there no more, those for whom a part stands open.
# `WHOEVER`: that is tried elsewhere, and what stands there is read all the same. The story and the trail go on over older
# pages. A law says which page is missing.
EVERYBODY, WRITERS, PARENTS, FORMER, WHOEVER = "everybody", "writers", "parents", "former", "whoever"
LISTS = {
    "": EVERYBODY,
    "story/": EVERYBODY,
    "own-words/": FORMER,
    "observations/new/": WRITERS,
    "influences/new/": WRITERS,
    "access/": PARENTS,
    "trail/": PARENTS,
    "circle/invitations/new/?relation=midwife": PARENTS,
    "alone/": PARENTS,
    "ties/": WHOEVER,
    "ties/new/": PARENTS,
    "balance/": Section.BALANCE,
    "balance/then-and-now/": Section.BALANCE,
    "balance/factors/find/": WHOEVER,
    "balance/factors/new/": WHOEVER,
    "balance/words/new/": WHOEVER,
    "needs/": Section.NEEDS,
    "needs/new/": WHOEVER,
    "plan/": Section.NEEDS,
    "plan/goals/new/": WHOEVER,
    "plan/thoughts/": Section.NEEDS,
    "plan/room/": WHOEVER,
    "plan/fridge/": WHOEVER,
    "contact/": Section.CONTACT,
    "contact/week/": Section.CONTACT,
    "contact/follow-ups/new/": WHOEVER,
    "contact/referrals/new/": WHOEVER,
    "contact/handovers/new/": WHOEVER,
    "contact/pace/": WHOEVER,
}
# What lists of all families of one person, on one page.
OF_ALL = ("/", "/today/", "/families/", "/drafts/", "/alone/")


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    to_the_door: bool
    body: bytes

    @property
    def is_yes(self) -> bool:
        return self.status in (200, 302) and not self.to_the_door

    @property
    def is_no(self) -> bool:
        return self.status in (403, 404) or self.to_the_door

    @property
    def words(self) -> set[str]:
        return {word.decode() for word in WORD.findall(self.body)}

    @property
    def ids(self) -> set[str]:
        return {id.decode() for id in ID.findall(self.body)}


class Browser:
    def __init__(self, token: str) -> None:
        self.client = Client(raise_request_exception=False, headers={"host": "localhost"})
        self.client.cookies[settings.SESSION_COOKIE_NAME] = token
        self.token = token
        self.requests = 0

    def get(self, path: str) -> Answer:
        return self._answer(path, None)

    def post(self, path: str, **form: Any) -> Answer:
        return self._answer(path, form)

    def _answer(self, path: str, form: dict[str, Any] | None) -> Answer:
        self.requests += 1
        self.client.cookies[settings.SESSION_COOKIE_NAME] = self.token  # an ended session took it away
        with transaction.atomic():
            response = self.client.get(path) if form is None else self.client.post(path, form)
            transaction.set_rollback(True)
        to_the_door = "/login/" in response.headers.get("Location", "")
        return Answer(response.status_code, to_the_door, response.content)

    def of_all(self) -> Iterator[Answer]:
        """Every page that lists something of all one's families."""
        for path in OF_ALL:
            yield self.get(path)

    def lists(self, family: UUID) -> Iterator[tuple[str, Answer]]:
        """Every page of this family that lists something, with all its older pages."""
        for name in LISTS:
            path = here = f"/families/{family}/{name}"
            while path:
                answer = self.get(f"{path}{'&' if '?' in path else '?'}{OWN}=1")  # all there is for them to see
                yield name, answer
                older = OLDER.search(answer.body.decode()) if answer.status == 200 else None
                path = older[1].replace("&amp;", "&") if older else ""
                path = here + path if path.startswith("?") else path
