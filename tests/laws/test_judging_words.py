"""Law: words that judge do not appear, in Dutch, French or English: not in what Stek says, not in its
catalogues, mails, scripts or handbook, not in the families it ships as examples."""

import ast
import re

import pytest

from .house import MAILS, ROOT, SCRIPTS, STEK, TEMPLATES, offenders
from .speech import strings

JUDGING = {
    "nl": r"getraumatiseerde?|toxische?|risico-?(?:kind(?:eren|je|jes)?|gezin(?:nen)?|ouders?|moeders?)|probleemgezin(?:nen)?"
    r"|probleemkind(?:eren)?|multiprobleem\w*|fal(?:en|end|ende|ing)|faalt|gefaald|te laat|achterstallige?|cruciale?|cruciaal"
    r"|goed gedaan|flink zo|scores?|scoort|risicoscore|achterstand",
    "fr": r"traumatisée?s?|toxiques?|(?:familles?|enfants?|parents?) à risques?|familles? à problèmes?|échec|échou\w+"
    r"|trop tard|en retard|crucia(?:l|le|ux)|bravo|bien joué",
    "en": r"traumati[sz]ed|toxic|at[- ]risk (?:famil\w+|child\w*|parents?)|(?:high-)?risk famil\w+|problem famil\w+"
    r"|failing|too late|overdue|crucial|well done|good job",
}
PATTERN = re.compile(r"(?<![\w-])(?:" + "|".join(JUDGING.values()) + r")(?![\w-])", re.IGNORECASE)

MODULES = sorted(path for path in STEK.rglob("*.py") if not {"tests", "migrations"} & set(path.parts))
PROSE = [ROOT / "README.md", *(ROOT / "docs/handbook").rglob("*.md")]
CASES = [*STEK.rglob("*.yaml"), *STEK.rglob("*.po"), *STEK.glob("*/data/*.csv")]


def judging(text: str) -> list[str]:
    return [found[0] for found in PATTERN.finditer(text)]


def judging_in_module(text: str) -> list[str]:
    """In what a module says; its docstrings are for who reads the code."""
    return [word for node, _ in strings(ast.parse(text)) for word in judging(str(node.value))]


def without_notes(template: str) -> str:
    return re.sub(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", "", template, flags=re.DOTALL)


def test_a_template_does_not_judge():
    assert offenders([*TEMPLATES, *MAILS], lambda path: judging(without_notes(path.read_text()))) == {}


def test_a_module_does_not_judge():
    assert offenders(MODULES, lambda path: judging_in_module(path.read_text())) == {}


def test_a_script_a_case_a_catalogue_and_the_handbook_do_not_judge():
    assert offenders([*SCRIPTS, *CASES, *PROSE], lambda path: judging(path.read_text())) == {}


@pytest.mark.parametrize(
    "sentence",
    [
        "Dit is een risicogezin.",
        "Goed gedaan!",
        "Je bent te laat.",
        "Drie achterstallige taken",
        "une famille à risque",
        "C'est trop tard",
        "an at-risk child",
        "This is overdue",
    ],
)
def test_a_judging_word_is_seen(sentence):
    assert judging(sentence) != []
    assert judging_in_module(f"said = {sentence!r}") != []


@pytest.mark.parametrize("sentence", ["Het is nacht. Er hoeft niets.", "verlaat", "gefascineerd", "Ze slaapt laat in."])
def test_an_ordinary_word_is_not(sentence):
    assert judging(sentence) == []
