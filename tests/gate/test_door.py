"""Signed out is nobody, at once."""

import pytest

from stek.circle.tests.builders import make_family
from stek.kit import clock
from stek.people import door
from stek.story.models import Observation

from .people import meanwhile, note, reads

pytestmark = pytest.mark.usefixtures("db")


def test_an_ended_session_is_nobody_with_the_next_statement():
    family = make_family("Nina")
    note(family, family.parent, "Ze lacht.")
    with family.parent.acting():
        assert Observation.objects.count() == 1
        meanwhile(lambda: door.end_all_sessions(person=family.parent.id, at=clock.now()))
        assert Observation.objects.count() == 0
    answer = family.parent.browser.get(f"/families/{family.id}/")
    assert answer.status_code == 302 and "/login/" in answer.headers["Location"]


def test_a_closed_account_is_nobody(superuser):
    family = make_family("Nina")
    note(family, family.parent, "Ze lacht.")
    superuser.execute("update people_person set is_active = false where id = %s", [family.parent.id])
    assert reads(family, family.parent) == set()
