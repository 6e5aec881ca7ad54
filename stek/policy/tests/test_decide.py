"""What always holds of `decide()`, whatever the facts."""

from copy import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from stek.kit.tests.long import often
from stek.policy import (
    Actor,
    Allow,
    BreakGlass,
    Deny,
    Facts,
    Grant,
    Item,
    Period,
    Place,
    Purpose,
    Reason,
    Role,
    Section,
    Verb,
    acting,
    decide,
    is_own,
    own_section,
    team_section,
)

from .strategies import NOW, TICK, actors, facts, families, items, moments, periods, purposes, signed_in, threads, verbs


def holds_for(*values, **named):
    """Runs a test on many values, the same ones every time."""
    return lambda test: settings(max_examples=often(40, 1200))(given(*values, **named)(test))


asked = {"actor": signed_in, "purpose": purposes, "verb": verbs, "item": items, "facts": facts}


@holds_for(actors, purposes | st.text(max_size=3), verbs, items, facts, moments)
def test_there_is_always_an_answer_with_a_reason(actor, purpose, verb, item, facts, now):
    decision = decide(actor, purpose, verb, item, facts, now)
    assert isinstance(decision, Allow | Deny)
    assert isinstance(decision.reason, Reason)
    assert bool(decision) is isinstance(decision, Allow)


@holds_for(**asked)
def test_without_a_live_session_there_is_only_no(actor, purpose, verb, item, facts):
    gone = replace(actor, live=None)
    over = replace(actor, live=Period(NOW - TICK, NOW))
    early = replace(actor, live=Period(NOW + TICK))
    for nobody in (gone, over, early):
        assert decide(nobody, purpose, verb, item, facts, NOW) == Deny(Reason.NOT_SIGNED_IN)


@holds_for(**asked, apart=st.booleans())
def test_what_is_closed_to_somebody_or_written_apart_from_them_is_theirs_only_if_they_wrote_it(
    actor, purpose, verb, item, facts, apart
):
    under = replace(item, rests_on=item.rests_on | {"place 9", "thread 9"})
    hidden = apart_from(facts, "place 9") if apart else closed_to(facts, "thread 9")
    decision = decide(actor, purpose, verb, under, hidden, NOW)
    if decision:
        assert item.author == actor.person and verb in (Verb.READ, Verb.REMOVE)
    elif item.author == actor.person and verb in (Verb.READ, Verb.REMOVE):
        assert not decide(actor, purpose, verb, item, replace(facts, closed=frozenset(), apart=frozenset()), NOW)


@holds_for(**asked, thread=threads)
def test_hiding_something_opens_nothing(actor, purpose, verb, item, facts, thread):
    if decide(actor, purpose, verb, item, closed_to(facts, thread), NOW):
        assert decide(actor, purpose, verb, item, facts, NOW)


@holds_for(**asked)
def test_of_several_places_somebody_acts_from_one(actor, purpose, verb, item, facts):
    """What another place was given counts for nothing: what one may is never the sum of one's places."""
    mine = acting(facts.places, item.family, NOW)
    others = tuple(grant for grant in facts.grants if mine is None or grant.place != mine.id)
    from_others = replace(facts, places=tuple(filter(None, [mine])), grants=others)
    assert decide(actor, purpose, verb, item, from_others, NOW).reason is not Reason.CONSENT
    only = replace(
        facts, places=tuple(p for p in facts.places if p.family != item.family) + tuple(filter(None, [mine]))
    )
    assert decide(actor, purpose, verb, item, only, NOW) == decide(actor, purpose, verb, item, facts, NOW)


@holds_for(**asked)
def test_a_parent_acts_as_a_parent_and_from_a_known_place_before_a_hidden_one(actor, purpose, verb, item, facts):
    mine = acting(facts.places, item.family, NOW)
    here = [one for one in facts.places if one.family == item.family and one.period.holds(NOW)]
    assert (mine is None) is (here == [])
    if mine:
        assert mine.role is Role.PARENT or all(one.role is not Role.PARENT for one in here)
        same = [one for one in here if (one.role is Role.PARENT) is (mine.role is Role.PARENT)]
        assert not mine.hidden or all(one.hidden for one in same)


@holds_for(**asked, which=st.integers(0, 5))
def test_taking_a_consent_or_an_emergency_away_opens_nothing(actor, purpose, verb, item, facts, which):
    kind = ("grants", "break_glass")[which % 2]
    held = getattr(facts, kind)
    assume(held)
    fewer = replace(facts, **{kind: held[: which // 2] + held[which // 2 + 1 :]})
    if decide(actor, purpose, verb, item, fewer, NOW):
        assert decide(actor, purpose, verb, item, facts, NOW)


@holds_for(**asked)
def test_withdrawing_every_consent_only_takes_away(actor, purpose, verb, item, facts):
    withdrawn = replace(facts, grants=tuple(replace(g, period=Period(g.period.start, NOW)) for g in facts.grants))
    if decide(actor, purpose, verb, item, withdrawn, NOW):
        assert decide(actor, purpose, verb, item, facts, NOW)
    assert decide(actor, purpose, verb, item, withdrawn, NOW).reason is not Reason.CONSENT


@holds_for(**asked)
def test_who_has_left_reads_their_own_words_and_in_an_emergency_and_changes_nothing(actor, purpose, verb, item, facts):
    left = replace(facts, places=tuple(replace(m, period=Period(NOW - TICK, NOW)) for m in facts.places))
    decision = decide(actor, purpose, verb, item, left, NOW)
    own = decision == Allow(Reason.OWN_WORDS) and item.author == actor.person
    assert not decision or (verb is Verb.READ and (own or decision == Allow(Reason.BREAK_GLASS)))


@holds_for(**asked)
def test_a_private_note_is_its_authors_alone(actor, purpose, verb, item, facts):
    private = replace(item, private=True)
    if decide(actor, purpose, verb, private, facts, NOW):
        assert item.author == actor.person


@holds_for(**asked)
def test_nobody_writes_in_anothers_name(actor, purpose, verb, item, facts):
    if decide(actor, purpose, verb, item, facts, NOW) and verb not in (Verb.READ, Verb.END):
        assert item.author == actor.person


@holds_for(**asked)
def test_what_somebody_said_is_ended_by_them_or_by_a_parent_who_reads_it(actor, purpose, verb, item, facts):
    decision = decide(actor, purpose, Verb.END, item, facts, NOW)
    if decision and item.author != actor.person:
        assert decision == Allow(Reason.PARENT)
    if decision:
        assert decide(actor, purpose, Verb.READ, item, facts, NOW)


@holds_for(**asked)
def test_what_was_shared_stays_shared(actor, purpose, verb, item, facts):
    if decide(actor, purpose, verb, item, facts, NOW) and verb in (Verb.SHARE, Verb.REMOVE):
        assert item.private


@holds_for(**asked)
def test_broken_glass_only_lets_a_health_professional_read(actor, purpose, verb, item, facts):
    if decide(actor, purpose, verb, item, facts, NOW) == Allow(Reason.BREAK_GLASS):
        assert verb is Verb.READ
        assert actor.is_health_professional
        assert not is_own(item.section)
    if decide(actor, purpose, verb, item, replace(facts, places=(), grants=()), NOW):
        assert verb is Verb.READ


@holds_for(**asked)
def test_an_adults_own_part_opens_for_themselves_or_by_consent(actor, purpose, verb, item, facts):
    own = replace(item, section=own_section(item.author), private=False)
    decision = decide(actor, purpose, verb, own, facts, NOW)
    if decision and actor.person != own.author:
        assert decision.reason is Reason.CONSENT


@holds_for(**asked, other=families)
def test_facts_about_another_family_change_nothing(actor, purpose, verb, item, facts, other):
    here = Facts(
        tuple(p for p in facts.places if p.family == item.family),
        tuple(g for g in facts.grants if g.family == item.family),
        facts.closed,
        facts.apart,
        tuple(b for b in facts.break_glass if b.family == item.family),
    )
    assert decide(actor, purpose, verb, item, facts, NOW) == decide(actor, purpose, verb, item, here, NOW)


@holds_for(periods, moments)
def test_a_period_is_half_open(period, now):
    assert period.holds(now) is (now >= period.start and (period.end is None or now < period.end))
    if period.end is not None:
        assert not period.holds(period.end)
        assert period.holds(period.start) is (period.start < period.end)


@holds_for(purposes, purposes)
def test_a_consent_is_good_for_its_own_purpose_only(given_for, asked_for):
    grant = Grant("family 1", "p", Section.STORY, given_for, frozenset({Verb.READ}), Period(NOW))
    facts = Facts(places=(Place("family 1", "p", Role.PROFESSIONAL, Period(NOW)),), grants=(grant,))
    item = Item("family 1", Section.STORY, "Bo", False, frozenset())
    decision = decide(Actor("An", Period(NOW)), asked_for, Verb.READ, item, facts, NOW)
    assert decision == (Allow(Reason.CONSENT) if given_for == asked_for else Deny(Reason.NO_CONSENT))


def test_every_reason_can_be_met():
    """One plain example of each, so that the properties above cannot all hold of a gate that is always shut."""
    an, note = Actor("An", Period(NOW)), Item("f", Section.STORY, "Bo", False, frozenset({"t"}))
    own, mine = replace(note, section=own_section("An")), replace(note, author="An")
    parent = Facts(places=(Place("f", "p", Role.PARENT, Period(NOW)),))
    worker = Facts(places=(Place("f", "p", Role.PROFESSIONAL, Period(NOW)),))
    consented = replace(
        worker, grants=(Grant("f", "p", Section.STORY, Purpose.CARE, frozenset({Verb.READ}), Period(NOW)),)
    )
    opened = Facts(break_glass=(BreakGlass("f", Period(NOW)),))
    nurse = replace(an, is_health_professional=True)
    examples = [
        (Actor("An", None), Verb.READ, note, parent, Reason.NOT_SIGNED_IN),
        (an, Verb.READ, note, closed_to(parent, "t"), Reason.CLOSED),
        (an, Verb.READ, replace(note, private=True), parent, Reason.PRIVATE),
        (an, Verb.NOTE, note, parent, Reason.NOT_YOUR_WORDS),
        (an, Verb.REMOVE, mine, parent, Reason.SHARED_STAYS),
        (an, Verb.READ, own, worker, Reason.OWN),
        (an, Verb.READ, note, parent, Reason.PARENT),
        (an, Verb.READ, mine, worker, Reason.OWN_WORDS),
        (an, Verb.READ, replace(note, whose="An"), Facts(), Reason.QUOTED),
        (
            an,
            Verb.READ,
            replace(note, section=team_section("t")),
            Facts(teams=frozenset({("f", team_section("t"))})),
            Reason.TEAM,
        ),
        (an, Verb.READ, note, consented, Reason.CONSENT),
        (an, Verb.READ, replace(note, thread="t"), replace(worker, given={"t": ("Bo", "t")}), Reason.GIVEN),
        (nurse, Verb.READ, note, opened, Reason.BREAK_GLASS),
        (an, Verb.READ, note, worker, Reason.NO_CONSENT),
    ]
    for actor, verb, item, known, reason in examples:
        assert decide(actor, Purpose.CARE, verb, item, known, NOW).reason is reason
    assert {reason for *_, reason in examples} == set(Reason) - {
        Reason.ABOUT_SAFETY,
        Reason.A_PARENTS_WORD,
        Reason.NOT_YOUR_YES,
    }  # of rooms


def closed_to(facts: Facts, thread: str) -> Facts:
    return replace(facts, closed=facts.closed | {thread})


def apart_from(facts: Facts, place: str) -> Facts:
    return replace(facts, apart=facts.apart | {place})
