"""Who hides what from whom, and what that takes from nobody else. Without its clause each of these does not hold."""

from tests.gate.model.telling import BUILD, HEALTH, KIN, LOU, OWN, Story, scenario


@scenario("closed")
def test_a_hidden_thing_is_read_by_its_readers(f: Story):
    cry = f.nina.notes(kids=LOU)
    before = f.tom.reads(cry)
    f.nina.hides(cry)
    return before and f.nina.reads(cry) and not f.tom.reads(cry)


@scenario("tick makes a place")
def test_the_cry_reaches_the_midwife_whom_the_other_parent_invited_also_after_he_ends_his_yes(f: Story):
    place = f.tom.invites(f.marijke)
    cry = f.nina.notes(kids=LOU)
    f.nina.hides(cry, f.marijke)
    listed = f.marijke.reads(cry) and not f.tom.reads(cry)
    f.tom.ends(place)
    return listed and f.marijke.reads(cry)


@scenario()
def test_the_place_that_a_tick_makes_is_not_known_to_whom_it_is_hidden_from(f: Story):
    f.tom.invites(f.marijke)
    cry = f.nina.notes(kids=LOU)
    f.nina.hides(cry, f.marijke)
    hers = f.place_of(f.marijke, f.nina)
    return f.nina.knows(hers) and f.marijke.knows(hers) and not f.tom.knows(hers)


@scenario("enemies")
def test_the_friend_who_is_a_second_account_does_not_read_what_is_hidden_from_him(f: Story):
    cry = f.nina.notes(kids=LOU)
    f.nina.hides(cry)
    f.tom.invites(f.friend, KIN)  # it is Tom, by another name
    return f.friend.reads(f.tom.notes(kids=LOU)) and not f.friend.reads(cry)


@scenario()
def test_nor_when_the_second_account_was_there_before(f: Story):
    f.tom.invites(f.friend, KIN)
    cry = f.nina.notes(kids=LOU)
    before = f.friend.reads(cry)
    f.nina.hides(cry)
    return before and not f.friend.reads(cry)


@scenario("enemies", parents=1)
def test_a_second_parent_reads_a_hidden_thing_after_its_authors_tap_and_not_before(f: Story):
    cry = f.nina.notes(kids=LOU)
    f.nina.hides(cry)
    f.tom.asks_in()
    f.nina.answers(f.tom)
    before = f.tom.reads(cry)
    f.nina.hides(cry, f.tom)
    return not before and f.tom.reads(cry)


@scenario("enemies")
def test_a_third_parent_who_comes_later_is_no_reader_until_its_author_says_so(f: Story):
    cry = f.nina.notes(kids=LOU)
    f.nina.hides(cry)
    f.mia.asks_in()
    f.nina.answers(f.mia)
    f.tom.answers(f.mia)
    return f.mia.reads(f.tom.notes(kids=LOU)) and not f.mia.reads(cry)


@scenario("closed")
def test_what_is_hidden_from_the_first_moment_was_never_there_for_him(f: Story):
    cry = f.nina.notes(kids=LOU, readers=[])
    return f.nina.reads(cry) and not f.tom.reads(cry)


@scenario("takes the built")
def test_a_carers_words_built_on_a_note_stay_when_its_author_hides_it_without_the_link(f: Story):
    f.nina.invites(f.marijke)
    note = f.nina.notes(kids=LOU)
    built = f.marijke.notes(kids=LOU, on=[note])
    f.nina.hides(note, f.marijke)
    return f.tom.reads(built) and not f.tom.links(built)


@scenario("takes the built")
def test_ones_own_factor_stays_when_the_note_under_it_is_hidden(f: Story):
    f.tom.invites(f.marijke)
    note = f.nina.notes(kids=LOU)
    factor = f.tom.notes(kids=LOU, on=[note])
    f.nina.hides(note)
    return f.tom.changes(factor) and f.marijke.reads(factor) and f.nina.reads(factor) and not f.tom.links(factor)


@scenario(("reaches own built", "closed grounds"))
def test_hiding_reaches_what_its_hider_built_on_it(f: Story):
    note = f.nina.notes(kids=LOU)
    built = f.nina.notes(kids=LOU, on=[note])
    before = f.tom.reads(built)
    f.nina.hides(note)
    return before and not f.tom.reads(built)


@scenario("reaches own built")
def test_and_what_she_built_in_between_stays_behind_when_another_hides_a_ground(f: Story):
    his = f.nina.notes(kids=LOU, quotes=f.tom)
    built = f.tom.notes(kids=LOU, on=[his])
    f.tom.hides(his)
    return f.tom.reads(built) and f.nina.reads(his) and not f.nina.reads(built)


@scenario("subjects copied")
def test_losing_the_link_opens_nothing_about_whom_it_was(f: Story):
    f.nina.invites(f.marijke)
    f.tom.invites(f.doctor)
    of_tom = f.tom.notes(about=[f.tom])
    built = f.doctor.notes(kids=LOU, on=[of_tom])
    before = f.marijke.reads(built)
    f.tom.hides(of_tom, f.doctor)
    return not before and not f.marijke.reads(built)


@scenario("places copied")
def test_losing_the_link_opens_nothing_of_a_hidden_place(f: Story):
    f.nina.lets_in(f.lawyer, known=[])
    note = f.lawyer.notes(kids=LOU)
    built = f.nina.notes(kids=LOU, on=[note])
    before = f.tom.reads(built)
    f.lawyer.hides(note, f.nina)
    return not before and not f.tom.reads(built)


@scenario(("takes readers", "closed grounds"))
def test_what_is_built_on_a_hidden_thing_has_its_readers(f: Story):
    f.nina.invites(f.marijke)
    cry = f.nina.notes(kids=LOU)
    f.nina.hides(cry, f.marijke)
    built = f.marijke.notes(kids=LOU, on=[cry])
    return f.nina.reads(built) and not f.tom.reads(built)


@scenario("takes readers", "opens by its author")
def test_it_opens_only_by_its_own_author(f: Story):
    f.nina.invites(f.marijke)
    cry = f.nina.notes(kids=LOU)
    f.nina.hides(cry, f.marijke)
    built = f.marijke.notes(kids=LOU, on=[cry])
    f.nina.opens(cry)
    before = f.tom.reads(cry) and not f.tom.reads(built)
    f.marijke.opens(built)
    return before and f.tom.reads(built)


@scenario("rests on what one reads")
def test_nothing_rests_on_what_its_author_does_not_read(f: Story):
    cry = f.nina.notes(kids=LOU)
    f.nina.hides(cry)
    return not f.tom.notes(kids=LOU, on=[cry])


@scenario("a quotation rests on nothing")
def test_his_words_do_not_rest_on_what_is_hidden_from_him(f: Story):
    cry = f.nina.notes(kids=LOU, readers=[])
    return f.nina.notes(kids=LOU, on=[cry]) and not f.nina.notes(kids=LOU, quotes=f.tom, on=[cry])


@scenario("hides own", "any parent hides")
def test_a_parent_does_not_hide_the_nurses_words_from_the_other(f: Story):
    f.nina.invites(f.marijke)
    note = f.marijke.notes(kids=LOU)
    return not f.tom.hides(note, f.marijke) and f.nina.reads(note)


@scenario("hides own", "any parent hides")
def test_nor_the_others_words(f: Story):
    f.nina.invites(f.marijke)
    note = f.nina.notes(kids=LOU)
    return not f.tom.hides(note) and f.nina.reads(note) and f.marijke.reads(note)


@scenario()
def test_a_carer_hides_her_own_note_from_one_parent(f: Story):
    f.nina.invites(f.marijke)
    note = f.marijke.notes(kids=LOU)
    f.marijke.hides(note, f.nina)
    return f.nina.reads(note) and not f.tom.reads(note)


@scenario("some parent reads")
def test_but_never_from_all_at_once(f: Story):
    f.nina.invites(f.marijke)
    note = f.marijke.notes(kids=LOU)
    return not f.marijke.hides(note) and f.nina.reads(note) and f.tom.reads(note)


@scenario("replaces ticks")
def test_a_new_list_replaces_the_ticks(f: Story):
    note = f.nina.notes(kids=LOU)
    f.nina.gives(note, f.friend)
    before = f.friend.reads(note)
    f.nina.hides(note)
    return before and not f.friend.reads(note)


@scenario("replaces ticks")
def test_also_those_on_what_its_hider_built_on_it(f: Story):
    note = f.nina.notes(kids=LOU)
    built = f.nina.notes(kids=LOU, on=[note])
    f.nina.gives(built, f.friend)
    f.nina.hides(note)
    return f.nina.reads(built) and not f.friend.reads(built)


@scenario()
def test_who_hid_it_opens_it_again(f: Story):
    cry = f.nina.notes(kids=LOU)
    f.nina.hides(cry)
    f.nina.opens(cry)
    return f.tom.reads(cry) and not f.tom.opens(cry)


@scenario("seal on a section")
def test_hiding_one_note_hides_no_section(f: Story):
    f.nina.hides(f.nina.notes(kids=LOU))
    return f.tom.reads(f.nina.notes(kids=LOU))


@scenario("seal on a place")
def test_hiding_one_note_does_not_hide_all_that_is_written_from_a_place(f: Story):
    f.nina.invites(f.marijke)
    note, other = f.marijke.notes(kids=LOU), f.marijke.notes(kids=LOU)
    f.marijke.hides(note, f.nina)
    return not f.tom.reads(note) and f.tom.reads(other)


@scenario()
def test_who_is_hidden_from_cannot_hide_or_open_or_give_it(f: Story):
    cry = f.nina.notes(kids=LOU)
    f.nina.hides(cry)
    return not f.tom.hides(cry, f.tom) and not f.tom.opens(cry) and not f.tom.gives(cry, f.friend)


@scenario()
def test_the_helper_reads_what_was_ticked_and_nothing_else(f: Story):
    cry, other = f.nina.notes(kids=LOU), f.nina.notes(kids=LOU)
    f.nina.hides(cry, f.lawyer)
    return f.lawyer.reads(cry) and not f.lawyer.reads(other) and not f.lawyer.reads(f.tom.notes(kids=LOU))


@scenario()
def test_a_reader_of_a_hidden_thing_builds_on_it_as_on_another(f: Story):
    f.nina.invites(f.marijke)
    cry = f.nina.notes(kids=LOU)
    f.nina.hides(cry, f.marijke)
    return f.marijke.may(BUILD, cry)


@scenario("glass passes nothing else")
def test_an_emergency_passes_nothing_that_is_hidden(f: Story):
    cry = f.nina.notes(kids=LOU)
    f.nina.hides(cry)
    f.doctor.breaks_glass()
    return not f.doctor.reads(cry)


@scenario("also in an emergency")
def test_unless_who_hid_it_said_also_in_an_emergency(f: Story):
    cry = f.nina.notes(kids=LOU)
    f.nina.hides(cry, emergency=True)
    f.doctor.breaks_glass()
    return f.doctor.reads(cry) and not f.tom.reads(cry)


@scenario()
def test_nor_what_stands_in_somebodys_own_part(f: Story):
    own = f.nina.notes(about=[f.nina], part=OWN)
    f.doctor.breaks_glass()
    return not f.doctor.reads(own)


@scenario()
def test_nor_what_she_built_on_her_own_part_when_that_is_given_to_the_doctor(f: Story):
    own = f.nina.notes(about=[f.nina], part=OWN)
    built = f.nina.notes(kids=LOU, on=[own])
    f.nina.hides(own, emergency=True)
    f.doctor.breaks_glass()
    f.nina.gives(own, f.doctor)
    return f.doctor.reads(own) and not f.doctor.reads(built)


@scenario("glass passes nothing else")
def test_nor_what_a_hidden_helper_wrote(f: Story):
    f.nina.lets_in(f.lawyer, known=[])
    note = f.lawyer.notes(kids=LOU)
    f.doctor.breaks_glass()
    return not f.doctor.reads(note)


@scenario("shown begins anew")
def test_what_a_hidden_helper_wrote_stays_behind_when_she_is_shown_until_she_opens_it(f: Story):
    place = f.nina.invites(f.marijke, known=[])
    note = f.marijke.notes(kids=LOU, part=HEALTH)
    shown = f.nina.shows(place)
    before = f.tom.knows(shown) and not f.tom.reads(note)
    f.marijke.opens(note)
    return before and f.tom.reads(note)


@scenario("knows whom one lets in")
def test_nobody_says_yes_to_a_place_they_do_not_know(f: Story):
    place = f.nina.lets_in(f.lawyer, known=[])
    return not f.tom.says_yes(place)


@scenario("pregnancy is hers", parents=2)
def test_what_he_writes_about_her_pregnancy_stands_with_her(f: Story):
    note = f.tom.notes(about=[f.nina], pregnancy_of=f.nina)
    f.nina.invites(f.marijke)
    given = f.nina.gives(note, f.marijke)
    return f.nina.reads(note) and f.tom.reads(note) and given and f.marijke.reads(note)


@scenario("birth is silent")
def test_at_birth_nobodys_sight_changes_by_silence(f: Story):
    note = f.nina.notes(about=[f.nina], pregnancy_of=f.nina)
    f.nina.bears(2)
    before = f.tom.reads(note)
    f.nina.shares(note, HEALTH)
    return not before and f.tom.reads(note)


@scenario()
def test_a_loss_that_she_keeps_to_herself_shows_to_nobody(f: Story):
    f.tom.invites(f.friend, KIN)
    loss = f.nina.notes(about=[f.nina], pregnancy_of=f.nina)
    f.nina.says()
    return f.nina.reads(loss) and not f.tom.reads(loss) and not f.friend.reads(loss)
