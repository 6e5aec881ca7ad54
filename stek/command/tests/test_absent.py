"""`stek absent`: whoever runs the server saw a paper of a parent who died, or cannot answer."""

from stek.circle.tests.builders import make_family, make_person
from stek.command import main


def test_it_names_an_account_and_no_family_and_asks_for_the_paper(db, superuser, capfd):
    family = make_family("Nina", "Tom")
    email = family.parent.person.email
    assert main(["absent", email, "cannot-answer"]) == 1
    told = capfd.readouterr().err
    assert "heet 'Nina'" in told and "--paper-seen" in told and str(family.id) not in told
    assert superuser.execute("select count(*) from circle_absence").fetchone() == (0,)
    for words, says in (
        (("cannot-answer", "--paper-seen"), f"Genoteerd: {email} kan niet antwoorden."),
        (("cannot-answer", "--paper-seen"), f"Dat stond er al zo: {email} kan niet antwoorden."),
        (("back",), f"Genoteerd: {email} is er weer."),
        (("died", "--paper-seen"), f"Genoteerd: {email} is overleden."),
    ):
        assert main(["absent", email, *words]) == 0
        assert capfd.readouterr().out.startswith(says)
    rows = superuser.execute("select person_id, why, ended_at is null from circle_absence order by said_at").fetchall()
    assert rows == [(family.parent.id, "cannot_answer", False), (family.parent.id, "died", True)]


def test_who_is_no_parent_here_changes_nothing(db, superuser, capfd):
    for email in ("niemand@example.org", make_person("Vera").person.email):
        assert main(["absent", email, "died", "--paper-seen"]) == 1
        assert f"geen ouder met het adres '{email}'" in capfd.readouterr().err
