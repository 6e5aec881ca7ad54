-- A hidden thing has readers, a hidden place is known to a list, and somebody acts from one place.
-- These are the later forms of what functions.sql and policies.sql began with; the clauses are the rules of
-- policy/decide.py. Change both, or the oracle objects.

-- From which place somebody acts, in every family: as a parent before anything else, from a place that everybody knows
-- before one that is hidden, else from the one they have had longest (`acting` of policy/facts.py).
create function stek.places() returns setof public.circle_circlemember
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select distinct on (m.family_id) m.* from public.circle_circlemember m
    where m.person_id = stek.person() and m.from_at <= now() and (m.until_at is null or now() < m.until_at)
    order by m.family_id, m.role <> 'parent', m.known_to is not null, m.from_at, m.id;
end $$;

create or replace function stek.member_families() returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(array_agg(p.family_id), '{}') from stek.places() p);
end $$;

-- As whom one acts in those circles; a note names this, so that nobody writes as another.
create or replace function stek.member_ids() returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(array_agg(p.id), '{}') from stek.places() p);
end $$;

create or replace function stek.parent_families() returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(array_agg(p.family_id), '{}') from stek.places() p where p.role = 'parent');
end $$;

-- 'family/section' for everything this person may do `verb` with, for the purpose of this request.
create or replace function stek.scopes(verb text) returns text[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare why text := stek.purpose();
begin
  return (select coalesce(array_agg(scope), '{}') from (
    with mine as (select * from stek.places())
    select p.family_id || '/' || section as scope                        -- a parent
      from mine p, unnest(stek.shared_sections()) section
     where p.role = 'parent'
    union all
    select p.family_id || '/own:' || p.person_id                         -- one's own
      from mine p
    union all
    select g.scope                                                       -- consent
      from mine p
      join public.circle_grant g on g.family_id = p.family_id and g.circle_member_id = p.id
     where g.purpose = why and scopes.verb = any (g.verbs) and g.withdrawn_at is null
       and g.from_at <= now() and (g.until_at is null or now() < g.until_at)
    union all
    select opened || '/' || section                                      -- an emergency
      from unnest(stek.opened_families()) opened, unnest(stek.shared_sections()) section
     where scopes.verb = 'read'
  ) every);
end $$;

-- Closings of which this person is no reader: what lies under one names it in `rests_on`.
create function stek.closed() returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare me uuid := stek.person();
begin
  return (select coalesce(array_agg(h.id), '{}') from public.circle_hidden h
    where h.family_id = any (stek.member_families() || stek.opened_families()) and h.lifted_at is null
      and h.hidden_by <> me and me <> all (h.readers));
end $$;

-- The things themselves, for what tells about them: the trail, and lines of the circle.
create function stek.closed_threads() returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(array_agg(h.thread_id), '{}') from public.circle_hidden h where h.id = any (stek.closed()));
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
    where m.family_id = any (stek.member_families() || stek.opened_families()) and m.known_to is not null
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

-- Every fact that bears on this person in one family, for decide(); about nobody else.
create or replace function stek.facts(family uuid) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare me uuid := stek.person();
begin
  return jsonb_build_object(
    'places', (select coalesce(jsonb_agg(jsonb_build_array(m.role, m.from_at, m.until_at, m.id, m.known_to is not null)), '[]')
       from public.circle_circlemember m where m.family_id = facts.family and m.person_id = me),
    'grants', (select coalesce(jsonb_agg(jsonb_build_array(g.circle_member_id, g.section, g.purpose, g.verbs, g.from_at, g.until_at)), '[]')
       from public.circle_grant g join public.circle_circlemember m
         on m.family_id = g.family_id and m.id = g.circle_member_id
      where g.family_id = facts.family and m.person_id = me and g.withdrawn_at is null),
    'closed', (select coalesce(jsonb_agg(h.id), '[]') from public.circle_hidden h
      where h.family_id = facts.family and h.lifted_at is null and h.hidden_by <> me and me <> all (h.readers)),
    'apart', (select coalesce(jsonb_agg(m.id), '[]') from public.circle_circlemember m
       left join public.circle_circlemember p on p.family_id = m.family_id
         and p.id = (select one.id from stek.places() one where one.family_id = facts.family)
      where m.family_id = facts.family
        and (not stek.knows(me, m) or (m.person_id is not null and p.id is not null and not stek.knows(m.person_id, p)))),
    -- What some parent does not read: for pages that they may look at with somebody who does. No rule asks it.
    'aside', (select coalesce(jsonb_agg(distinct found.id), '[]') from public.circle_circlemember p
       cross join lateral (
         select h.id from public.circle_hidden h where h.family_id = facts.family and h.lifted_at is null
            and p.person_id <> h.hidden_by and p.person_id <> all (h.readers)
         union all
         select m.id from public.circle_circlemember m where m.family_id = facts.family and not stek.knows(p.person_id, m)) found
      where exists (select 1 from public.circle_circlemember mine
          where mine.family_id = facts.family and mine.person_id = me and mine.role = 'parent')
        and p.family_id = facts.family and p.role = 'parent' and p.person_id <> me
        and p.from_at <= now() and (p.until_at is null or now() < p.until_at)),
    'break_glass', (select coalesce(jsonb_agg(jsonb_build_array(b.opened_at, b.until_at)), '[]')
       from public.circle_breakglass b where b.family_id = facts.family and b.person_id = me
        and not stek.stood_as_family(facts.family)));
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

-- Who stands there already is not asked in again, but to or from a place that not everybody knows; and no parent is.
create or replace function stek.accept_invitation(secret bytea) returns uuid
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare me uuid := stek.person(); asked public.circle_invitation; as_parent boolean;
begin
  if me is null then return null; end if;
  -- Who came in with this secret and is still in, is in: a form sent twice.
  select i.* into asked from public.circle_invitation i
    join public.circle_circlemember m on m.family_id = i.family_id and m.id = i.circle_member_id
   where i.secret_hash = sha256(accept_invitation.secret) and i.accepted_by = me
     and m.person_id = me and (m.until_at is null or now() < m.until_at);
  if found then return asked.family_id; end if;
  select * into asked from public.circle_invitation i
   where i.secret_hash = sha256(accept_invitation.secret) and i.accepted_at is null
     and (i.account_id is null or i.account_id = me)
     and i.made_at <= now() and now() < i.until_at for update;
  if not found or exists (select 1 from public.circle_circlemember m
       where m.family_id = asked.family_id and m.person_id = me and m.until_at is null
        and (m.role = 'parent' or (m.known_to is null and not exists (select 1 from public.circle_circlemember o
              where o.family_id = asked.family_id and o.id = asked.circle_member_id and o.known_to is not null)))) then
    return null;
  end if;
  -- One account waits for one place of a family.
  as_parent := exists (select 1 from public.circle_circlemember m
       where m.family_id = asked.family_id and m.id = asked.circle_member_id and m.role = 'parent');
  if as_parent and exists (select 1 from public.circle_invitation i
       join public.circle_circlemember m on m.family_id = i.family_id and m.id = i.circle_member_id
      where i.family_id = asked.family_id and i.accepted_by = me and m.role = 'parent'
        and m.person_id is null and m.until_at is null) then
    return null;
  end if;
  update public.circle_circlemember m set person_id = case when as_parent then null else me end
   where m.family_id = asked.family_id and m.id = asked.circle_member_id
     and m.person_id is null and (m.until_at is null or now() < m.until_at);
  if not found then return null; end if;
  update public.circle_invitation i set accepted_at = now(), accepted_by = me
   where i.family_id = asked.family_id and i.id = asked.id;
  return case when as_parent then null else asked.family_id end;
end $$;

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
    where m.id = any (stek.apart()) and m.person_id is not null and m.person_id <> stek.person());
end $$;
create policy apart on circle_tie as restrictive for select to {app} using (
  family_id || '/' || said_by <> all ((select stek.apart_people())::text[]));
drop policy sealed_itself on circle_tie;
create policy closed on circle_tie as restrictive for select to {app} using (
  id <> all ((select stek.closed_threads())::uuid[]));
drop policy sealed_from_ending on circle_tie;
create policy closed_to_ending on circle_tie as restrictive for update to {app} using (
  id <> all ((select stek.closed_threads())::uuid[]));

-- 'family/person' for everybody around a family of whom this person knows no place.
create or replace function stek.sealed_people() returns text[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(array_agg(distinct m.family_id || '/' || m.person_id), '{}') from public.circle_circlemember m
    where m.id = any (stek.unknown_places()) and not exists (select 1 from public.circle_circlemember o
      where o.family_id = m.family_id and o.person_id = m.person_id and o.id <> all (stek.unknown_places())));
end $$;

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

-- Who reads an item now: the places of everybody whom policy/decide.py would let read it, for care, except by an
-- emergency access, which parents are told of on a page of their own. Every sentence that says who reads something
-- comes from here. It leaves out whom who asks may not know; of one's own words nobody is left out, since who does not
-- know a place does not read what was written from it, and the other way round. Says nothing to who does not stand there.
--
-- Without an author and with nothing it rests on: who reads a part.
create or replace function stek.who_reads(family uuid, section text, author uuid, private boolean, rests_on uuid[]) returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not stek.stands_in(who_reads.family) then return '{}'; end if;
  return (select coalesce(array_agg(m.id order by m.from_at, m.id), '{}')
    from (select distinct on (one.person_id) one.* from public.circle_circlemember one
            join public.people_person p on p.id = one.person_id and p.is_active
           where one.family_id = who_reads.family
             and one.from_at <= now() and (one.until_at is null or now() < one.until_at)
           order by one.person_id, one.role <> 'parent', one.known_to is not null, one.from_at, one.id) m
   where m.id <> all ((select stek.unknown_places())::uuid[])
     and (m.person_id = who_reads.author
       or (not who_reads.private
         and not exists (select 1 from public.circle_hidden h
               where h.family_id = m.family_id and h.id = any (who_reads.rests_on) and h.lifted_at is null
                 and m.person_id <> h.hidden_by and m.person_id <> all (h.readers))
         and not exists (select 1 from public.circle_circlemember w
               where w.family_id = m.family_id and w.id = any (who_reads.rests_on)
                 and (not stek.knows(m.person_id, w) or (w.person_id is not null
                   and not (m.known_to is null or w.person_id = any (m.known_to) or w.person_id = m.person_id))))
         and (who_reads.section = 'own:' || m.person_id
           or (m.role = 'parent' and who_reads.section = any (stek.shared_sections()))
           or exists (select 1 from public.circle_grant g
                where g.family_id = m.family_id and g.circle_member_id = m.id
                  and g.section = who_reads.section and g.purpose = 'care' and 'read' = any (g.verbs)
                  and g.withdrawn_at is null and g.from_at <= now() and (g.until_at is null or now() < g.until_at))))));
end $$;
