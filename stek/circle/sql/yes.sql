-- What a parent's yes opens: all children or some, everything or what was written since it began, and what is about that
-- parent. Each child and each parent that something is about is covered by one yes; about no child, by one for all. A
-- parent's no takes that parent's words out of what a place reads. The clauses are `_consented` of policy/decide.py.
-- Change both, or the oracle objects.

-- In how many steps a family's yeses that do not reach back had begun at a moment: what was written in one step is the
-- same to all of them.
create function stek.step_of(family uuid, at timestamptz) returns bigint
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(*) from public.circle_grant g
   where g.family_id = step_of.family and not g.reaches_back and g.from_at <= step_of.at $$;

-- Children are members: whoever owns these functions looks at their ids.
create policy facts on circle_member to {owner} using (true);

-- Who is or was a parent here: their member and person.
create function stek.parents(family uuid) returns table (member uuid, person uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select distinct m.member_id, m.person_id from public.circle_circlemember m
   where m.family_id = parents.family and m.role = 'parent' and m.person_id is not null and m.member_id is not null $$;

create function stek.children(family uuid) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select one.id from public.circle_member one where one.family_id = children.family and one.kind = 'child' $$;

-- What a row asks of the yeses: 'section/step/whom' for each child it is about, or the family when it is about none, and
-- for each parent; of a parent also by which parent it was written, since a parent's own yes opens that parent's words.
create function stek.asks(family uuid, section text, author uuid, rests_on uuid[], at timestamptz) returns text[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  part text := asks.section || '/' || stek.step_of(asks.family, asks.at) || '/';
  about uuid[] := array(select one from stek.children(asks.family) one where one = any (asks.rests_on));
  voice text := coalesce((select '/' || p.person from stek.parents(asks.family) p where p.person = asks.author limit 1), '');
begin
  if cardinality(about) = 0 then about := array[asks.family]; end if;
  return array(select part || one from unnest(about) one)
      || array(select part || p.member || voice from stek.parents(asks.family) p where p.member = any (asks.rests_on));
end $$;

-- Of all that a row of this family may ask, what the yeses to this place do not cover.
create function stek.uncovered(family uuid, place uuid, why text) returns text[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (
    with good as materialized (
      select g.section, g.given_by, g.children,
             case when g.reaches_back then 0 else stek.step_of(g.family_id, g.from_at) end as since
        from public.circle_grant g
       where g.family_id = uncovered.family and g.circle_member_id = uncovered.place and g.purpose = uncovered.why
         and 'read' = any (g.verbs) and g.withdrawn_at is null
         and g.from_at <= now() and (g.until_at is null or now() < g.until_at)),
    asked as (
      select part.section, step from (select distinct section from good) part,
             generate_series(0, stek.step_of(uncovered.family, now())) step),
    parents as materialized (select * from stek.parents(uncovered.family))
    select coalesce(array_agg(found.key), '{}') from (
      select a.section || '/' || a.step || '/' || child as key
        from asked a, (select stek.children(uncovered.family) child union all select uncovered.family) about
       where not exists (select 1 from good g where g.section = a.section and g.since <= a.step
               and (g.children is null or child = any (g.children)))
      union all
      select a.section || '/' || a.step || '/' || p.member || coalesce('/' || v.person, '')
        from asked a, parents p, (select null::uuid as person union select person from parents) v
       where not exists (select 1 from good g where g.section = a.section and g.since <= a.step
               and g.given_by in (p.person, v.person))) found);
end $$;

-- The same of who asks, from where they act; in an emergency nothing is asked of the yeses, and of a parent never.
create function stek.uncovered() returns text[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(array_agg(key), '{}') from stek.places() p, unnest(stek.uncovered(p.family_id, p.id, stek.purpose())) key
    where p.role <> 'parent' and p.family_id <> all (stek.opened_families())
      and not starts_with(key, 'own:' || p.person_id || '/'));  -- what is one's own asks for no yes
end $$;

-- Whether a parent ever said yes to somebody themselves: then that is what they read by, and not a tick.
create function stek.let_in_by(family uuid, person uuid, parent uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from public.circle_grant g join public.circle_circlemember m
      on m.family_id = g.family_id and m.id = g.circle_member_id
    where g.family_id = let_in_by.family and m.person_id = let_in_by.person and g.given_by = let_in_by.parent) $$;

-- Closings of which who asks is a reader by the tick of a parent who knows where they act from and did not let them in; and whether something was
-- given in that way: this very thing, whose thread stands first in what it rests on, by its own author; not what is built on it.
create function stek.given() returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(array_agg(h.id), '{}') from stek.places() p
    join public.circle_hidden h on h.family_id = p.family_id and h.lifted_at is null and p.person_id = any (h.readers)
   where stek.is_recognised(p.role, p.recognised_at) and stek.knows(h.hidden_by, p)
     and h.hidden_by in (select one.person from stek.parents(p.family_id) one)
     and not stek.let_in_by(p.family_id, p.person_id, h.hidden_by));
end $$;
create function stek.is_given(rests_on uuid[], author uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from public.circle_hidden h where h.id = any (is_given.rests_on)
    and h.id = any (stek.given()) and h.hidden_by = is_given.author and h.thread_id = is_given.rests_on[1]);
end $$;

-- Whom a parent ticks for something, and to whom she said no yes of her own, stands there for her as well: in a place that
-- only they two know. So nobody who ends another place takes them from what she gave. Says whether a place was made.
create function stek.place_for(family uuid, id uuid, person uuid, called bytea) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare me uuid := stek.person();
begin
  if place_for.family <> all (stek.parent_families()) or not stek.is_free(place_for.id) then return false; end if;
  insert into public.circle_circlemember (family_id, id, role, person_id, relation, called_sealed, from_at, invited_by,
      known_to, recognised_at, recognised_by)
    select m.family_id, place_for.id, m.role, m.person_id, m.relation, place_for.called, now(), me, array[me], now(), me
      from public.circle_circlemember m
     where m.family_id = place_for.family and m.person_id = place_for.person and m.role <> 'parent' and m.person_id <> me
       and m.from_at <= now() and (m.until_at is null or now() < m.until_at)
       and stek.knows(me, m) and stek.is_recognised(m.role, m.recognised_at) and m.id <> all (stek.over(m.family_id))
       and not exists (select 1 from public.circle_circlemember o
         where o.family_id = m.family_id and o.person_id = m.person_id and o.from_at <= now()
           and (o.until_at is null or now() < o.until_at) and o.id <> all (stek.over(o.family_id))
           and (o.role = 'parent' or (o.invited_by = me and stek.knows(me, o)) or exists (select 1 from public.circle_grant g
             where g.family_id = o.family_id and g.circle_member_id = o.id and g.given_by = me and g.withdrawn_at is null
               and g.from_at <= now() and (g.until_at is null or now() < g.until_at))))
     order by m.known_to is not null, m.from_at, m.id limit 1;
  return found;
end $$;

-- Places of the parents who said no to where who asks acts from.
create function stek.refused() returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(array_agg(m.id), '{}') from stek.places() p
    join public.circle_refusal r on r.family_id = p.family_id and r.circle_member_id = p.id and r.ended_at is null
    join public.circle_circlemember m on m.family_id = r.family_id and m.person_id = r.said_by
   where p.role <> 'parent' and p.family_id <> all (stek.opened_families()));
end $$;

-- Every fact that bears on somebody in one family, for decide(): the later form.
create or replace function stek.facts_of(family uuid, me uuid) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  over jsonb := (select coalesce(jsonb_object_agg(o.place, o.since), '{}') from stek.over(array[facts_of.family]) o);
  here uuid := (select m.id from public.circle_circlemember m  -- from which place they act, as in `stek.places()`
    where m.family_id = facts_of.family and m.person_id = facts_of.me
      and m.from_at <= now() and (m.until_at is null or now() < m.until_at) and not over ? m.id::text
    order by m.role <> 'parent', m.known_to is not null, m.from_at, m.id limit 1);
begin
  return jsonb_build_object(
    'places', (select coalesce(jsonb_agg(jsonb_build_array(
         m.role, m.from_at, least(m.until_at, (over ->> m.id::text)::timestamptz), m.id, m.known_to is not null, stek.is_recognised(m.role, m.recognised_at))), '[]')
       from public.circle_circlemember m where m.family_id = facts_of.family and m.person_id = me),
    'grants', (select coalesce(jsonb_agg(jsonb_build_array(g.circle_member_id, g.section, g.purpose, g.verbs, g.from_at, g.until_at,
                                                                      g.given_by, g.children, g.reaches_back)), '[]')
       from public.circle_grant g join public.circle_circlemember m
         on m.family_id = g.family_id and m.id = g.circle_member_id
      where g.family_id = facts_of.family and m.person_id = me and g.withdrawn_at is null),
    'closed', (select coalesce(jsonb_agg(h.id), '[]') from public.circle_hidden h
      where h.family_id = facts_of.family and h.lifted_at is null and h.hidden_by <> me and me <> all (h.readers)),
    'apart', (select coalesce(jsonb_agg(m.id), '[]') from public.circle_circlemember m
       left join public.circle_circlemember p on p.family_id = m.family_id and p.id = here
      where m.family_id = facts_of.family
        and (not stek.knows(me, m) or (m.person_id is not null and p.id is not null and not stek.knows(m.person_id, p)))),
    'given', (select coalesce(jsonb_agg(jsonb_build_array(h.id, h.hidden_by, h.thread_id)), '[]') from public.circle_hidden h
       join public.circle_circlemember p on p.family_id = h.family_id and p.id = here
      where h.family_id = facts_of.family and h.lifted_at is null and me = any (h.readers)
        and h.hidden_by in (select one.person from stek.parents(facts_of.family) one) and stek.knows(h.hidden_by, p)
        and not stek.let_in_by(facts_of.family, me, h.hidden_by)),
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

-- Who is beside somebody at these places, of whom that person knows that they stand here, and a parent that it is them: their facts, without the
-- closings and places of which that person knows nothing, and the threads that are closed to them. An emergency is nobody's
-- who sits there.
create or replace function stek.beside(family uuid, places uuid[]) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  me uuid := stek.person();
  unknown text[] := stek.unknown_places()::text[];
  mine uuid[];
begin
  if not stek.stands_in(beside.family) then return '[]'; end if;
  mine := array(select h.id from public.circle_hidden h where h.family_id = beside.family and h.lifted_at is null
    and (h.hidden_by = me or me = any (h.readers)));
  return (select coalesce(jsonb_agg(jsonb_build_object(
      'place', m.id, 'person', m.person_id, 'called', encode(m.called_sealed, 'base64'),
      'threads', (select coalesce(jsonb_agg(h.thread_id), '[]') from public.circle_hidden h
         where h.id = any (mine) and m.person_id <> h.hidden_by and m.person_id <> all (h.readers)),
      'people', (select coalesce(jsonb_agg(distinct o.person_id), '[]') from public.circle_circlemember o
         where o.family_id = m.family_id and o.person_id is not null and o.person_id <> m.person_id and o.id::text <> all (unknown)
           and o.id::text in (select jsonb_array_elements_text(f.facts -> 'apart'))),
      'facts', f.facts || jsonb_build_object('break_glass', '[]'::jsonb, 'aside', '[]'::jsonb,
        -- A parent's no is not told to another parent who looks along.
        'refused', (select coalesce(jsonb_agg(one), '[]') from jsonb_array_elements_text(f.facts -> 'refused') one where one = me::text),
        'closed', (select coalesce(jsonb_agg(one), '[]') from jsonb_array_elements_text(f.facts -> 'closed') one
           where one = any (mine::text[])),
        'apart', (select coalesce(jsonb_agg(one), '[]') from jsonb_array_elements_text(f.facts -> 'apart') one
           where one <> all (unknown)))) order by m.from_at, m.id), '[]')
    from public.circle_circlemember m cross join lateral (select stek.facts_of(m.family_id, m.person_id) as facts) f
   where m.family_id = beside.family and m.id = any (beside.places) and m.id::text <> all (unknown)
     and m.person_id is not null and m.person_id <> me and stek.is_recognised(m.role, m.recognised_at)
     and m.from_at <= now() and (m.until_at is null or now() < m.until_at) and m.id <> all (stek.over(m.family_id)));
end $$;

-- Who reads an item now: the places of everybody whom policy/decide.py would let read it, for care, except by an
-- emergency access, which parents are told of on a page of their own. Every sentence that says who reads something
-- comes from here. It leaves out whom who asks may not know: of one's own words nobody is left out, since who does not
-- know a place does not read what was written from it, and the other way round; but who was not recognised yet finds
-- nobody. Says nothing to who does not stand there.
--
-- A parent's no is for that parent to know, and for who stands there: to the others it does not show.
--
-- `asks`: what it asks of a yes; null: as it would be if it were written now. Without an author and with nothing it rests
-- on: who reads a part.
drop function stek.who_reads(uuid, text, uuid, boolean, uuid[]);
create function stek.who_reads(family uuid, section text, author uuid, private boolean, rests_on uuid[], asks text[])
  returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not stek.stands_in(who_reads.family) then return '{}'; end if;
  if who_reads.author is not null and who_reads.asks is null then
    who_reads.asks := stek.asks(who_reads.family, who_reads.section, who_reads.author, who_reads.rests_on, now());
  end if;
  return (select coalesce(array_agg(m.id order by m.from_at, m.id), '{}')
    from (select distinct on (one.person_id) one.* from public.circle_circlemember one
            join public.people_person p on p.id = one.person_id and p.is_active
           where one.family_id = who_reads.family
             and one.from_at <= now() and (one.until_at is null or now() < one.until_at)
             and one.id <> all ((select stek.over(who_reads.family))::uuid[])
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
           or (who_reads.section = 'story' and stek.is_recognised(m.role, m.recognised_at) and exists (
               select 1 from public.circle_hidden h
                where h.family_id = m.family_id and h.id = any (who_reads.rests_on) and h.lifted_at is null
                  and h.hidden_by = who_reads.author and m.person_id = any (h.readers) and h.thread_id = who_reads.rests_on[1]
                  and h.hidden_by in (select one.person from stek.parents(m.family_id) one)
                  and not stek.let_in_by(m.family_id, m.person_id, h.hidden_by)
                  and (m.known_to is null or h.hidden_by = any (m.known_to) or h.hidden_by = m.person_id)))
           or (stek.is_recognised(m.role, m.recognised_at) and exists (select 1 from public.circle_grant g
                where g.family_id = m.family_id and g.circle_member_id = m.id
                  and g.section = who_reads.section and g.purpose = 'care' and 'read' = any (g.verbs)
                  and g.withdrawn_at is null and g.from_at <= now() and (g.until_at is null or now() < g.until_at))
             and (who_reads.author is null or (not who_reads.asks && stek.uncovered(m.family_id, m.id, 'care') and not exists (
                   select 1 from public.circle_refusal r where r.family_id = m.family_id and r.circle_member_id = m.id
                      and r.said_by = who_reads.author and r.ended_at is null
                      and stek.person() in (who_reads.author, m.person_id)))))))));
end $$;

-- A row names in `rests_on` the children it is about, and the adults it is about who stood here as parent when it was
-- written: what is built on it takes them along. How it holds for somebody is about who says so.
create function stek.says_about() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  said jsonb := to_jsonb(new);
  at timestamptz := coalesce(said ->> 'written_at', said ->> 'said_at');
  about uuid[] := array(select jsonb_array_elements_text(coalesce(said -> 'about', '[]'))::uuid);
begin
  if tg_table_name = 'balance_perspective' then
    about := about || (select m.member_id from public.circle_circlemember m
      where m.family_id = new.family_id and m.id = new.author_member_id);
  end if;
  if cardinality(about) > 0 then
    new.rests_on := new.rests_on || array(select one.id from public.circle_member one
      where one.family_id = new.family_id and one.id = any (about) and one.id <> all (new.rests_on)
        and (one.kind = 'child' or exists (select 1 from public.circle_circlemember m
          where m.family_id = one.family_id and m.member_id = one.id and m.role = 'parent' and m.person_id is not null
            and m.from_at <= at and (m.until_at is null or at < m.until_at)
            and m.id <> all (stek.over(m.family_id)))) order by one.id);
  end if;
  -- A correction is of when the thread began: who reads from today on does not read what stood before, said again. (What
  -- is said of a need later is no correction, but another saying.)
  if said ->> 'supersedes_id' is not null and said ? 'written_at' then
    execute format('select min(written_at) from %I.%I where family_id = $1 and thread_id = $2', tg_table_schema, tg_table_name)
      into at using new.family_id, (said ->> 'thread_id')::uuid;
  end if;
  new.asks := stek.asks(new.family_id, new.section, new.author_id, new.rests_on, coalesce(at, now()));
  return new;
end $$;

-- A yes that does not reach back begins a step: what was written since asks by that step.
create function stek.begins_a_step() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare place record;
begin
  if new.reaches_back then return null; end if;
  for place in select t.name, a.attname as written from stek.gated_tables() t
      join pg_attribute a on a.attrelid = t.name::regclass and a.attname in ('written_at', 'said_at') loop
    execute format('update %1$s t set asks = stek.asks(t.family_id, t.section, t.author_id, t.rests_on, t.%2$I)'
                   ' where t.family_id = $1 and t.%2$I >= $2 and to_jsonb(t) ->> ''supersedes_id'' is null', place.name, place.written)
      using new.family_id, new.from_at;
  end loop;
  return null;
end $$;
create trigger begins_a_step after insert on circle_grant for each row execute function stek.begins_a_step();

-- Nobody of the app asks this about a family: its ids are told to nobody by these.
revoke execute on function stek.step_of(uuid, timestamptz), stek.parents(uuid), stek.children(uuid),
  stek.asks(uuid, text, uuid, uuid[], timestamptz), stek.uncovered(uuid, uuid, text), stek.let_in_by(uuid, uuid, uuid)
  from {app};

alter table circle_refusal enable row level security;
alter table circle_refusal force row level security;
create policy facts on circle_refusal to {owner} using (true) with check (true);
create policy see on circle_refusal for select to {app} using (
  said_by = (select stek.person())
  or (tells and ended_at is null and circle_member_id = any ((select stek.member_ids())::uuid[])));
create policy say on circle_refusal for insert to {app} with check (
  said_by = (select stek.person()) and ended_at is null
  and family_id = any ((select stek.parent_families())::uuid[])
  and circle_member_id in (select m.id from circle_circlemember m where m.family_id = circle_refusal.family_id and m.role <> 'parent'));
create policy take_back on circle_refusal for update to {app}
  using (said_by = (select stek.person()) and ended_at is null and family_id = any ((select stek.member_families())::uuid[]))
  with check (said_by = (select stek.person()) and ended_by = (select stek.person()));
grant select, insert, update (ended_at, ended_by) on circle_refusal to {app};
alter table circle_refusal add constraint of_a_family foreign key (family_id) references circle_family (id);
