-- The second tap. Who takes a link as kin or carer stands in the circle and may write; a parent who knows the place says
-- that it is whom the link was meant for. Until then nothing of anybody else is read there, and nobody's name.
-- Later forms of what readers.sql said; the clauses are the rules of policy/decide.py. Change both, or the oracle objects.

-- A parent comes in by the yes of all parents, and needs no other.
create function stek.is_recognised(role text, recognised_at timestamptz) returns boolean
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  select is_recognised.role = 'parent' or is_recognised.recognised_at is not null $$;

-- Families in which this person acts from a place that no parent recognised yet. An emergency opens what it opens.
create function stek.unrecognised_families() returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(array_agg(p.family_id), '{}') from stek.places() p
    where not stek.is_recognised(p.role, p.recognised_at) and p.family_id <> all (stek.opened_families()));
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
       and (scopes.verb = 'note' or stek.is_recognised(p.role, p.recognised_at))
    union all
    select opened || '/' || section                                      -- an emergency
      from unnest(stek.opened_families()) opened, unnest(stek.shared_sections()) section
     where scopes.verb = 'read'
  ) every);
end $$;

-- Every fact that bears on this person in one family, for decide(); about nobody else.
create or replace function stek.facts(family uuid) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare me uuid := stek.person();
begin
  return jsonb_build_object(
    'places', (select coalesce(jsonb_agg(jsonb_build_array(
         m.role, m.from_at, m.until_at, m.id, m.known_to is not null, stek.is_recognised(m.role, m.recognised_at))), '[]')
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

-- Who reads an item now: the places of everybody whom policy/decide.py would let read it, for care, except by an
-- emergency access, which parents are told of on a page of their own. Every sentence that says who reads something
-- comes from here. It leaves out whom who asks may not know: of one's own words nobody is left out, since who does not
-- know a place does not read what was written from it, and the other way round; but who was not recognised yet finds
-- nobody. Says nothing to who does not stand there.
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
     and (m.person_id = stek.person() or m.family_id <> all ((select stek.unrecognised_families())::uuid[]))
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
           or (stek.is_recognised(m.role, m.recognised_at) and exists (select 1 from public.circle_grant g
                where g.family_id = m.family_id and g.circle_member_id = m.id
                  and g.section = who_reads.section and g.purpose = 'care' and 'read' = any (g.verbs)
                  and g.withdrawn_at is null and g.from_at <= now() and (g.until_at is null or now() < g.until_at)))))));
end $$;

-- Who was not recognised finds themselves in the circle, and no name, no age, no birth.
create policy recognised on circle_circlemember as restrictive for select to {app} using (
  person_id = (select stek.person()) or family_id <> all ((select stek.unrecognised_families())::uuid[]));
create policy recognised on circle_member as restrictive for select to {app} using (
  family_id <> all ((select stek.unrecognised_families())::uuid[]));
-- Nobody is recognised before they took the link.
create policy not_recognised_yet on circle_circlemember as restrictive for insert to {app} with check (
  recognised_at is null and recognised_by is null);

-- Whom a parent is asked about: where they know of the place, by the name of the account that took the link. Never its
-- address.
create function stek.newcomers() returns table (family uuid, place uuid, name text, since timestamptz)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare me uuid := stek.person();
begin
  return query select m.family_id, m.id, p.name::text, i.accepted_at
    from public.circle_circlemember m
    join public.people_person p on p.id = m.person_id
    join public.circle_invitation i on i.family_id = m.family_id and i.circle_member_id = m.id and i.accepted_at is not null
   where m.family_id = any (stek.parent_families()) and not stek.is_recognised(m.role, m.recognised_at)
     and (m.until_at is null or now() < m.until_at) and stek.knows(me, m)
   order by i.accepted_at, m.id;
end $$;

-- Yes, that is who was meant: by a parent who knows of the place, never by who stands in it. Says whether it is so now.
create function stek.recognise(family uuid, place uuid) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare me uuid := stek.person();
begin
  update public.circle_circlemember m set recognised_at = now(), recognised_by = me
   where m.family_id = recognise.family and m.id = recognise.place and m.recognised_at is null
     and m.role <> 'parent' and m.person_id <> me and (m.until_at is null or now() < m.until_at)
     and m.family_id = any (stek.parent_families()) and stek.knows(me, m);
  return found;
end $$;
