"""When something breaks: a calm page, nothing half done, and no word of anybody in the log."""

from stek.circle.tests.builders import make_family
from stek.kit.quiet import IdsOnly
from stek.story import views


def test_an_error_of_ours_while_noting_leaves_no_word_in_the_log_and_no_half_note(db, monkeypatch, caplog, capsys):
    family = make_family("Nina")

    def broken(**_):
        raise RuntimeError("kwetsbaar-woord")

    monkeypatch.setattr(views.actions, "forget_draft", broken)
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
