from datetime import timedelta
from uuid import UUID, uuid4
import pytest
from contextlib import contextmanager
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from stek.circle.actions import leave
from stek.circle.models import *
from stek.circle.tests.builders import make_family, make_person
from stek.circle.tests.test_emergency import break_in, doctor
from stek.continuity.machines import State, Step
from stek.continuity.models import *
from stek.continuity.tests.builders import handed_over, let, moved, place_of, promised, referred
from stek.continuity.tests.test_attacks import around, seen
from stek.kit import clock
from stek.needs.tests.builders import let as let_needs, said
from stek.people.stepping import stepping_in
from stek.people.door import open_session, end_session
from stek.people.identity import enter
from stek.policy import Verb
from stek.story.tests.sending import noted
from tests.gate.people import seal

def day(n): return (clock.today()+timedelta(days=n)).isoformat()
def count(su, t): return su.execute(f"select count(*) from continuity_{t}").fetchone()[0]

def test_forged_follow_ups(around, superuser):
    family, vera, gust = around
    nina, tom = family.parents
    other, wim = make_family("Ander"), make_person("Wim", "midwife")
    other.ask_in(wim); let(other, wim)
    gone = make_person("Weg", "midwife"); family.ask_in(gone); let(family, gone)
    with gone.acting() as signed:
        leave(place=family.places[gone.id], by=family.visit(gone, signed), at=signed.at)
    oneed, onote = said(other).thread_id, noted(other, other.parent, "x")
    b = tom.browser; b.raise_request_exception = False
    url = reverse("follow_up_create", args=[family.id])
    base = {"words": "Ik bel.", "way": "call", "due_on": day(3)}
    hidden_need = said(family, nina); seal(family, nina, tom, thread=hidden_need.thread_id)
    private = noted(family, nina, "p", readers="me")
    out = []
    for name, more in {
        "other place standin": {"stand_in": str(place_of(other, wim))}, "other ask": {"ask": str(place_of(other, wim))},
        "gone": {"stand_in": str(family.places[gone.id])}, "self": {"stand_in": str(place_of(family, tom))}, "self ask": {"ask": str(place_of(family, tom))},
        "sealed": {"stand_in": str(family.places[gust.id])}, "sealed ask": {"ask": str(family.places[gust.id])}, "nobody": {"ask": str(uuid4())},
        "need other": {"need": str(oneed)}, "need sealed": {"need": str(hidden_need.thread_id)}, "need none": {"need": str(uuid4())},
        "note other": {"note": onote}, "note private": {"note": private}, "note none": {"note": str(uuid4())}, "need garbage": {"need": "a\x00b"},
        "long": {"words": "x"*20000}, "longer": {"words": "x"*200000}, "null": {"words": "\x00"}, "0001": {"due_on": "0001-01-01"}, "9999": {"due_on": "9999-12-31"},
        "time": {"due_time": "25:99"}, "time2": {"due_time": "\x00"}, "about": {"about": str(other.child)}, "way": {"way": "\x00"}, "ids": {"id": "\x00"},
        "day null": {"due_on": "\x00"}, "place null": {"ask": "\x00"},
    }.items():
        before = count(superuser, "followup")
        r = b.post(url, base | more)
        out.append((name, r.status_code, count(superuser, "followup") - before, len(r.content)))
    bodies = {}
    for n, v in (("sealed", str(hidden_need.thread_id)), ("none", str(uuid4()))):
        r = b.post(url, base | {"need": v, "id": str(uuid4())}); bodies[n] = r
    import re
    norm = lambda r: re.sub(rb'value="[^"]*"', b"", r.content)
    import difflib; print("SAME", [l for l in difflib.unified_diff(norm(bodies["sealed"]).decode().splitlines(), norm(bodies["none"]).decode().splitlines(), n=0)])
    for o in out: print(o)
    # one id by two
    id = str(uuid4())
    for who in (vera, nina):
        bb = who.browser; bb.raise_request_exception = False
        print("same id", bb.post(url, base | {"id": id}).status_code)
    print("other family same id", other.parent.browser.post(reverse("follow_up_create", args=[other.id]), base | {"id": id}).status_code)
    # text
    for w in ("<script>alert(1)</script>", "\u202eomgekeerd 👩‍👧", "a\r\nb"):
        r = b.post(url, base | {"words": w}, follow=True)
        print(r.status_code, b"<script>alert" in r.content)
    page = b.get(reverse("contact", args=[family.id]))
    print("contact", page.status_code, b"<script>alert" in page.content)
    # next
    row = promised(family, tom)
    for nxt in ("//evil", "https:evil", "https:///evil", "javascript:alert(1)", "/\\evil", "/\t/evil", "/\n/evil", "/.//evil", "/%2f/evil", "/a\r\nSet-Cookie: x=1", "/"+"x"*3000, "/"+"x"*20000, "/[", "/?done=x&moved=<b>", "/\x00", "\x00//evil","/;//evil"):
        row = promised(family, tom)
        g = b.get(reverse("follow_up_move_create", args=[family.id, row.id, "do"]), {"next": nxt})
        r = b.post(reverse("follow_up_move_create", args=[family.id, row.id, "do"]), {"next": nxt, "before": ""})
        print("next", repr(nxt[:30]), g.status_code, r.status_code, r.headers.get("Location", "")[:120])
    # moves
    row = promised(family, tom)
    murl = lambda s: reverse("follow_up_move_create", args=[family.id, row.id, s])
    for s in [str(x) for x in Step] + ["x"]:
        print("step", s, b.get(murl(s)).status_code, b.post(murl(s), {"words": "w", "due_on": day(2), "place": str(family.places[vera.id]), "before": str(uuid4())}).status_code)
    for more in ({"place": str(family.places[gust.id])}, {"place": str(place_of(other, wim))}, {"place": str(place_of(family, tom))}, {"place": "\x00"}, {"place": ""}):
        print("ask", b.post(murl("ask"), {"before": ""} | more).status_code)
    for more in ({"due_on": "9999-12-31"}, {"due_on": "0001-01-01"}, {"words": "x"*200000, "due_on": day(1)}, {"words": "w", "due_on": day(1), "before": "\x00"}, {"words": "w", "due_on": day(1), "before": "x"}):
        print("put", b.post(murl("put_off"), {"before": ""} | more).status_code)
    ofam = promised(other)
    print("row other", b.get(reverse("follow_up", args=[family.id, ofam.id])).status_code, b.post(reverse("follow_up_move_create", args=[family.id, ofam.id, "do"]), {"before": ""}).status_code)
    print("home", [b.get(p, {"done": d, "family": f, "moved": m}).status_code for p in ("/", "/today/") for d in ("do", "<", "\x00") for f, m in ((str(other.id), str(ofam.id)), ("\x00", "\x00"), ("x", "x"))])

def test_forged_referrals(around, superuser):
    family, vera, gust = around
    nina, tom = family.parents
    other = make_family("Ander"); oneed = said(other).thread_id
    need = said(family)
    b = tom.browser; b.raise_request_exception = False
    url = reverse("referral_create", args=[family.id])
    base = {"need": str(need.thread_id), "words": "De dienst", "on": day(0)}
    hidden = said(family, nina); seal(family, nina, tom, thread=hidden.thread_id)
    for name, more in {"plain": {}, "other need": {"need": str(oneed)}, "hidden": {"need": str(hidden.thread_id)}, "offer": {"offer": str(uuid4())}, "offer0": {"offer": "\x00"},
        "0001": {"on": "0001-01-01"}, "9999": {"on": "9999-12-31"}, "long": {"bridge": "x"*200000}, "script": {"bridge": "<script>alert(1)</script>", "words": "<script>alert(2)</script>"},
        "gust": {"stand_in": str(family.places[gust.id])}, "self": {"stand_in": str(place_of(family, tom))}, "need0": {"need": "\x00"}}.items():
        print(name, b.get(url, {"need": more.get("need", "x"), "offer": more.get("offer", "")}).status_code, (r := b.post(url, base | more)).status_code, r.headers.get("Location", ""))
        if r.status_code == 302: print("   script", b"<script>alert" in b.get(r.headers["Location"]).content)
    print("c", b"<script>alert" in b.get(reverse("contact", args=[family.id])).content)
    url = reverse("handover_create", args=[family.id])
    note = noted(family, nina, "n"); priv = noted(family, nina, "p", readers="me")
    base = {"to": str(family.places[vera.id]), "words": "w"}
    for name, more in {"gust": {"to": str(family.places[gust.id])}, "self": {"to": str(place_of(family, tom))}, "no": {"to": ""}, "0": {"to": "\x00"}, "overlap": {"overlap_until": "9999-12-31"}, "overlap1": {"overlap_until": "0001-01-01"}, "note priv": {"notes": priv}, "note x": {"notes": "\x00"}, "notes": {"notes": [note, note]}, "again": {}}.items():
        print("handover", name, (r := b.post(url, base | more)).status_code)
    print("pace", [b.post(reverse("pace_create", args=[family.id]), {"young": v, "baby": v, "later": v, "stand_in_after": v, "circle_after": v}).status_code for v in ("-1", "9"*400, "\x00", "1e3", "7")])
    for f in ("contact-"+str(uuid4()), "contact-x", "contact-follow-up", "x"):
        print("draft", f, b.post(reverse("contact_draft_keep", args=[family.id, f]), {"text": "x"*200000}).status_code)
    print("cal", [Client(raise_request_exception=False).get(p).status_code for p in ("/calendar/%00.ics", "/calendar/%ff.ics", "/calendar/'.ics", "/calendar/" + "x"*5000 + ".ics")])

def test_roles(around, superuser):
    family, vera, gust = around
    nina, tom = family.parents
    need = said(family)
    rows = [promised(family, nina, due_on=clock.today()-timedelta(days=0)), promised(family, vera, due_on=clock.today()), promised(family, nina)]
    ref = referred(family, need.thread_id, vera)
    over = handed_over(family, vera, nina)
    who = doctor()
    print("break", break_in(family, who).status_code)
    kin = make_person("Oma"); 
    from stek.circle.rules import Relation
    family.ask_in(kin, Relation.GRANDPARENT if hasattr(Relation, "GRANDPARENT") else list(Relation)[3]); let(family, kin, Verb.READ)
    sealed = family.parents[1]
    seal(family, nina, tom, section="contact")
    for name, one in (("doctor", who), ("kin", kin), ("tom", tom), ("stranger doctor", doctor())):
        b = one.browser; b.raise_request_exception = False
        for n, ids in (("contact", []), ("contact_week", []), ("follow_up_create", []), ("referral_create", []), ("handover_create", []), ("pace_create", []), ("follow_up", [rows[2].id]), ("follow_up_move_create", [rows[2].id, "do"]), ("follow_up_seal_create", [rows[2].id]), ("referral", [ref.id]), ("referral_move_create", [ref.id, "receive"]), ("referral_seal_create", [ref.id]), ("handover", [over.id]), ("handover_move_create", [over.id, "agree"]), ("handover_seal_create", [over.id])):
            u = reverse(n, args=[family.id, *ids])
            print(name, n, b.get(u).status_code, b.post(u, {"before": "", "words": "w", "way": "call", "due_on": day(2), "hidden_from": str(nina.id)}).status_code)
        h = b.get("/").content.decode()
        print(name, "home", "Ik bel hoe" in h, "draft", b.post(reverse("contact_draft_keep", args=[family.id, "contact-follow-up"]), {"text": "x"}).status_code)
        if name in ("doctor", "tom"):
            import re
            t = re.sub(r"<[^>]+>", " ", b.get(reverse("contact", args=[family.id])).content.decode().split("<main")[1])
            print(re.sub(r"\s+", " ", t)[:1800])
    print(count(superuser, "move"))
