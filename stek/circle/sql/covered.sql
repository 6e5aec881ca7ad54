-- What is read by a parent's yes is covered by one for each child and each parent it is about, and by nobody who said no.
-- One's own words, one's own part, a team's working notes and what was given ask for none; nor does what is shared, in an emergency.
create policy covered on {table} as restrictive for select to {app} using (
  author_id = (select stek.person())
  or section = 'own:' || (select stek.person())
  or section like 'team:%'
  or (section = 'story' and rests_on && (select stek.given())::uuid[] and stek.is_given(rests_on, author_id))
  or (not asks && (select stek.uncovered())::text[] and (author_member_id <> all ((select stek.refused())::uuid[])
    or (section = any (stek.shared_sections()) and family_id = any ((select stek.opened_families())::uuid[])))));
-- What its author, a parent, ticked somebody for in the story is read by them, whatever else was given them or ended.
create policy given on {table} for select to {app} using (
  section = 'story' and rests_on && (select stek.given())::uuid[] and stek.is_given(rests_on, author_id));
-- Before what looks whether a row fits, so that a correction rests on what its former version rests on: by its name.
create trigger about_whom before insert on {table} for each row execute function stek.says_about();
