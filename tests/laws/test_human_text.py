"""Law: all that people read goes through gettext, and Dutch is the language it is written in."""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.urls import reverse

from stek.circle.tests.builders import make_family, make_person

from .house import MAILS, STEK, TEMPLATES, offenders
from .speech import bare_in_template, is_sentence, msgids, speaking_modules, strings

# Three languages side by side are their own catalogue.
CATALOGUES = {STEK / "story/labels.py": {"DOMAINS"}}

# Words that make a sentence English, and that are no Dutch word.
ENGLISH = re.compile(
    r"\b(the|and|you|your|with|this|that|from|have|has|not|please|must|cannot|should|are|sign|enter|password"
    r"|required|invalid|click|here|there|about|family|child|story)\b",
    re.IGNORECASE,
)


def left_out(path: Path, tree: ast.Module) -> set[int]:
    known = CATALOGUES.get(path, set())
    return {
        id(one)
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name) and target.id in known
        for one in ast.walk(node)
    }


def untranslated(text: str, path: Path = Path()) -> list[str]:
    tree = ast.parse(text)
    skipped = left_out(path, tree)
    return [
        str(node.value)
        for node, translated in strings(tree)
        if not translated and id(node) not in skipped and is_sentence(str(node.value))
    ]


def test_a_template_says_nothing_past_gettext():
    assert (
        offenders([*TEMPLATES, *MAILS], lambda path: {*bare_in_template(path.read_text())} - {"Stek", "– Stek"}) == {}
    )


def test_a_module_says_nothing_past_gettext():
    modules = [
        path for path in speaking_modules() if path != STEK / "people/access.py"
    ]  # that is for who reads the code
    assert offenders(modules, lambda path: untranslated(path.read_text(), path)) == {}


def english(sentences: Iterable[str]) -> list[str]:
    return [one for one in sentences if ENGLISH.search(re.sub(r"\{\{.*?\}\}|\{\w*\}|%\(\w+\)\w", "", one))]


def test_it_is_written_in_dutch():
    assert offenders([*TEMPLATES, *MAILS, *speaking_modules()], lambda path: english(msgids(path))) == {}


def said(response) -> str:
    """What a browser shows of a page, in one line."""
    text = re.sub(r"<(script|style|svg|textarea)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def test_no_english_comes_along_with_what_others_wrote(db, client):
    """The labels and errors of Django and allauth are in Dutch too."""
    somebody = make_person("Nina").browser
    pages = [client.get(reverse(one)) for one in ("account_login", "account_reset_password", "help")]
    pages += [client.post(reverse(one), {}) for one in ("account_login", "account_reset_password")]
    pages += [somebody.get(reverse(one), follow=True) for one in ("mfa_index", "account_change_password")]
    shown = [said(page) for page in pages]
    assert all(len(one) > 100 for one in shown)
    assert {
        one[max(0, found.start() - 40) : found.end() + 40] for one in shown for found in ENGLISH.finditer(one)
    } == set()


def test_no_page_of_a_family_speaks_english(db):
    family = make_family("Nina", "Maaike")
    browser = family.parent.browser
    browser.post(reverse("observation_create", args=[family.id]), {"words": "Ze lachte.", "readers": "circle"})
    names = ("family", "story", "capture", "access", "trail", "invitation_create", "tie_create")
    shown = [said(browser.get(reverse(one, args=[family.id]))) for one in names]
    assert all(len(one) > 100 for one in shown)
    assert {
        one[max(0, found.start() - 40) : found.end() + 40] for one in shown for found in ENGLISH.finditer(one)
    } == set()


@pytest.mark.parametrize(
    "text",
    [
        "<p>Zomaar een zin</p>",
        '<button aria-label="Sluiten">x</button>',
        '<p>{% translate "Goed" %} en nog iets</p>',
        '{% if a %}Ja{% endif %}<img alt="Een prent">',
    ],
)
def test_a_sentence_past_gettext_is_seen_in_a_template(text):
    assert bare_in_template(text) != []


@pytest.mark.parametrize(
    "text",
    [
        '<p class="card">{% translate "Een zin" %}</p>',
        "<p>{% blocktranslate %}Dag {{ name }}{% endblocktranslate %} · 112</p>",
        "{# a note for who reads the code #}<p title=\"{% translate 'Sluiten' %}\">{{ words }}</p>",
    ],
)
def test_a_sentence_through_gettext_is_not(text):
    assert bare_in_template(text) == []


def test_a_sentence_past_gettext_is_seen_in_a_module():
    assert untranslated('error = "Dat lukte niet goed."') == ["Dat lukte niet goed."]
    assert untranslated('error = _("Dat lukte niet goed.")') == []
    assert untranslated("""form = '<p class="said {looks}">Lees <b>{words}</b></p>'""") != []
    assert untranslated("""form = '<p title="Lees dit">{words}</p>'""") != []
    assert untranslated("""form = '<p class="said {looks}" dir="auto">{words}<b>{more}</b></p>'""") == []
    assert untranslated("""form = '<path class="line nofill" d="M {left} 28 V {bottom}"/>'""") == []
    assert untranslated("""form = '<image aria-label="Het verhaal" href="{place}"/>'""") != []
    assert untranslated('"""What it promises."""\nrun("select a from b", attrs={"class": "big-one write"})') == []


def test_an_english_sentence_is_seen():
    assert english(["Sign in with your account", "Meld je aan met je account"]) == ["Sign in with your account"]
