-- The trail is read by the parents of a family, and by each adult for what is their own;
-- it inherits the seals of what it tells about. Nobody changes it.

alter table trail_trailentry enable row level security;
alter table trail_trailentry force row level security;
create policy sealed on trail_trailentry as restrictive for select to {app} using (
  not rests_on && (select stek.sealed_threads())::uuid[]
  and scope <> all ((select stek.sealed_scopes())::text[])
  and family_id || '/' || person_id <> all ((select stek.sealed_people())::text[]));
create policy read on trail_trailentry for select to {app} using (
  (family_id = any ((select stek.parent_families())::uuid[]) and section not like 'own:%')
  or section = 'own:' || (select stek.person()));
create policy write on trail_trailentry for insert to {app} with check (
  person_id = (select stek.person())
  and (family_id = any ((select stek.member_families())::uuid[]) or family_id = any ((select stek.opened_families())::uuid[])));
revoke all on trail_trailentry from {app};
grant select, insert on trail_trailentry to {app};

-- Rows cannot be changed (a trigger of the model says so); nor can the whole be emptied, not by its owner either.
create function stek.trail_stays() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if current_setting('is_superuser') <> 'on' then
    raise exception 'the trail stays' using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
create trigger trail_stays before truncate on trail_trailentry
  for each statement execute function stek.trail_stays();
