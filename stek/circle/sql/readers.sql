-- A hidden thing has readers, a hidden place is known to a list, and somebody acts from one place.
-- The clauses are the rules of policy/decide.py. Change both, or the oracle objects.

-- From which place somebody acts, in every family: as a parent before anything else, from the one this session chose
-- (cards.sql), from a place that everybody knows before one that is hidden, else from the one they have had longest
-- (`acting` of policy/facts.py).
create function stek.places() returns setof public.circle_circlemember
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  me uuid := stek.person();
  mine public.circle_circlemember[];
  families uuid[];
  gone uuid[] := '{}';
  chosen uuid[] := '{}';
begin
  select array_agg(m), array_agg(distinct m.family_id) into mine, families from public.circle_circlemember m
   where m.person_id = me and m.from_at <= now() and (m.until_at is null or now() < m.until_at);
  if exists (select 1 from public.circle_leaving l where l.family_id = any (families))
     or exists (select 1 from public.circle_absence a where a.family_id = any (families))
     or exists (select 1 from public.circle_circlemember m where m.family_id = any (families) and m.let_go_at is not null)
     or exists (select 1 from unnest(mine) m where m.via_id is not null) then
    gone := array(select o.place from stek.over(families) o);
  end if;
  if cardinality(mine) > cardinality(families) then chosen := stek.chosen(); end if;
  return query select distinct on (m.family_id) m.* from unnest(mine) m
    where m.id <> all (gone)
    order by m.family_id, m.role <> 'parent', m.id <> all (chosen), m.known_to is not null, m.from_at, m.id;
end $$;

-- Closings of which this person is no reader, and teams of which they read no working notes: what lies under one names
-- it in `rests_on`.
create function stek.closed() returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  me uuid := stek.person();
  here uuid[] := stek.member_families() || stek.opened_families() || stek.unit_families();
begin
  return (select coalesce(array_agg(h.id), '{}') from public.circle_hidden h
    where h.family_id = any (here) and h.lifted_at is null
      and h.hidden_by <> me and me <> all (h.readers)) || stek.other_teams(here);
end $$;

-- The things themselves, for what tells about them: the trail, and lines of the circle.
create function stek.closed_threads() returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(array_agg(h.thread_id), '{}') from public.circle_hidden h where h.id = any ((select stek.closed())::uuid[]));
end $$;

-- Places that this person does not know: hidden ones whose list does not hold them. `knows` is said in one place.
create function stek.knows(person uuid, place public.circle_circlemember) returns boolean
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  select place.known_to is null or person = any (place.known_to) or person is not distinct from place.person_id $$;

create function stek.unknown_places() returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare me uuid := stek.person();
begin
  return (select coalesce(array_agg(m.id), '{}') from public.circle_circlemember m
    where m.family_id = any ((select stek.member_families() || stek.opened_families() || stek.unit_families())::uuid[]) and m.known_to is not null
      and not stek.knows(me, m));
end $$;

-- It cuts both ways: those, and the places of who does not know the place this person acts from. What was written from
-- one of them is not for this person, and the other way round.
create function stek.apart() returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return stek.unknown_places() || (select coalesce(array_agg(m.id), '{}')
    from stek.places() p join public.circle_circlemember m on m.family_id = p.family_id
   where p.known_to is not null and m.person_id is not null and not stek.knows(m.person_id, p));
end $$;

-- The circle itself: a hidden place is there for whom it is known to.
drop policy sealed on circle_circlemember;
create policy known on circle_circlemember as restrictive for select to {app} using (
  id <> all ((select stek.unknown_places())::uuid[]));
drop policy no_more_than_is_seen on circle_circlemember;
create policy no_more_than_is_seen on circle_circlemember as restrictive for update to {app}
  using (id <> all ((select stek.unknown_places())::uuid[]) and (person_id is not null or invited_by = (select stek.person()))
         and (until_at is null or now() < until_at))
  with check (true);
-- A parent's place is known to everybody; a list holds who made the place.
create policy hidden_with_its_maker on circle_circlemember as restrictive for insert to {app} with check (
  (known_to is null or (role <> 'parent' and invited_by = any (known_to))) and stek.is_free(id));
-- A link is for a place of who makes it, and a consent for a place that one knows.
create policy for_a_place_of_ones_own on circle_invitation as restrictive for insert to {app} with check (
  circle_member_id in (select m.id from circle_circlemember m where m.family_id = circle_invitation.family_id
    and m.invited_by = (select stek.person())));
create policy known_to_give on circle_grant as restrictive for insert to {app} with check (
  circle_member_id <> all ((select stek.unknown_places())::uuid[]));

drop policy sealed on circle_grant;
create policy known on circle_grant as restrictive for select to {app} using (
  circle_member_id <> all ((select stek.unknown_places())::uuid[]));
drop policy no_more_than_is_seen on circle_grant;
create policy no_more_than_is_seen on circle_grant as restrictive for update to {app}
  using (circle_member_id <> all ((select stek.unknown_places())::uuid[]) and withdrawn_at is null)
  with check (true);

drop policy sealed on circle_tie;
create policy known on circle_tie as restrictive for select to {app} using (
  circle_member_id is null or circle_member_id <> all ((select stek.unknown_places())::uuid[]));
-- 'family/person' of whoever wrote from a place that is apart from this person's: lines have no place of their own.
create function stek.apart_people() returns text[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(array_agg(distinct m.family_id || '/' || m.person_id), '{}') from public.circle_circlemember m
    where m.id = any ((select stek.apart())::uuid[]) and m.person_id is not null and m.person_id <> stek.person());
end $$;
create policy apart on circle_tie as restrictive for select to {app} using (
  family_id || '/' || said_by <> all ((select stek.apart_people())::text[]));
drop policy sealed_itself on circle_tie;
create policy closed on circle_tie as restrictive for select to {app} using (
  id <> all ((select stek.closed_threads())::uuid[]));
drop policy sealed_from_ending on circle_tie;
create policy closed_to_ending on circle_tie as restrictive for update to {app} using (
  id <> all ((select stek.closed_threads())::uuid[]));

-- Who hides what: seen, and given other readers or opened again, by who hid it and by nobody else.
alter table circle_hidden enable row level security;
alter table circle_hidden force row level security;
create policy facts on circle_hidden to {owner} using (true) with check (true);
create policy see on circle_hidden for select to {app} using (hidden_by = (select stek.person()));
create policy hide on circle_hidden for insert to {app} with check (
  hidden_by = (select stek.person()) and lifted_at is null
  and (stek.wrote(family_id, thread_id) or stek.drew(family_id, thread_id)) and stek.is_free(id));
create policy change on circle_hidden for update to {app}
  using (hidden_by = (select stek.person()) and lifted_at is null
         and family_id = any ((select stek.member_families())::uuid[]))
  with check (hidden_by = (select stek.person()) and (lifted_at is null or lifted_by = (select stek.person())));
grant select, insert, update (readers, lifted_at, lifted_by) on circle_hidden to {app};
alter table circle_hidden add constraint of_a_family foreign key (family_id) references circle_family (id);

-- Never hidden from every parent at once: at that moment one of them reads it, or wrote it. (What is built on two hidden
-- things takes the readers of both, by a trigger; its author was told who they are.)
create function stek.some_parent_reads() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.lifted_at is null and new.hidden_by = stek.person() and pg_trigger_depth() = 1
     and not exists (select 1 from public.circle_circlemember m
       where m.family_id = new.family_id and m.role = 'parent' and m.from_at <= now()
         and (m.until_at is null or now() < m.until_at) and m.person_id = any (new.readers || new.hidden_by)) then
    raise exception 'some parent reads it' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger some_parent_reads before insert or update of readers on circle_hidden
  for each row execute function stek.some_parent_reads();
