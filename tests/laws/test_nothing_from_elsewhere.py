"""Law: a page asks nothing of anybody else, and git holds no secret and no registry.

What the content security policy would block, and what it would not (a link somebody follows), is
not written down in the first place.
"""

import re

from .house import ROOT, SCRIPTS, STYLESHEETS, TEMPLATES, name, offenders, texts

# Names of a namespace, not an address anybody asks for.
NAMESPACES = {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}

# The quick exit leaves Stek for a page that says nothing; that it goes elsewhere is its point.
LEAVES_ON_PURPOSE = {"stek/web/templates/web/parts/quick_exit.html", "stek/web/static/web/js/quick-exit.js"}

REGISTRIES = re.compile(
    "|".join(
        [
            "py" + r"pi\.org",
            "python" + r"hosted\.org",
            "npm" + r"js\.(?:org|com)",
            "yarn" + r"pkg\.com",
            r"crates\." + "io",
        ]
    )
)

# A path on the machine of who wrote it is of no use to anybody else.
A_PLACE = re.compile("/" + "work/|/" + r"root/|/home/[a-z]+/|/Users/[A-Za-z]+/")

A_KEY = re.compile(
    r"(?<![\w+/=-])(?=[A-Za-z0-9_-]*[0-9])(?=[A-Za-z0-9_-]*[A-Z])(?=[A-Za-z0-9_-]*[a-z])[A-Za-z0-9_-]{43}=(?![\w=])"
)
PRIVATE = re.compile(r"-----BEGIN [A-Z ]*PRIVATE " + r"KEY-----")
DEMO_KEY = re.compile(r"(?<!\w)demo-(?=[A-Za-z0-9_-]*\d)[A-Za-z0-9_-]{30,}=*")


def elsewhere(text: str) -> list[str]:
    """Addresses of other hosts, also those that begin with two slashes."""
    found = re.findall(r"https?://[^\s\"'<>)}]+|(?<=[\"'(])//[a-z0-9.-]+\.[a-z]{2,}[^\s\"')]*", text)
    return [one for one in found if one not in NAMESPACES]


def test_a_page_asks_nothing_of_another_host():
    found = offenders([*TEMPLATES, *STYLESHEETS, *SCRIPTS], lambda path: elsewhere(path.read_text()))
    assert {path: hosts for path, hosts in found.items() if path not in LEAVES_ON_PURPOSE or len(hosts) > 1} == {}


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name(path)}:{number}"
        for path in texts()
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_file_names_a_registry():
    assert lines_with(REGISTRIES) == []


def test_no_file_names_a_place_on_somebodys_machine():
    assert lines_with(A_PLACE) == []


def test_no_file_holds_a_key():
    assert lines_with(A_KEY) == []
    assert lines_with(PRIVATE) == []
    assert lines_with(DEMO_KEY) == []


def test_what_must_not_be_kept_is_ignored():
    ignored = (ROOT / ".gitignore").read_text().split()
    assert {"uv.lock", ".env", ".venv/"} <= set(ignored)


def test_the_walk_reads_the_whole_house():
    seen = {name(path) for path in texts()}
    assert {"pyproject.toml", "requirements.txt", "stek/circle/gate.py", "stek/circle/sql/functions.sql"} <= seen


def test_each_of_them_would_be_seen():
    assert A_PLACE.search("see /" + "work/notes") and not A_PLACE.search("/framework/")
    key = "Zm9vYmFyYmF6cXV4MDEyMzQ1Njc4OWFiY2RlZkdISUo" + "="
    assert A_KEY.search(f'KEY = "{key}"') and not A_KEY.search("sha256:" + "a1" * 32)
    assert DEMO_KEY.search("demo-" + key) and not DEMO_KEY.search('"demo-" + "x" * 50')
    assert REGISTRIES.search("files.python" + "hosted.org") and PRIVATE.search("-----BEGIN PRIVATE " + "KEY-----")
    assert elsewhere('<script src="https://cdn.example/x.js">') and elsewhere('url("//fonts.example/a.woff2")')
    assert elsewhere('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>') == []
