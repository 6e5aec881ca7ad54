"""Who comes in, leaves, ends, stands in, breaks the glass. Without its clause each of these does not hold."""

from tests.gate.model.telling import KIN, LOU, NOOR, OWN, PARENT, PROFESSIONAL, TEAM, Story, scenario


@scenario("every parent")
def test_a_parent_comes_in_when_every_active_parent_said_yes(f: Story):
    note = f.nina.notes(kids=LOU)
    f.mia.asks_in()
    f.nina.answers(f.mia)
    before = f.mia.reads(note)
    f.tom.answers(f.mia)
    return not before and f.mia.reads(note)


@scenario()
def test_silence_is_no_and_a_no_costs_nothing_else(f: Story):
    f.mia.asks_in()
    f.nina.answers(f.mia)
    f.tom.answers(f.mia, yes=False)
    place = f.nina.invites(f.mia, KIN)
    return f.place_of(f.mia) == place and f.mia.reads(f.nina.notes(kids=LOU))


@scenario("every parent")
def test_nobody_comes_in_as_parent_without_who_is_leaving(f: Story):
    f.tom.leaves()
    f.mia.asks_in()
    f.nina.answers(f.mia)
    return not f.mia.reads(f.nina.notes(kids=LOU))


@scenario("parent visible", parents=1)
def test_a_parents_place_is_never_hidden(f: Story):
    return not f.nina.lets_in(f.tom, PARENT, known=[])


@scenario("second tap")
def test_who_took_a_link_writes_and_reads_when_a_parent_said_that_it_is_them(f: Story):
    place = f.nina.sends_link(f.marijke)
    note, cry = f.nina.notes(kids=LOU), f.nina.notes(kids=LOU)
    f.nina.hides(cry, f.marijke)  # a tick does not say who she is
    mine = f.marijke.notes(kids=LOU)
    before = [f.marijke.reads(one) for one in (note, cry, mine)]
    f.tom.recognises(place)
    return before == [False, False, True] and f.marijke.reads(note) and f.marijke.reads(cry)


@scenario("nobody taps themselves")
def test_nobody_recognises_themselves(f: Story):
    """He took the link for her mother, and is let in as a parent."""
    place = f.nina.sends_link(f.mia, KIN)
    f.mia.asks_in()
    f.nina.answers(f.mia)
    f.tom.answers(f.mia)
    return not f.mia.recognises(place)


@scenario("some parent reads")
def test_a_carer_writes_nothing_that_no_parent_reads_from_the_first_moment(f: Story):
    """The model let her; the house did not. It may be private, and then nobody reads it but she."""
    f.nina.invites(f.marijke)
    return not f.marijke.notes(kids=LOU, readers=[]) and bool(f.marijke.notes(kids=LOU, readers=[f.tom]))


@scenario("own yes")
def test_nobody_ends_anothers_yes(f: Story):
    place = f.nina.invites(f.marijke)
    return not f.tom.ends(place) and f.marijke.reads(f.nina.notes(kids=LOU))


@scenario()
def test_when_he_ends_his_yes_hers_stands(f: Story):
    place = f.nina.invites(f.marijke)
    f.tom.says_yes(place)
    f.tom.ends(place)
    return f.marijke.reads(f.nina.notes(kids=LOU))


@scenario("its maker keeps it")
def test_he_cannot_say_yes_to_her_helper_and_end_the_place_with_it(f: Story):
    note = f.nina.notes(kids=LOU)
    f.nina.gives(note, f.friend)
    shown = f.nina.shows(f.place_of(f.friend))
    f.tom.says_yes(shown)
    f.tom.ends(shown)
    return f.friend.reads(note, at=shown)


@scenario()
def test_a_place_ends_with_its_last_yes(f: Story):
    place = f.nina.invites(f.marijke)
    note = f.nina.notes(kids=LOU)
    f.nina.ends(place)
    return not f.marijke.reads(note) and not f.marijke.notes(kids=LOU) and not f.nina.knows(place)


@scenario("of who left")
def test_a_parent_who_is_left_ends_the_yes_of_one_who_has_died(f: Story):
    place = f.tom.invites(f.marijke)
    f.tom.dies()
    note = f.nina.notes(kids=LOU)
    before = f.marijke.reads(note)
    return f.nina.ends(place) and before and not f.marijke.reads(note)


@scenario("fourteen days")
def test_for_fourteen_days_nothing_changes_for_anybody(f: Story):
    place = f.tom.invites(f.marijke)
    note = f.tom.notes(kids=LOU)
    f.tom.leaves()
    f.after(days=13)
    return not f.nina.ends(place) and f.marijke.reads(note) and f.nina.reads(note) and f.tom.reads(f.nina.notes())


@scenario("undo")
def test_who_leaves_undoes_it(f: Story):
    f.tom.leaves()
    f.after(days=13)
    f.tom.undoes()
    f.after(days=30)
    return f.tom.reads(f.nina.notes(kids=LOU))


@scenario()
def test_only_the_leaver_undoes_and_not_after_fourteen_days(f: Story):
    f.tom.leaves()
    f.after(days=15)
    return not f.tom.undoes() and not f.tom.reads(f.nina.notes(kids=LOU))


@scenario("hidden place ends")
def test_fourteen_days_after_a_hider_left_the_hidden_reader_is_gone(f: Story):
    place = f.nina.invites(f.lawyer, known=[])
    note = f.nina.notes(kids=LOU)
    f.nina.leaves()
    f.after(days=13)
    before = f.lawyer.reads(note)
    f.after(days=2)
    return before and not f.lawyer.reads(note) and not f.nina.knows(place)


@scenario("hidden place ends")
def test_also_when_she_died(f: Story):
    f.nina.invites(f.lawyer, known=[])
    note = f.nina.notes(kids=LOU)
    f.nina.dies()
    return not f.lawyer.reads(note)


@scenario("though a parent knows it", parents=3)
def test_a_hidden_place_stays_where_a_parent_who_is_left_knows_it(f: Story):
    place = f.nina.lets_in(f.lawyer, known=[f.mia])
    f.mia.says_yes(place)
    note = f.mia.notes(kids=LOU)
    f.nina.leaves()
    f.after(days=15)
    return f.lawyer.reads(note) and not f.tom.knows(place)


@scenario()
def test_own_words_of_who_left_stay_readable_to_others(f: Story):
    f.nina.invites(f.marijke)
    note = f.nina.notes(kids=LOU)
    f.nina.leaves()
    f.after(days=15)
    return f.tom.reads(note) and f.marijke.reads(note)


@scenario("put away", parents=1)
def test_when_the_last_parent_leaves_nobody_reads_but_their_own(f: Story):
    f.nina.invites(f.marijke)
    note, hers = f.nina.notes(kids=LOU), f.marijke.notes(kids=LOU)
    f.nina.leaves()
    f.after(days=15)
    return not f.marijke.reads(note) and f.marijke.reads(hers) and f.nina.reads(note)


@scenario("undo", parents=1)
def test_the_undo_of_the_last_brings_all_back(f: Story):
    f.nina.invites(f.lawyer, known=[])
    note = f.nina.notes(kids=LOU)
    f.nina.leaves()
    f.after(days=40)
    away = not f.lawyer.reads(note)
    f.nina.undoes()
    return away and f.lawyer.reads(note)


@scenario()
def test_of_two_who_left_only_the_last_brings_it_back(f: Story):
    f.tom.leaves()
    f.after(days=3)
    f.nina.leaves()
    f.after(days=20)
    return not f.tom.undoes() and bool(f.nina.undoes()) and not f.tom.reads(f.nina.notes(kids=LOU))


@scenario("tapped")
def test_a_colleague_joins_the_team_and_reads_when_a_parent_tapped_her(f: Story):
    team = f.nina.team(f.marijke)
    f.nina.says_yes(team)
    note = f.nina.notes(kids=LOU)
    f.marijke.joins(team, f.colleague)
    before = f.marijke.reads(note) and not f.colleague.reads(note)
    f.nina.taps(team, f.colleague)
    return before and f.colleague.reads(note)


@scenario("tapped")
def test_she_reads_by_the_yeses_of_who_tapped_her_alone(f: Story):
    team = f.nina.team(f.marijke)
    f.nina.says_yes(team)
    f.tom.says_yes(team)
    of_tom = f.marijke.notes(about=[f.tom])
    f.marijke.joins(team, f.colleague)
    f.nina.taps(team, f.colleague)
    return f.colleague.reads(f.nina.notes(kids=LOU)) and not f.colleague.reads(of_tom)


@scenario("nobody taps themselves")
def test_nobody_taps_themselves(f: Story):
    team = f.nina.team(f.marijke)
    f.nina.says_yes(team)
    f.marijke.joins(team, f.tom)
    return not f.tom.taps(team, f.tom)


@scenario("tapped")
def test_standing_in_opens_nothing(f: Story):
    team = f.nina.team(f.marijke)
    f.nina.says_yes(team)
    note = f.nina.notes(kids=LOU)
    f.marijke.joins(team, f.colleague)
    return not f.colleague.reads(note)


@scenario()
def test_working_notes_of_a_team_are_read_by_its_members_and_by_no_parent(f: Story):
    team = f.nina.team(f.marijke)
    note = f.marijke.notes(kids=LOU, part=TEAM)
    f.marijke.joins(team, f.colleague)
    return f.colleague.reads(note) and not f.nina.reads(note) and not f.tom.reads(note)


@scenario("glass")
def test_a_mother_who_cannot_answer_is_helped_by_a_doctor_at_night(f: Story):
    note = f.nina.notes(kids=LOU, about=[f.nina])
    before = f.doctor.reads(note)
    f.doctor.breaks_glass()
    return not before and f.doctor.reads(note)


@scenario("glass is over")
def test_after_sixty_minutes_it_is_over(f: Story):
    note = f.nina.notes(kids=LOU)
    f.doctor.breaks_glass()
    f.after(minutes=61)
    return not f.doctor.reads(note)


@scenario("glass reads only")
def test_an_emergency_is_for_reading(f: Story):
    note = f.nina.notes(kids=LOU)
    f.doctor.breaks_glass()
    return f.doctor.reads(note) and not f.doctor.builds_on(note)


@scenario("glass verified")
def test_a_friend_has_no_emergency(f: Story):
    note = f.nina.notes(kids=LOU)
    f.friend.breaks_glass()
    return not f.friend.reads(note)


@scenario("glass stranger")
def test_nor_has_a_grandmother_who_is_a_doctor(f: Story):
    f.nina.goes(f.nina.lets_in(f.doctor, KIN))
    f.doctor.goes(f.place_of(f.doctor))
    note = f.tom.notes(kids=LOU)
    f.doctor.breaks_glass()
    return not f.doctor.reads(note)


@scenario()
def test_parents_are_told_of_an_emergency_when_its_reviewer_has_looked(f: Story):
    f.doctor.breaks_glass()
    before = f.nina.is_told_of(f.doctor)
    f.doctor.is_reviewed()
    return not before and f.nina.is_told_of(f.doctor) and f.tom.is_told_of(f.doctor)


@scenario("at the latest")
def test_at_the_latest_after_seventy_two_hours(f: Story):
    f.doctor.breaks_glass()
    f.after(days=3)
    return f.nina.is_told_of(f.doctor)


@scenario("not for ever")
def test_not_yet_to_know_ends_after_thirty_days(f: Story):
    f.doctor.breaks_glass()
    f.doctor.is_reviewed(f.tom)
    f.after(days=3)
    before = f.tom.is_told_of(f.doctor)
    f.after(days=27)
    return f.nina.is_told_of(f.doctor) and not before and f.tom.is_told_of(f.doctor)


@scenario("never its author")
def test_and_is_never_who_wrote_what_was_read(f: Story):
    note = f.tom.notes(kids=LOU)
    f.doctor.breaks_glass()
    f.doctor.looks_at(note)
    f.doctor.is_reviewed(f.tom)
    return f.tom.is_told_of(f.doctor)


@scenario()
def test_a_parents_no_to_a_place_does_not_stand_in_the_way_of_an_emergency(f: Story):
    place = f.tom.lets_in(f.doctor, PROFESSIONAL)
    f.nina.says_no(place)
    note = f.nina.notes(kids=LOU)
    f.doctor.breaks_glass()
    return f.doctor.reads(note)


@scenario()
def test_he_says_she_has_no_authority_and_nothing_changes(f: Story):
    f.nina.invites(f.marijke)
    hers, his = f.nina.notes(kids=LOU), f.tom.notes(kids=LOU)
    f.tom.says()
    return f.nina.reads(his) and f.marijke.reads(hers) and bool(f.nina.invites(f.friend, KIN))


@scenario(parents=0)
def test_the_foster_grandmother_who_began_reads_on_when_the_mother_comes_in(f: Story):
    f.mia.begins()
    f.mia.adds_child(LOU)
    hers = f.mia.notes(kids=LOU)
    f.nina.asks_in()
    before = f.nina.reads(hers)
    f.mia.answers(f.nina)
    return (
        not before and f.nina.reads(hers) and f.mia.reads(f.nina.notes(kids=LOU)) and not f.nina.ends(f.place_of(f.mia))
    )


@scenario()
def test_a_child_added_changes_nobodys_sight(f: Story):
    place = f.nina.lets_in(f.marijke)
    f.nina.says_yes(place, kids=LOU)
    note = f.nina.notes(kids=LOU)
    f.nina.adds_child(NOOR)
    return f.marijke.reads(note) and not f.marijke.reads(f.nina.notes(kids=NOOR))


@scenario()
def test_a_friend_may_write_not_read_until_somebody_says_that_is_her(f: Story):
    f.nina.lets_in(f.friend, KIN)
    note = f.friend.notes(kids=LOU)
    return f.nina.reads(note) and f.friend.reads(note) and not f.friend.reads(f.nina.notes(kids=LOU))


@scenario()
def test_a_hidden_helper_is_known_to_its_maker_its_holder_and_whom_she_ticks(f: Story):
    f.nina.invites(f.marijke)
    place = f.nina.lets_in(f.lawyer, known=[f.marijke])
    return all(one.knows(place) for one in (f.nina, f.lawyer, f.marijke)) and not f.tom.knows(place)


@scenario()
def test_he_cannot_end_show_or_refuse_a_place_he_does_not_know(f: Story):
    place = f.nina.invites(f.lawyer, known=[])
    return not f.tom.ends(place) and not f.tom.shows(place) and not f.tom.says_no(place)


@scenario()
def test_a_yes_for_a_week_is_over_after_a_week(f: Story):
    place = f.nina.lets_in(f.friend, KIN)
    f.nina.says_yes(place, days=7)
    note = f.nina.notes(kids=LOU)
    before = f.friend.reads(note)
    f.after(days=7)
    return before and not f.friend.reads(note)


@scenario()
def test_what_she_gave_of_her_own_part_stays_given_when_he_ends_his_yes(f: Story):
    place = f.tom.invites(f.marijke)
    own = f.nina.notes(about=[f.nina], part=OWN)
    f.nina.gives(own, f.marijke)
    f.tom.ends(place)
    return f.marijke.reads(own) and not f.tom.reads(own)
