"""The rules of access, searched: over histories by chance and over all of the smallest worlds no sentence breaks."""

import importlib

from stek.kit.tests.long import often, seed
from tests.gate.model import clauses
from tests.gate.model.every import histories
from tests.gate.model.family import EVERYBODY, KIN, STORY
from tests.gate.model.search import DEEDS_IN_A_HISTORY, LAWYER, MARIJKE, NINA, TOM, breaks, history, shortest, shows
from tests.gate.model.telling import NEEDED


def test_no_history_by_chance_breaks_a_sentence():
    begin = seed()
    for one in range(begin, begin + often(push=1_500, night=1_000_000)):
        sentence, parents, deeds = history(one, DEEDS_IN_A_HISTORY)
        assert not sentence, (sentence, parents, shortest(parents, deeds, frozenset(), sentence))


def test_no_history_at_all_of_a_small_world_breaks_a_sentence():
    for deep, small in ((often(push=3, night=4), False), (often(push=3, night=5), True)):
        count = 0
        for deeds, sentence in histories(deep, small):
            count += 1
            assert not sentence, (sentence, deeds)
        assert count > 500


def test_what_is_hidden_from_somebody_does_not_show_to_them():
    begin = seed()
    for one in range(begin, begin + often(push=25, night=20_000)):
        _, parents, deeds = history(one, DEEDS_IN_A_HISTORY)
        for who in (NINA, TOM, MARIJKE):
            assert not shows(parents, deeds, who), (who, parents, deeds)


def test_a_rule_that_is_left_out_is_noticed():
    """The search can fail: without the readers of a closed thing it does, within a few histories."""
    found = (history(one, DEEDS_IN_A_HISTORY, frozenset({"closed"})) for one in range(100))
    sentence, parents, deeds = next(one for one in found if one[0])
    assert breaks(parents, deeds, frozenset({"closed"})) == sentence
    assert breaks(parents, deeds, frozenset()) is None


def test_what_shows_is_noticed():
    """The comparison can fail: who quotes a helper of whom they do not know learns by the answer that she is there."""
    hidden = ("lets_in", 101, NINA, LAWYER, KIN, 0)
    quoted = ("writes", 102, TOM, 11, STORY, 1, 0, LAWYER, (), False, -1, EVERYBODY, 0)
    assert shows(2, [hidden, quoted], TOM) is None
    assert shows(2, [hidden, quoted], TOM, frozenset({"quotes whom one knows"})) == hidden


def test_each_clause_and_each_older_rule_has_a_scenario_that_needs_it():
    for name in ("", "_of_hiding", "_of_people"):
        importlib.import_module(f"tests.gate.test_model_scenarios{name}")
    assert {*clauses.DECIDING, *clauses.DOING, *clauses.OLDER} - NEEDED == set()
