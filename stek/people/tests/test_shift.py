"""Three times Shift leaves Stek, for who wants that: a choice that goes with the account."""

from django.test import Client

from stek.circle.tests.builders import make_person

BY_SHIFT, ALWAYS = "data-by-shift", "data-quick-exit"


def test_shift_leaves_until_somebody_puts_it_off_and_only_for_them(db):
    nina, maaike = make_person("Nina").browser, make_person("Maaike").browser
    assert BY_SHIFT in nina.get("/accounts/2fa/").content.decode()
    answer = nina.post("/shift/", {"leaves": "no"}, follow=True)
    assert "Drie keer Shift aanzetten" in answer.content.decode()
    for path in ("/", "/telling/", "/nothing/"):
        page = nina.get(path, follow=True).content.decode()
        assert BY_SHIFT not in page and "Drie keer Shift" not in page and ALWAYS in page, path
        assert BY_SHIFT in maaike.get(path, follow=True).content.decode(), path
    nina.post("/shift/", {"leaves": "yes"})
    assert BY_SHIFT in nina.get("/").content.decode()


def test_the_choice_goes_with_the_account_to_another_device(db):
    person = make_person("Nina")
    person.browser.post("/shift/", {"leaves": "no"})
    assert BY_SHIFT not in person.browser.get("/").content.decode()
    assert BY_SHIFT in Client().get("/accounts/login/").content.decode()


def test_it_is_offered_where_it_is_explained(db):
    nina = make_person("Nina").browser
    assert "Drie keer Shift" in nina.get("/help/").content.decode().partition("<main")[2].partition("</main>")[0]
    assert 'href="/accounts/2fa/#shift"' in nina.get("/help/").content.decode()


def test_only_who_signed_in_chooses(db):
    assert Client().post("/shift/", {"leaves": "no"}).headers["Location"].startswith("/accounts/login/")
