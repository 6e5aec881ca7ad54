"""Who reads what: each clause of the rules, told as people would live it. Without the clause it does not hold."""

from tests.gate.model.telling import BUILD, CHANGE, END, HEALTH, KIN, LOU, NOOR, OWN, STORY, TEAM, Story, scenario


@scenario("session")
def test_who_signed_out_sees_nothing(f: Story):
    note = f.nina.notes(kids=LOU)
    seen = f.tom.reads(note)
    f.tom.signs_out()
    return seen and not f.tom.reads(note)


@scenario("own words")
def test_a_carer_reads_her_own_words_after_her_place_has_ended(f: Story):
    place = f.nina.invites(f.marijke)
    note = f.marijke.notes(kids=LOU)
    f.nina.ends(place)
    return f.marijke.reads(note)


@scenario("own words")
def test_who_has_left_for_good_reads_their_own_words(f: Story):
    note = f.tom.notes(kids=LOU)
    f.tom.leaves()
    f.after(days=15)
    return f.tom.reads(note)


@scenario("quoted")
def test_who_is_quoted_reads_the_words_whoever_closes_them(f: Story):
    f.nina.invites(f.marijke)
    note = f.marijke.notes(kids=LOU, quotes=f.tom)
    f.tom.leaves()
    f.after(days=15)
    return f.tom.reads(note)


@scenario("author changes")
def test_only_its_author_changes_a_note(f: Story):
    note = f.nina.notes(kids=LOU)
    return f.nina.changes(note) and not f.tom.changes(note)


@scenario("ended changes nothing")
def test_a_place_that_ended_reads_its_own_and_changes_nothing(f: Story):
    place = f.nina.invites(f.marijke)
    note = f.marijke.notes(kids=LOU)
    f.nina.ends(place)
    return f.marijke.reads(note) and not f.marijke.changes(note)


@scenario("private")
def test_private_is_the_authors_alone(f: Story):
    note = f.nina.notes(kids=LOU, private=True)
    return f.nina.reads(note) and not f.tom.reads(note)


@scenario("given")
def test_a_tick_opens_one_thing_for_a_friend_who_has_no_yes(f: Story):
    f.nina.lets_in(f.friend, KIN)
    note, other = f.nina.notes(kids=LOU), f.nina.notes(kids=LOU)
    f.nina.gives(note, f.friend)
    return f.friend.reads(note) and not f.friend.reads(other)


@scenario("given reads only")
def test_a_tick_is_for_reading(f: Story):
    note = f.nina.notes(kids=LOU)
    f.nina.gives(note, f.friend)
    return f.friend.reads(note) and not f.friend.builds_on(note)


@scenario("given is known")
def test_a_tick_does_not_reach_a_place_that_its_author_does_not_know(f: Story):
    f.nina.invites(f.friend, KIN)
    hidden = f.tom.lets_in(f.friend, KIN, known=[])
    note = f.nina.notes(kids=LOU)
    f.nina.gives(note, f.friend)
    return f.friend.reads(note) and not f.friend.reads(note, at=hidden)


@scenario("given own words")
def test_a_tick_on_quoted_words_does_not_reach_a_place_the_quoted_one_does_not_know(f: Story):
    quoted = f.nina.notes(kids=LOU, quotes=f.tom)
    hidden = f.nina.lets_in(f.lawyer, known=[])
    f.tom.gives(quoted, f.lawyer)
    return f.tom.reads(quoted) and not f.lawyer.reads(quoted, at=hidden)


@scenario("quotation is theirs", "author gives a quotation")
def test_who_wrote_down_his_words_does_not_give_them_away(f: Story):
    quoted = f.nina.notes(kids=LOU, quotes=f.tom)
    mother = f.nina.invites(f.friend, KIN)
    given = f.nina.gives(quoted, f.friend)
    return not given and not f.friend.reads(quoted, at=mother)


@scenario("quoted knows the place")
def test_nobody_is_quoted_from_a_place_they_do_not_know(f: Story):
    f.nina.lets_in(f.lawyer, known=[])
    return not f.lawyer.notes(kids=LOU, quotes=f.tom)


@scenario("quotes whom one knows")
def test_nobody_quotes_a_helper_of_whom_they_do_not_know(f: Story):
    f.nina.lets_in(f.lawyer, known=[])
    return not f.tom.notes(kids=LOU, quotes=f.lawyer)


@scenario()
def test_what_is_quoted_of_a_mother_is_hers_to_give_close_and_share(f: Story):
    f.nina.invites(f.marijke)
    doctor = f.nina.invites(f.doctor)
    said = f.marijke.notes(kids=LOU, about=[f.nina], quotes=f.nina)
    before = f.doctor.reads(said) or f.tom.reads(said)
    f.nina.gives(said, f.doctor)
    given = f.doctor.reads(said, at=doctor) and not f.tom.reads(said)
    f.nina.hides(said)
    closed = not f.doctor.reads(said) and f.marijke.reads(said)
    f.nina.shares(said)
    return not before and given and closed and f.tom.reads(said)


@scenario()
def test_what_a_carer_saw_is_another_note_that_no_quoted_person_hides(f: Story):
    f.nina.invites(f.marijke)
    f.marijke.notes(kids=LOU, quotes=f.tom)
    saw = f.marijke.notes(kids=LOU)
    return not f.tom.hides(saw) and not f.nina.hides(saw) and f.nina.reads(saw)


@scenario("written from unknown")
def test_what_a_hidden_helper_writes_is_not_read_by_whom_she_is_hidden_from(f: Story):
    f.nina.lets_in(f.lawyer, known=[])
    note = f.lawyer.notes(kids=LOU)
    return f.nina.reads(note) and not f.tom.reads(note)


@scenario("unknown to the author", "one way", "hidden place reads")
def test_a_lawyer_hidden_from_her_reads_none_of_her_notes(f: Story):
    f.tom.invites(f.lawyer, known=[])
    hers, his = f.nina.notes(kids=LOU), f.tom.notes(kids=LOU)
    return f.lawyer.reads(his) and not f.lawyer.reads(hers)


@scenario("unknown to the author", "one way")
def test_a_lawyer_hidden_from_the_midwife_reads_none_of_her_notes(f: Story):
    f.nina.invites(f.marijke)
    f.tom.invites(f.lawyer, known=[f.nina])
    note = f.marijke.notes(kids=LOU)
    return f.tom.reads(note) and not f.lawyer.reads(note)


@scenario("unknown to the quoted")
def test_a_place_that_a_quoted_parent_does_not_know_does_not_read_the_words(f: Story):
    f.tom.invites(f.marijke)
    said = f.tom.notes(kids=LOU, quotes=f.nina)
    f.nina.shares(said)
    hidden = f.tom.invites(f.lawyer, known=[])
    return f.marijke.reads(said) and not f.lawyer.reads(said, at=hidden)


@scenario("sum of places")
def test_a_midwife_with_two_places_never_mixes_them(f: Story):
    open_to_both = f.tom.lets_in(f.marijke)
    hidden = f.nina.invites(f.marijke, known=[])
    his = f.tom.notes(kids=LOU)
    return f.marijke.reads(f.nina.notes(kids=LOU), at=hidden) and not (
        f.marijke.reads(his, at=open_to_both) or f.marijke.reads(his, at=hidden)
    )


@scenario("closed readers")
def test_a_mother_gives_what_was_written_of_her_pregnancy_to_her_doctor(f: Story):
    f.nina.invites(f.marijke)
    f.nina.invites(f.doctor)
    said = f.marijke.notes(about=[f.nina], pregnancy_of=f.nina)
    before = f.doctor.reads(said)
    f.nina.gives(said, f.doctor)
    return not before and f.doctor.reads(said) and not f.tom.reads(said)


@scenario("closed reads only")
def test_what_stands_in_somebodys_own_part_is_for_reading(f: Story):
    f.nina.invites(f.marijke)
    f.nina.invites(f.doctor)
    said = f.marijke.notes(pregnancy_of=f.nina)
    f.nina.gives(said, f.doctor)
    return f.doctor.reads(said) and not f.doctor.builds_on(said)


@scenario("team's place")
def test_working_notes_are_read_from_the_teams_own_place(f: Story):
    team = f.nina.team(f.marijke)
    note = f.marijke.notes(kids=LOU, part=TEAM, at=team)
    f.marijke.joins(team, f.colleague)
    card = f.nina.invites(f.colleague)
    return f.colleague.reads(note, at=team) and not f.colleague.reads(note, at=card) and not f.nina.reads(note)


@scenario()
def test_a_safety_task_is_read_by_whom_it_names_and_nobody_else(f: Story):
    f.nina.invites(f.marijke)
    f.nina.invites(f.doctor)
    task = f.marijke.notes(kids=LOU, task_for=[f.nina])
    return f.nina.reads(task) and not f.tom.reads(task) and not f.doctor.reads(task)


@scenario("parent")
def test_a_parent_reads_and_builds_on_what_is_shared(f: Story):
    note = f.nina.notes(kids=LOU)
    return f.tom.reads(note) and f.tom.builds_on(note) and f.tom.may(END, note)


@scenario("parent is active")
def test_who_has_left_reads_no_more_of_others(f: Story):
    note = f.nina.notes(kids=LOU)
    f.tom.leaves()
    f.after(days=15)
    return not f.tom.reads(note)


@scenario("yes")
def test_two_taps_let_a_midwife_read_along(f: Story):
    place = f.nina.lets_in(f.marijke)
    note = f.nina.notes(kids=LOU)
    before = f.marijke.reads(note)
    f.nina.says_yes(place)
    return not before and f.marijke.reads(note)


@scenario("section")
def test_a_yes_to_the_story_does_not_open_the_rest(f: Story):
    place = f.nina.lets_in(f.friend, KIN)
    f.nina.says_yes(place, part=STORY)
    return f.friend.reads(f.nina.notes(kids=LOU)) and not f.friend.reads(f.nina.notes(kids=LOU, part=HEALTH))


@scenario("writes along")
def test_who_reads_along_builds_nothing(f: Story):
    place = f.nina.lets_in(f.friend, KIN)
    f.nina.says_yes(place, writes=False)
    note = f.nina.notes(kids=LOU)
    return f.friend.reads(note) and not f.friend.may(BUILD, note) and not f.friend.may(CHANGE, note)


@scenario("from a place that writes")
def test_who_reads_along_writes_nothing(f: Story):
    place = f.nina.lets_in(f.friend, KIN)
    f.nina.says_yes(place, writes=False)
    return not f.friend.notes(kids=LOU)


@scenario("children")
def test_the_daycare_of_one_child_reads_nothing_of_the_other(f: Story):
    f.nina.adds_child(NOOR)
    place = f.nina.lets_in(f.marijke)
    f.nina.says_yes(place, kids=LOU)
    one, other, both = f.nina.notes(kids=LOU), f.nina.notes(kids=NOOR), f.nina.notes(kids=LOU | NOOR)
    return f.marijke.reads(one) and not f.marijke.reads(other) and not f.marijke.reads(both)


@scenario("children of grounds")
def test_nor_what_rests_on_a_note_about_the_other(f: Story):
    f.nina.adds_child(NOOR)
    place = f.nina.lets_in(f.marijke)
    f.nina.says_yes(place, kids=LOU)
    other = f.nina.notes(kids=NOOR)
    return not f.marijke.reads(f.nina.notes(kids=LOU, on=[other]))


@scenario("no child")
def test_nor_what_is_about_no_child(f: Story):
    place = f.nina.lets_in(f.marijke)
    f.nina.says_yes(place, kids=LOU)
    return not f.marijke.reads(f.nina.notes())


@scenario()
def test_a_yes_about_all_children_holds_for_the_one_that_comes(f: Story):
    f.nina.invites(f.marijke)
    f.nina.adds_child(NOOR)
    return f.marijke.reads(f.nina.notes(kids=NOOR))


@scenario("subjects", "one yes opens all")
def test_one_parents_yes_does_not_open_the_others_health(f: Story):
    f.nina.invites(f.marijke)
    f.tom.invites(f.doctor)
    of_tom = f.doctor.notes(about=[f.tom], part=HEALTH)
    return f.tom.reads(of_tom) and f.nina.reads(of_tom) and not f.marijke.reads(of_tom)


@scenario("subjects of grounds")
def test_nor_what_a_carer_builds_on_it(f: Story):
    f.nina.invites(f.marijke)
    f.tom.invites(f.doctor)
    of_tom = f.doctor.notes(about=[f.tom], part=HEALTH)
    return not f.marijke.reads(f.doctor.notes(kids=LOU, on=[of_tom]))


@scenario("author's yes")
def test_a_note_about_him_told_by_her_is_read_by_whom_she_let_in(f: Story):
    f.nina.invites(f.marijke)
    return f.marijke.reads(f.nina.notes(kids=LOU, about=[f.tom]))


@scenario("quoted's yes")
def test_what_is_quoted_of_her_about_him_is_read_by_whom_she_let_in(f: Story):
    f.nina.invites(f.marijke)
    f.nina.invites(f.doctor)
    said = f.doctor.notes(kids=LOU, about=[f.tom], quotes=f.nina)
    f.nina.shares(said)
    return f.marijke.reads(said)


@scenario("subjects at writing", "active subjects")
def test_leaving_does_not_open_what_carers_wrote_about_who_leaves(f: Story):
    f.nina.invites(f.marijke)
    f.tom.invites(f.doctor)
    of_tom = f.doctor.notes(about=[f.tom])
    f.tom.leaves()
    f.after(days=15)
    return f.nina.reads(of_tom) and not f.marijke.reads(of_tom)


@scenario("subjects at writing", "active subjects", parents=1)
def test_a_parent_who_comes_in_takes_nothing_from_whom_she_let_in_before(f: Story):
    f.nina.invites(f.marijke)
    f.nina.invites(f.doctor)
    of_tom = f.doctor.notes(about=[f.tom])
    before = f.marijke.reads(of_tom)
    f.tom.asks_in()
    f.nina.answers(f.tom)
    return before and f.marijke.reads(of_tom)


@scenario("since", "back by default")
def test_a_yes_from_today_opens_nothing_of_before(f: Story):
    before = f.nina.notes(kids=LOU)
    place = f.nina.lets_in(f.marijke)
    f.nina.says_yes(place, back=False)
    return f.marijke.reads(f.nina.notes(kids=LOU)) and not f.marijke.reads(before)


@scenario("reaches back")
def test_a_yes_that_reaches_back_opens_what_was_before(f: Story):
    before = f.nina.notes(kids=LOU)
    place = f.nina.lets_in(f.marijke)
    f.nina.says_yes(place, back=True)
    return f.marijke.reads(before)


@scenario("no")
def test_a_parents_no_takes_that_parents_words_away_and_no_others(f: Story):
    place = f.tom.invites(f.marijke)
    hers, his = f.nina.notes(kids=LOU), f.tom.notes(kids=LOU)
    f.nina.says_no(place)
    return not f.marijke.reads(hers) and f.marijke.reads(his)


@scenario("no")
def test_a_no_holds_against_a_yes_that_comes_later(f: Story):
    place = f.tom.lets_in(f.marijke)
    note = f.nina.notes(kids=LOU)
    f.nina.says_no(place)
    f.tom.says_yes(place)
    return not f.marijke.reads(note)


@scenario()
def test_a_no_leaves_what_others_built_on_those_words(f: Story):
    place = f.tom.invites(f.marijke)
    built = f.tom.notes(kids=LOU, on=[f.nina.notes(kids=LOU)])
    f.nina.says_no(place)
    return f.marijke.reads(built) and not f.marijke.links(built)


@scenario("one yes")
def test_two_yeses_that_each_miss_it_do_not_open_a_childs_past_together(f: Story):
    f.nina.adds_child(NOOR)
    note = f.nina.notes(kids=NOOR)
    place = f.nina.lets_in(f.marijke)
    f.nina.says_yes(place, kids=LOU, back=True)
    f.tom.says_yes(place, kids=NOOR, back=False)
    return not f.marijke.reads(note)


@scenario()
def test_what_stood_in_own_is_read_by_nobody_until_she_shares_it(f: Story):
    f.nina.invites(f.marijke)
    own = f.nina.notes(about=[f.nina], part=OWN)
    before = f.marijke.reads(own) or f.tom.reads(own)
    f.nina.shares(own, HEALTH)
    return not before and f.marijke.reads(own) and f.tom.reads(own)
