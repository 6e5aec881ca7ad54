"""Who is who in a file: the accounts, and those of the family itself."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from stek.circle.rules import MemberKind
from stek.people.rules import Discipline

from .dates import OLDEST_CHILD, PREGNANCY, Dates
from .reading import Cursor
from .shape import Account, OfFamily
from .times import Calendar


class Persons(Dates):
    """Reads one of each; what was read is remembered by its key."""

    def __init__(self, calendar: Calendar):
        super().__init__(calendar)
        self.people: dict[str, Account] = {}
        self.members: dict[str, OfFamily] = {}
        self.places: dict[int, Cursor] = {}  # where each value of the case stands, by its id()

    def _kept[T](self, value: T, place: Cursor) -> T:
        self.places[id(value)] = place
        return value

    def _account(self, key: str, one: Cursor) -> Account:
        one.mapping(("name", "email", "discipline", "organisation"))
        return Account(
            key=key,
            name=one.text("name", needed=True, longest=120),
            email=one.parsed("email", _email, "is geen e-mailadres.", needed=True) or "",
            discipline=one.code("discipline", Discipline),
            organisation=one.text("organisation"),
        )

    def _member(self, key: str, one: Cursor) -> OfFamily:
        one.mapping(("called", "kind", "born", "due", "authority", "person"))
        return OfFamily(
            key=key,
            called=one.text("called", needed=True, longest=80),
            kind=one.code("kind", MemberKind, needed=True),
            born=self.day(one, "born", back=OLDEST_CHILD),
            due=self.day(one, "due", ahead=PREGNANCY, back=OLDEST_CHILD),
            authority=one.yes("authority"),
            person=one.code("person", self.people),
        )

    def _called(self, who: str) -> str:
        member = next((one.called for one in self.members.values() if who and one.person == who), "")
        return member or (self.people[who].name[:80] if who in self.people else "")


def _email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError as error:
        raise ValueError(text) from error
    if len(text) > 254:
        raise ValueError(text)
    return text
