import collections
import random
import re
import time
import traceback

from stek.case import demo
from stek.case.accounts import now
from stek.case.checking import check
from stek.case.dumping import dump
from stek.case.loading import load
from stek.case.naming import named
from stek.case.reading import Faults
from stek.case.writing import write

from .texts import RIGHT, ZONE


def mutate(r, text):
    lines = text.split("\n")
    for _ in range(r.choice([1,1,1,2,3])):
        k = r.randrange(9)
        i = r.randrange(len(lines))
        if k == 0: del lines[i]
        elif k == 1: lines.insert(r.randrange(len(lines)), lines[i])
        elif k == 2: lines[i] = lines[i].replace(r.choice("{}[]:,-"), r.choice(["", "{", "[", ":", "}"]), 1)
        elif k == 3:
            toks = re.findall(r"[\w+-]+", text)
            ws = re.findall(r"[\w+-]+", lines[i])
            if ws: lines[i] = lines[i].replace(r.choice(ws), r.choice(toks), 1)
        elif k == 4: lines[i] = re.sub(r"(b|now)[+-]?\w*", r.choice(["b", "b+1d", "b-9w", "now", "now-1d", "b+5w", "now-3w", "b-20w"]), lines[i], count=1)
        elif k == 5:
            ps = re.findall(r"^  (\w+):", text, re.MULTILINE)
            ws = re.findall(r"(?:by|who|toward|hidden_from|founder|person): (\w+)", lines[i])
            if ws: lines[i] = lines[i].replace(": "+r.choice(ws), ": "+r.choice(ps), 1)
        elif k == 6: lines[i] = lines[i].replace("read, note", r.choice(["read","note"]))
        elif k == 7: lines[i] = re.sub(r"(until|from|by|when)\b", lambda m: r.choice(["until","from","by","when","withdrawn", "until_by", "invited_by"]), lines[i], count=1)
        else: lines[i] = lines[i].replace("}", r.choice([", until: b+3d}", ", private: yes}", ", hidden_from: [nina]}", ", shared: b+8w}", ", withdrawn: b+9w}"]))
        if not lines: lines=[""]
    return "\n".join(lines)

def test_fuzz(db):
    files = {n: t.decode() for n, t in demo.casebook().items()} | {"right": RIGHT}
    r = random.Random(int(time.time()))
    begun = time.time(); n = ok = 0; bad = collections.Counter(); seen = {}
    while time.time() - begun < 330:
        name = r.choice(list(files)); text = mutate(r, files[name]); n += 1
        m = now()
        try: case = check(text.encode(), now=m, zone=ZONE)
        except Faults: continue
        except Exception as e:
            key = ("check", type(e).__name__, traceback.format_exc().strip().splitlines()[-3]); bad[key]+=1; seen.setdefault(key, text); continue
        if text == files[name]: continue
        if r.random() < .5: continue
        ok += 1
        try:
            t2 = write(named(case), name="x", now=m, zone=ZONE, relative=True)
            assert named(check(t2.encode(), now=m, zone=ZONE)) == named(case), "roundtrip"
            f = load([case], now=m, again=True)[0]
            out = dump(str(f.family), email=case.people[case.founder].email).case
            check(write(out, name="x", now=now(), zone=ZONE).encode(), now=now(), zone=ZONE)
        except Exception as e:
            key = ("load", type(e).__name__, str(e)[:150], traceback.format_exc().strip().splitlines()[-3]); bad[key]+=1; seen.setdefault(key, text)
    print(n, ok)
    for i,(key, c) in enumerate(bad.most_common()):
        print(c, key); open(f"/tmp/case_fuzz_{i}.yaml","w").write(seen[key])
