alter table {table} enable row level security;
alter table {table} force row level security;
create policy sealed on {table} as restrictive for all to {app} using (
  not rests_on && (select stek.sealed_threads())::uuid[]
  and scope <> all ((select stek.sealed_scopes())::text[]));
create policy private on {table} as restrictive for all to {app} using (
  not private or author_id = (select stek.person()));
-- Who stands there no more reads their own words, and nothing else.
create policy read on {table} for select to {app} using (
  scope in (select unnest((select stek.scopes('read'))::text[]))  -- looked up, not searched: a carer has many
  or author_id = (select stek.person()));
create policy note on {table} for insert to {app} with check (
  author_id = (select stek.person()) and author_member_id = any ((select stek.member_ids())::uuid[])
  and scope = any ((select stek.scopes('note'))::text[]));
create policy share on {table} for update to {app}
  using (author_id = (select stek.person()) and private and family_id = any ((select stek.member_families())::uuid[]))
  with check (author_id = (select stek.person()) and (shared_at is null or shared_by = (select stek.person())));
create policy remove on {table} for delete to {app} using (
  author_id = (select stek.person()) and private and family_id = any ((select stek.member_families())::uuid[]));
