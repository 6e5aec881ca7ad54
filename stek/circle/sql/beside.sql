-- Looking together: what those who sit beside somebody may read of what that person reads.

-- Every fact that bears on somebody in one family, for decide(). Since when they leave is theirs to know.
create function stek.facts_of(family uuid, me uuid) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  chosen uuid[] := case when facts_of.me = stek.person() then stek.chosen() else '{}' end;
  over jsonb := (select coalesce(jsonb_object_agg(o.place, o.since), '{}') from stek.over(array[facts_of.family]) o);
  here uuid := (select m.id from public.circle_circlemember m  -- from which place they act, as in `stek.places()`
    where m.family_id = facts_of.family and m.person_id = facts_of.me
      and m.from_at <= now() and (m.until_at is null or now() < m.until_at) and not over ? m.id::text
    order by m.role <> 'parent', m.id <> all (chosen), m.known_to is not null, m.from_at, m.id limit 1);
begin
  return jsonb_build_object(
    'places', (select coalesce(jsonb_agg(jsonb_build_array(
         m.role, m.from_at, least(m.until_at, (over ->> m.id::text)::timestamptz), m.id, m.known_to is not null, stek.is_recognised(m.role, m.recognised_at),
         m.id = any (chosen), m.team_id)), '[]')
       from public.circle_circlemember m where m.family_id = facts_of.family and m.person_id = me),
    'grants', (select coalesce(jsonb_agg(jsonb_build_array(g.place, g.section, g.purpose, g.verbs, g.from_at, g.until_at,
                                                                      g.given_by, g.children, g.reaches_back)), '[]')
       from stek.yeses(array[facts_of.family], array(select m.id from public.circle_circlemember m
         where m.family_id = facts_of.family and m.person_id = me)) g),
    'teams', (select coalesce(jsonb_agg('team:' || u.team), '[]') from stek.units(me) u where u.family = facts_of.family),
    'closed', (select coalesce(jsonb_agg(found.id), '[]') from (
      select h.id from public.circle_hidden h
       where h.family_id = facts_of.family and h.lifted_at is null and h.hidden_by <> me and me <> all (h.readers)
      union all
      select t.id from public.circle_circlemember t where t.family_id = facts_of.family and t.team_id is not null and t.via_id is null
         and not exists (select 1 from public.circle_circlemember m where m.family_id = t.family_id and m.id = here and m.via_id = t.id)
         and t.id not in (select u.place from stek.units(me) u)) found),
    'apart', (select coalesce(jsonb_agg(m.id), '[]') from public.circle_circlemember m
       left join public.circle_circlemember p on p.family_id = m.family_id and p.id = here
      where m.family_id = facts_of.family
        and (not stek.knows(me, m) or (m.person_id is not null and p.id is not null and not stek.knows(m.person_id, p)))),
    'given', (select coalesce(jsonb_agg(jsonb_build_array(h.id, h.hidden_by, h.thread_id)), '[]') from public.circle_hidden h
       join public.circle_circlemember p on p.family_id = h.family_id and p.id = here
      where h.family_id = facts_of.family and me = any (h.readers) and stek.ticks_hold(h)
        and h.hidden_by in (select one.person from stek.parents(facts_of.family) one) and stek.knows(h.hidden_by, p)
        and not stek.let_in_by(facts_of.family, here, h.hidden_by)),
    'children', (select coalesce(jsonb_agg(child), '[]') from stek.children(facts_of.family) child),
    'parents', (select coalesce(jsonb_agg(jsonb_build_array(p.member, p.person)), '[]') from stek.parents(facts_of.family) p),
    'refused', (select coalesce(jsonb_agg(distinct r.said_by), '[]') from public.circle_refusal r
      where r.family_id = facts_of.family and r.circle_member_id = here and r.ended_at is null),
    -- What some parent does not read: for pages that they may look at with somebody who does. No rule asks it.
    'aside', (select coalesce(jsonb_agg(distinct found.id), '[]') from public.circle_circlemember p
       cross join lateral (
         select h.id from public.circle_hidden h where h.family_id = facts_of.family and h.lifted_at is null
            and p.person_id <> h.hidden_by and p.person_id <> all (h.readers)
         union all
         select m.id from public.circle_circlemember m where m.family_id = facts_of.family and not stek.knows(p.person_id, m)) found
      where exists (select 1 from public.circle_circlemember mine
          where mine.family_id = facts_of.family and mine.person_id = me and mine.role = 'parent')
        and p.family_id = facts_of.family and p.role = 'parent' and p.person_id <> me
        and p.from_at <= now() and (p.until_at is null or now() < p.until_at) and not over ? p.id::text),
    'over', over,  -- what ended by itself, and when: for pages
    'break_glass', (select coalesce(jsonb_agg(jsonb_build_array(b.opened_at, b.until_at)), '[]')
       from public.circle_breakglass b where b.family_id = facts_of.family and b.person_id = me
        and not stek.stood_as_family(facts_of.family) and not stek.put_away(facts_of.family)));
end $$;

revoke execute on function stek.facts_of(uuid, uuid) from {app};

-- Who is beside somebody at these places, of whom that person knows that they stand here, and a parent that it is them: their facts, without the
-- closings and places of which that person knows nothing, and the threads that are closed to them. An emergency is nobody's
-- who sits there.
create function stek.beside(family uuid, places uuid[]) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  me uuid := stek.person();
  unknown text[] := stek.unknown_places()::text[];
  mine uuid[];
begin
  if not stek.stands_in(beside.family) then return '[]'; end if;
  mine := array(select h.id from public.circle_hidden h where h.family_id = beside.family and h.lifted_at is null
    and (h.hidden_by = me or me = any (h.readers))) || stek.held_teams();
  return (select coalesce(jsonb_agg(jsonb_build_object(
      'place', m.id, 'person', m.person_id, 'called', encode(m.called_sealed, 'base64'),
      'threads', (select coalesce(jsonb_agg(h.thread_id), '[]') from public.circle_hidden h
         where h.id = any (mine) and m.person_id <> h.hidden_by and m.person_id <> all (h.readers)),
      'people', (select coalesce(jsonb_agg(distinct o.person_id), '[]') from public.circle_circlemember o
         where o.family_id = m.family_id and o.person_id is not null and o.person_id <> m.person_id and o.id::text <> all (unknown)
           and o.id::text in (select jsonb_array_elements_text(f.facts -> 'apart'))),
      'facts', f.facts || jsonb_build_object('break_glass', '[]'::jsonb, 'aside', '[]'::jsonb,
        -- Nor places that who asks does not know, with the yeses to them, nor what somebody was given without them.
        'places', (select coalesce(jsonb_agg(one), '[]') from jsonb_array_elements(f.facts -> 'places') one
           where one ->> 3 <> all (unknown)),
        'grants', (select coalesce(jsonb_agg(one), '[]') from jsonb_array_elements(f.facts -> 'grants') one
           where one ->> 0 <> all (unknown)),
        'given', (select coalesce(jsonb_agg(one), '[]') from jsonb_array_elements(f.facts -> 'given') one
           where one ->> 0 = any (mine::text[])),
        -- A parent's no is not told to another parent who looks along.
        'refused', (select coalesce(jsonb_agg(one), '[]') from jsonb_array_elements_text(f.facts -> 'refused') one where one = me::text),
        'closed', (select coalesce(jsonb_agg(one), '[]') from jsonb_array_elements_text(f.facts -> 'closed') one
           where one = any (mine::text[])),
        'apart', (select coalesce(jsonb_agg(one), '[]') from jsonb_array_elements_text(f.facts -> 'apart') one
           where one <> all (unknown)))) order by m.from_at, m.id), '[]')
    from public.circle_circlemember m cross join lateral (select stek.facts_of(m.family_id, m.person_id) as facts) f
   where m.family_id = beside.family and m.id = any (beside.places) and m.id::text <> all (unknown)
     and m.person_id is not null and m.person_id <> me and stek.is_recognised(m.role, m.recognised_at)
     and m.from_at <= now() and (m.until_at is null or now() < m.until_at) and m.id <> all ((select stek.over(beside.family))::uuid[]));
end $$;
