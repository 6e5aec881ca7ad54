import uuid
from stek.circle.tests.builders import make_family, make_person
from stek.kit import clock
def test_probe(db):
    f = make_family("Nina","Maaike")
    carer = make_person("Vera", "midwife", second_factor_at=clock.now())
    s = make_person("Ot")
    def go(name, fn):
        try:
            r = fn(); print(name, r.status_code, r.headers.get("Location",""))
            return r
        except Exception as e:
            print(name, "EXC", type(e), str(e)[:200])
    b = f.parent.browser
    go("404 parent", lambda: b.get(f"/families/{uuid.uuid4()}/"))
    go("404 carer", lambda: carer.browser.get(f"/families/{f.id}/"))
    go("found", lambda: s.browser.post("/families/new/", {"called":"Ot","relation":"father","child":"Bo","born_on":"2026-10-01"}))
    go("glass", lambda: carer.browser.post(f"/families/{f.id}/emergency/", {"why":"nood"}))
    go("glass read", lambda: carer.browser.get(f"/families/{f.id}/"))
    go("glass draft", lambda: carer.browser.post(f"/families/{f.id}/drafts/new/", {"text":"x"}))
    go("glass note", lambda: carer.browser.post(f"/families/{f.id}/observations/", {"words":"x"}))
    go("long draft", lambda: b.post(f"/families/{f.id}/drafts/{'x'*200}/", {"text":"x"}))
    go("invite", lambda: b.post(f"/families/{f.id}/circle/invitations/new/", {"called":"x","relation":"midwife","verbs":["read"]}))
    go("tie", lambda: b.post(f"/families/{f.id}/ties/new/", {"called":"x","ring":"near","line":"gives"}))
    for q in ["0001-01-01_"+str(uuid.uuid4()), "0001-01-01T00:00:00+00:00_"+str(uuid.uuid4()), "9999-12-31T23:59:59-23:59_"+str(uuid.uuid4()), "0001-01-01T00:00:00+23:59_"+str(uuid.uuid4())]:
        from urllib.parse import quote
        go("trail "+q, lambda: b.get(f"/families/{f.id}/trail/?before="+quote(q)))
        go("story "+q, lambda: b.get(f"/families/{f.id}/story/?before="+quote(q)))
    from django.test import Client
    c = Client(); c.cookies["stek"]="a\x00b"
    go("nul cookie", lambda: c.get("/help/"))
    go("head", lambda: b.head("/"))
    go("405", lambda: b.get(f"/families/{f.id}/observations/"))
    go("6MB", lambda: b.post(f"/families/{f.id}/observations/", {"words":"x"*6_000_000}))
    go("nul invitation", lambda: Client().get("/invitations/%00/"))
    go("surr", lambda: b.post(f"/families/{f.id}/observations/", b"words=%ED%A0%80abc", content_type="application/x-www-form-urlencoded"))
    go("json", lambda: b.post(f"/families/{f.id}/observations/", b"{}", content_type="application/json"))
    go("badmultipart", lambda: b.post(f"/families/{f.id}/observations/", b"xx", content_type="multipart/form-data"))
    go("crlf20000", lambda: b.post(f"/families/{f.id}/observations/", {"words":"a\r\n"*9999+"b"}))
    for u in ["/accounts/login/","/accounts/signup/","/accounts/password/reset/","/accounts/2fa/","/accounts/2fa/webauthn/","/accounts/2fa/webauthn/add/","/accounts/2fa/totp/activate/","/accounts/email/","/accounts/password/change/", "/accounts/confirm-email/", "/accounts/reauthenticate/", "/accounts/2fa/reauthenticate/","/accounts/inactive/","/accounts/2fa/recovery-codes/"]:
        go(u, lambda: Client().get(u)); go("in "+u, lambda: b.get(u))
