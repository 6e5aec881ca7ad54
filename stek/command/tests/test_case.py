"""`stek case`: what somebody at a terminal reads, and what is changed."""

import io
import sys
from pathlib import Path
from typing import Any

import psycopg
import pytest

from stek.case.demo import casebook
from stek.command import main
from stek.command.tests.running import Running

JUNE = casebook()["06-june.yaml"]
LUCA = casebook()["02-luca.yaml"]


def file(place: Path, data: bytes, name: str = "gezin.yaml") -> str:
    path = place / name
    path.write_bytes(data)
    return str(path)


def families(superuser: "psycopg.Connection[Any]") -> int:
    row = superuser.execute("select count(*) from circle_family").fetchone()
    assert row is not None
    return int(row[0])


def test_a_family_goes_in_and_comes_out(db, superuser, tmp_path, capfd):
    assert main(["case", "load", file(tmp_path, JUNE)]) == 0
    assert capfd.readouterr().out.startswith("June is ingelezen, nummer ")
    assert main(["case", "dump", "June"]) == 0
    out = capfd.readouterr().out
    assert out.startswith("# Een kopie van een gezin, zoals Nina het ziet in Stek.")
    assert "kijkt June soms de andere kant op" in out
    assert families(superuser) == 1


def test_what_came_out_goes_in_again_also_as_what_comes_in(db, superuser, tmp_path, capfd, monkeypatch):
    main(["case", "load", file(tmp_path, JUNE)])
    capfd.readouterr()
    main(["case", "dump", "June", "--relative"])
    copy = capfd.readouterr().out
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(copy.encode())))
    assert main(["case", "load", "-", "--again"]) == 0
    assert families(superuser) == 2


def test_a_family_that_is_there_is_left_alone_until_somebody_says_again(db, superuser, tmp_path, capfd):
    name = file(tmp_path, JUNE)
    main(["case", "load", name])
    number = capfd.readouterr().out.split()[-1].rstrip(".")
    assert main(["case", "load", name]) == 0
    told = capfd.readouterr().out
    assert number in told and "is er al" in told and "--again" in told
    assert families(superuser) == 1
    assert main(["case", "load", "--again", name]) == 0
    assert families(superuser) == 2


def test_everything_wrong_in_every_file_is_said_at_once_and_nothing_is_changed(db, superuser, tmp_path, capfd):
    wrong = file(
        tmp_path, JUNE.replace(b"tone: worry", b"tone: sad", 1).replace(b"born: now-12w", b"born: ooit"), "fout.yaml"
    )
    right = file(tmp_path, LUCA, "goed.yaml")
    gone = str(tmp_path / "weg.yaml")
    assert main(["case", "load", right, wrong, gone, str(tmp_path)]) == 1
    shown = capfd.readouterr()
    assert shown.out == ""
    assert f"{wrong}: dit klopt nog niet." in shown.err
    assert "  family.born: 'ooit' is geen tijd" in shown.err
    line = JUNE.decode().splitlines().index("    tone: worry") + 1
    assert f"  story[1].tone: 'sad' ken ik niet. Wel: strength, noticed, unsure, worry. (regel {line})" in shown.err
    assert f"{gone}: dat bestand is niet te lezen" in shown.err
    assert f"{tmp_path}: dat bestand is niet te lezen" in shown.err
    assert shown.err.endswith("Er is niets veranderd.\n")
    assert families(superuser) == 0


def test_one_of_two_files_that_the_gate_refuses_takes_the_other_along(db, superuser, tmp_path, capfd):
    main(["case", "load", file(tmp_path, LUCA)])
    superuser.execute("update people_person set is_active = false where email = 'isaak@example.org'")
    files = [file(tmp_path, JUNE, "een.yaml"), file(tmp_path, LUCA, "twee.yaml")]
    capfd.readouterr()
    assert main(["case", "load", "--again", *files]) == 1
    assert "isaak@example.org is afgesloten. Er is niets veranderd." in capfd.readouterr().err
    assert families(superuser) == 1
    assert superuser.execute("select count(*) from people_person where email = 'nina@example.org'").fetchone() == (0,)
    assert superuser.execute("select count(*) from people_livesession where ended_at is null").fetchone() == (0,)


def test_an_account_that_exists_stays_as_it_is(db, superuser, tmp_path, capfd):
    main(["case", "load", file(tmp_path, LUCA)])
    before = superuser.execute("select id, name, password from people_person order by id").fetchall()
    other = LUCA.replace(b"name: Magda", b"name: Iemand").replace(b"called: Luca", b"called: Lucas")
    assert main(["case", "load", file(tmp_path, other)]) == 0
    assert superuser.execute("select id, name, password from people_person order by id").fetchall() == before
    assert families(superuser) == 2


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["dump", "June", "--as", "niemand@example.org"], "Er is geen account met niemand@example.org"),
        (["dump", "June", "--as", "magda@example.org"], "Voor magda@example.org is er geen gezin 'June'"),
        (["dump", "Nergens"], "is er geen gezin 'Nergens'"),
        (["dump", "00000000-0000-0000-0000-000000000000"], "is er geen gezin"),
        (["dump", "\x00'; --"], "is er geen gezin"),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(db, tmp_path, capfd, words, sentence):
    main(["case", "load", file(tmp_path, JUNE), file(tmp_path, LUCA, "l.yaml")])
    capfd.readouterr()
    assert main(["case", *words]) == 1
    shown = capfd.readouterr()
    assert shown.out == ""
    assert sentence in shown.err


def test_two_families_of_one_name_are_told_apart_by_number(db, tmp_path, capfd):
    for _ in range(2):
        main(["case", "load", "--again", file(tmp_path, LUCA)])
    numbers = [line.split()[-1].rstrip(".") for line in capfd.readouterr().out.splitlines()]
    assert main(["case", "dump", "Luca"]) == 1
    shown = capfd.readouterr().err
    assert all(number in shown for number in numbers)
    assert main(["case", "dump", numbers[1]]) == 0


def test_addresses_can_be_left_out_of_a_copy(db, tmp_path, capfd):
    main(["case", "load", file(tmp_path, LUCA.replace(b"isaak@example.org", b"isaak@thuis.example.com"))])
    main(["case", "dump", "Luca"])
    assert "isaak@thuis.example.com" in capfd.readouterr().out
    main(["case", "dump", "Luca", "--hide-addresses"])
    assert "isaak@thuis.example.com" not in capfd.readouterr().out


def test_without_a_verb_it_says_which_there_are(capsys):
    with pytest.raises(SystemExit) as left:
        main(["case"])
    assert left.value.code == 2
    assert "Dat begrijp ik niet" in capsys.readouterr().err


def test_without_a_demo_it_says_how_to_start_one_and_makes_nothing(tmp_path):
    place = tmp_path / "nog-niets"
    with Running("case", "dump", "June", "--data", str(place), env={"DJANGO_SETTINGS_MODULE": ""}) as command:
        assert command.ended() == 1
        assert "stek demo" in command.shown()
    assert not place.exists()
