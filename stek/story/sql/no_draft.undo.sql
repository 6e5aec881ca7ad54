alter table story_draft enable row level security;
alter table story_draft force row level security;
create policy mine on story_draft for all to {app}
  using (person_id = (select stek.person()) and family_id = any ((select stek.member_families())::uuid[]))
  with check (person_id = (select stek.person()) and family_id = any ((select stek.member_families())::uuid[]));
grant select, insert, update, delete on story_draft to {app};
