"""`stek reviewer`: an organisation names who looks at emergencies, through who runs the server."""

import pytest

from stek.circle.tests.builders import make_doctor, make_person
from stek.command import main
from stek.people.models import Organisation


def test_a_reviewer_is_named_and_ended(db, superuser, capfd):
    person, place = make_person("Nele").person, make_doctor().person.organisation
    told = []
    for words in ([], [], ["--end"], ["--end"]):
        assert main(["reviewer", person.email.upper(), place.name, *words]) == 0
        told.append(capfd.readouterr().out.removeprefix(person.email.upper()).strip().removesuffix(f"{place.name}."))
    assert told == ["kijkt nu na voor ", "keek al na voor ", "kijkt niets meer na voor ", "keek niets na voor "]
    rows = superuser.execute("select person_id, organisation_id, until_at is null from people_reviewer").fetchall()
    assert rows == [(person.pk, place.pk, False)]


@pytest.mark.parametrize("nobody", ["account", "organisation", "one organisation"])
def test_who_or_what_is_not_there_or_is_there_twice_changes_nothing(db, superuser, capfd, nobody):
    email = "niemand@example.org" if nobody == "account" else make_person("Nele").person.email
    name = make_doctor().person.organisation.name if nobody == "account" else "De Kade"
    if nobody == "one organisation":
        Organisation.objects.bulk_create([Organisation(name=name), Organisation(name=name)])
    assert main(["reviewer", email, name]) == 1
    assert f"We vinden '{email if nobody == 'account' else name}' niet" in capfd.readouterr().err
    assert superuser.execute("select count(*) from people_reviewer").fetchone() == (0,)
