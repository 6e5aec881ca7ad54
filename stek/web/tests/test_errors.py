"""When something breaks: a calm page, nothing half done, and no word of anybody in the log."""

from django.db import OperationalError

from stek.circle.tests.builders import make_family
from stek.kit.quiet import IdsOnly
from stek.story import views


def test_an_error_of_ours_while_noting_leaves_no_word_in_the_log_and_no_half_note(db, monkeypatch, caplog, capsys):
    family = make_family("Nina")

    def broken(**_):
        raise RuntimeError("kwetsbaar-woord")

    monkeypatch.setattr(views.actions, "note", broken)
    browser = family.parent.browser
    browser.raise_request_exception = False
    path = f"/families/{family.id}/observations/"
    response = browser.post(path, {"words": "kwetsbaar-woord"})
    page = response.content.decode()
    assert response.status_code == 500 and "ging iets mis bij ons" in page and "kwetsbaar" not in page
    formatted = "".join(IdsOnly("%(message)s").format(record) for record in caplog.records)
    assert "kwetsbaar" not in formatted + capsys.readouterr().err
    monkeypatch.undo()
    assert "kwetsbaar" not in browser.get(f"/families/{family.id}/").content.decode()


def test_a_database_that_goes_away_in_the_middle_of_noting_gives_the_words_back_to_send_again(db, monkeypatch):
    family = make_family("Nina")

    def gone(**_):
        raise OperationalError("terminating connection")

    monkeypatch.setattr(views.actions, "note", gone)
    browser = family.parent.browser
    browser.raise_request_exception = False
    path = f"/families/{family.id}/observations/"
    response = browser.post(path, {"words": "Ze lachte naar de lamp.", "tone": "strength"})
    page = response.content.decode()
    assert response.status_code == 503 and response.headers["Retry-After"]
    assert page.count("Ze lachte naar de lamp.") == 2 and f'action="{path}"' in page and 'value="strength"' in page
    monkeypatch.undo()
    assert "Ze lachte naar de lamp." not in browser.get(f"/families/{family.id}/").content.decode()
