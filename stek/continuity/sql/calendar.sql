-- A calendar's address is made and ended by who it belongs to, and found again by its secret.
alter table continuity_feed enable row level security;
alter table continuity_feed force row level security;
create policy mine on continuity_feed for all to {app}
  using (person_id = (select stek.person())) with check (person_id = (select stek.person()));
create policy facts on continuity_feed for select to {owner} using (true);
grant select, insert, update (ended_at) on continuity_feed to {app};

-- Whose calendar this is, for who holds its secret.
create function stek.feed_of(secret bytea) returns uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select f.person_id from public.continuity_feed f join public.people_person p on p.id = f.person_id
   where f.secret_hash = sha256(feed_of.secret) and f.ended_at is null and p.is_active $$;
