"""The key above the keys: made once, never overwritten, changed without touching a word, and destroyed for good."""

import base64
import stat
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.db import ProgrammingError, connections, transaction

from stek.circle.models import FamilyKey
from stek.circle.tests.builders import make_family
from stek.command import main
from stek.kit.keyring import keyring

OLD = base64.urlsafe_b64encode(b"o" * 32).decode()
NEW = base64.urlsafe_b64encode(b"n" * 32).decode()


@pytest.fixture
def keys(db, settings) -> Iterator[list[str]]:
    """FAMILY_KEYS, to be changed by a test as an operator changes the file."""
    settings.FAMILY_KEYS = [OLD]
    yield settings.FAMILY_KEYS
    connections["owner"].close()


def noted(family, words: str) -> None:
    sent = family.parent.browser.post(f"/families/{family.id}/observations/", {"words": words})
    assert sent.status_code == 302


def page_of(family) -> str:
    return family.parent.browser.get(f"/families/{family.id}/").content.decode()


def test_a_new_key_is_for_the_maker_alone_and_fits(tmp_path, capsys):
    file = tmp_path / "key"
    assert main(["keys", "make", str(file)]) == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(base64.urlsafe_b64decode(file.read_text().strip())) == 32
    assert file.read_text().strip() not in capsys.readouterr().out


def test_no_two_keys_are_the_same(tmp_path):
    for name in ("a", "b"):
        main(["keys", "make", str(tmp_path / name)])
    assert (tmp_path / "a").read_text() != (tmp_path / "b").read_text()


def test_a_key_is_never_overwritten(tmp_path, capsys):
    file = tmp_path / "key"
    file.write_text("what was there")
    assert main(["keys", "make", str(file)]) == 2
    assert file.read_text() == "what was there" and "bestaat al" in capsys.readouterr().out


def test_a_place_that_is_not_there_is_said_in_a_sentence(tmp_path, capsys):
    assert main(["keys", "make", str(tmp_path / "nowhere" / "key")]) == 2
    assert "Dat lukte niet" in capsys.readouterr().out


def test_the_former_key_comes_behind_the_new_one(tmp_path, monkeypatch):
    old, new = tmp_path / "old", tmp_path / "new"
    main(["keys", "make", str(old)])
    main(["keys", "make", str(new), "--old", str(old)])
    monkeypatch.setenv("STEK_FAMILY_KEY_FILE", str(new))
    from stek.settings import env

    found = env.words("STEK_FAMILY_KEY")
    assert len(found) == 2 and found[1] == old.read_text().strip() != found[0]


def test_verify_counts_families_and_says_that_all_open(keys, capsys):
    for _ in range(3):
        make_family("Nina")
    assert main(["keys", "verify"]) == 0
    said = capsys.readouterr().out
    assert "Gezinnen met een sleutel: 3." in said and "Alle sleutels gaan open." in said


def test_verify_names_the_family_that_does_not_open(keys, settings, capsys):
    lost = make_family("Nina")
    settings.FAMILY_KEYS = [NEW]
    fine = make_family("Ada")
    assert main(["keys", "verify"]) == 1
    said = capsys.readouterr().out
    assert str(lost.id) in said and str(fine.id) not in said


def test_after_rotation_old_words_open_and_this_database_needs_the_old_key_no_more(keys, settings, capsys):
    family = make_family("Nina")
    noted(family, "Ze lachte naar de lamp.")
    settings.FAMILY_KEYS = [NEW, OLD]
    assert main(["keys", "verify"]) == 0 and "vorige hoofdsleutel: 1" in capsys.readouterr().out
    assert main(["keys", "rotate"]) == 0
    settings.FAMILY_KEYS = [NEW]
    assert "Ze lachte naar de lamp." in page_of(family)
    noted(family, "En nog eens.")
    assert "En nog eens." in page_of(family)
    settings.FAMILY_KEYS = [OLD]
    assert main(["keys", "verify"]) == 1


def test_a_copy_from_before_the_rotation_opens_with_the_old_key_only_and_the_command_says_so(
    keys, settings, superuser, capsys, tmp_path
):
    make_family("Nina")
    copy = superuser.execute("select id, wrapped from circle_familykey").fetchone()
    (tmp_path / "old").write_text(OLD)
    assert main(["keys", "make", str(tmp_path / "new"), "--old", str(tmp_path / "old")]) == 0
    assert "zolang die er zijn" in capsys.readouterr().out
    settings.FAMILY_KEYS = [NEW, OLD]
    assert main(["keys", "rotate"]) == 0
    superuser.execute("update circle_familykey set wrapped = %s where id = %s", [copy[1], copy[0]])  # restored
    settings.FAMILY_KEYS = [NEW]
    assert main(["keys", "verify"]) == 1
    settings.FAMILY_KEYS = [OLD]
    assert main(["keys", "verify"]) == 0


def test_rotation_can_be_run_again_and_changes_nothing_then(keys, settings, superuser, capsys):
    make_family("Nina")
    settings.FAMILY_KEYS = [NEW, OLD]
    main(["keys", "rotate"])
    before = superuser.execute("select wrapped from circle_familykey").fetchall()
    capsys.readouterr()
    assert main(["keys", "rotate"]) == 0
    assert "nieuwste hoofdsleutel: 0" in capsys.readouterr().out
    assert superuser.execute("select wrapped from circle_familykey").fetchall() == before


def test_rotation_leaves_the_data_keys_and_every_sealed_word_as_they_are(keys, settings, superuser):
    family = make_family("Nina")
    noted(family, "Ze lachte.")
    words = superuser.execute("select words_sealed from story_observation").fetchall()
    row = superuser.execute("select family_id, version, wrapped from circle_familykey").fetchone()
    data_key = keyring().unwrap(*row)
    settings.FAMILY_KEYS = [NEW, OLD]
    main(["keys", "rotate"])
    again = superuser.execute("select family_id, version, wrapped from circle_familykey").fetchone()
    assert keyring().unwrap(*again) == data_key and again[2] != row[2]
    assert superuser.execute("select words_sealed from story_observation").fetchall() == words


def test_rotation_stops_at_a_key_that_does_not_open_and_leaves_it(keys, settings, superuser, capsys):
    make_family("Nina")
    before = superuser.execute("select wrapped from circle_familykey").fetchall()
    settings.FAMILY_KEYS = [NEW]
    assert main(["keys", "rotate"]) == 1
    assert superuser.execute("select wrapped from circle_familykey").fetchall() == before
    assert "stek keys verify" in capsys.readouterr().out


def test_a_thousand_families_are_rotated_to_the_last(keys, settings, superuser):
    ring = keyring()
    for _ in range(1101):
        family = uuid4()
        superuser.execute("insert into circle_family values (%s, '', now(), %s)", [family, uuid4()])
        superuser.execute(
            "insert into circle_familykey (family_id, id, version, wrapped, made_at) values (%s, %s, 1, %s, now())",
            [family, uuid4(), ring.new_key(family)[1]],
        )
    settings.FAMILY_KEYS = [NEW, OLD]
    assert main(["keys", "rotate"]) == 0
    settings.FAMILY_KEYS = [NEW]
    assert main(["keys", "verify"]) == 0


def test_destroying_a_key_takes_the_words_of_one_family_and_of_no_other(keys, capsys):
    family, other = make_family("Nina"), make_family("Ada")
    noted(family, "Ze lachte.")
    noted(other, "Hij ook.")
    assert main(["keys", "destroy", str(family.id), "--forever", str(family.id)]) == 0
    assert family.parent.browser.get(f"/families/{family.id}/").status_code == 404
    assert family.parent.browser.get("/").status_code == 200
    assert "Hij ook." in page_of(other)
    assert main(["keys", "destroy", str(family.id), "--forever", str(family.id)]) == 2
    assert "al gewist" in capsys.readouterr().out


def test_two_different_numbers_destroy_nothing(keys):
    family, other = make_family("Nina"), make_family("Ada")
    assert main(["keys", "destroy", str(family.id), "--forever", str(other.id)]) == 2
    assert family.parent.browser.get(f"/families/{family.id}/").status_code == 200


def test_without_the_number_said_twice_nothing_is_destroyed(keys):
    with pytest.raises(SystemExit) as stopped:
        main(["keys", "destroy", str(uuid4())])
    assert stopped.value.code == 2


def test_the_app_can_neither_change_nor_destroy_a_key(keys):
    family = make_family("Nina")
    for statement in ("update circle_familykey set wrapped = ''", "delete from circle_familykey"):
        with (
            family.parent.acting(),
            pytest.raises(ProgrammingError),
            transaction.atomic(),
            connections["default"].cursor() as cursor,
        ):
            cursor.execute(statement)
    with family.parent.acting():
        assert FamilyKey.objects.count() == 1


def test_without_the_owner_s_rights_it_is_said_in_a_sentence(keys, settings, capsys):
    options = connections.settings["owner"]["OPTIONS"]
    kept = options["options"]
    connections["owner"].close()
    options["options"] = "-c role=nobody_of_that_name"
    connections["owner"].settings_dict["OPTIONS"] = options
    try:
        assert main(["keys", "verify"]) == 2
    finally:
        options["options"] = kept
        connections["owner"].close()
    assert "DATABASE_URL_OWNER" in capsys.readouterr().out
