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

-- In whose words something is, as a yes looks at it: of a parent whom it quotes, else of its author.
create function stek.voice(family uuid, whose uuid, author uuid) returns uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce((select p.person from stek.parents(voice.family) p where p.person = voice.whose limit 1), voice.author) $$;

-- Of all that a row may ask, what the yeses to each of these places do not cover.
create function stek.uncovered(families uuid[], places uuid[], why text) returns table (place uuid, key text)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query
    with good as materialized (
      select g.family, g.place, g.section, g.given_by, g.children,
             case when g.reaches_back then 0 else stek.step_of(g.family, g.from_at) end as since
        from stek.yeses(uncovered.families, uncovered.places) g
       where g.purpose = uncovered.why and 'read' = any (g.verbs)
         and g.from_at <= now() and (g.until_at is null or now() < g.until_at)),
    steps as materialized (
      select one.family, stek.step_of(one.family, now()) as last from (select distinct g.family from good g) one),
    asked as materialized (
      select part.*, step from (select distinct g.family, g.place, g.section from good g) part
        join steps f on f.family = part.family, generate_series(0, f.last) step),
    parents as materialized (select f.family, p.member, p.person from steps f, stek.parents(f.family) p)
    select a.place, a.section || '/' || a.step || '/' || about.child
      from asked a join (select f.family, child from steps f, stek.children(f.family) child
                         union all select f.family, f.family from steps f) about on about.family = a.family
     where not exists (select 1 from good g where g.place = a.place and g.section = a.section and g.since <= a.step
             and (g.children is null or about.child = any (g.children)))
    union all
    select a.place, a.section || '/' || a.step || '/' || p.member || coalesce('/' || v.person, '')
      from asked a join parents p on p.family = a.family
      join (select null::uuid as person, f.family from steps f union select one.person, one.family from parents one) v
        on v.family = a.family
     where not exists (select 1 from good g where g.place = a.place and g.section = a.section and g.since <= a.step
             and g.given_by in (p.person, v.person));
end $$;

-- The same of who asks, from where they act. Of what is shared nothing is asked of the yeses in an emergency, and of a
-- parent never; an own part of somebody else is opened by a yes alone.
create function stek.uncovered() returns text[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare mine public.circle_circlemember[] := array(select p from stek.places() p);
begin
  return (select coalesce(array_agg(u.key), '{}')
    from stek.uncovered(array(select p.family_id from unnest(mine) p), array(select p.id from unnest(mine) p), stek.purpose()) u
    join unnest(mine) p on p.id = u.place
   where not (split_part(u.key, '/', 1) = any (stek.shared_sections())
      and (p.role = 'parent' or p.family_id = any ((select stek.opened_families())::uuid[]))));
end $$;

-- Whether a parent ever said yes to this place themselves, or to its team and tapped who stands there: then that is what is
-- read from it, and not a tick.
create function stek.let_in_by(family uuid, place uuid, parent uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from public.circle_grant g join public.circle_circlemember m
      on m.family_id = g.family_id and (m.id = g.circle_member_id or (m.via_id = g.circle_member_id and exists (
        select 1 from public.circle_tap t
         where t.family_id = m.family_id and t.circle_member_id = m.id and t.said_by = g.given_by)))
    where g.family_id = let_in_by.family and m.id = let_in_by.place and g.given_by = let_in_by.parent);
end $$;

-- Whether the ticks of a closing hold: until a newer list of the same thing by the same person replaces it. Who was ticked
-- goes on reading when it is shown again.
create function stek.ticks_hold(closing public.circle_hidden) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return closing.lifted_at is null or not exists (select 1 from public.circle_hidden n
    where n.family_id = closing.family_id and n.thread_id = closing.thread_id and n.hidden_by = closing.hidden_by
      and (n.hidden_at, n.id) > (closing.hidden_at, closing.id));
end $$;

-- Closings of which who asks is a reader by the tick of a parent who knows where they act from and did not let them in, and those of
-- words that quote who asks, which are theirs to read wherever they stand; and whether something was given in that way: this
-- very thing, whose thread stands first in what it rests on, by its own author or by whom it quotes; not what is built on it.
create function stek.given() returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return array(select h.id from public.circle_hidden h where h.quotation and h.hidden_by = stek.person())
    || (select coalesce(array_agg(h.id), '{}') from stek.places() p
    join public.circle_hidden h on h.family_id = p.family_id and p.person_id = any (h.readers) and stek.ticks_hold(h)
   where stek.is_recognised(p.role, p.recognised_at) and stek.knows(h.hidden_by, p)
     and h.hidden_by in (select one.person from stek.parents(p.family_id) one)
     and not stek.let_in_by(p.family_id, p.id, h.hidden_by));
end $$;
create function stek.is_given(rests_on uuid[], author uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from public.circle_hidden h where h.id = any (is_given.rests_on)
    and h.id = any ((select stek.given())::uuid[]) and (h.hidden_by = is_given.author or h.quotation) and h.thread_id = is_given.rests_on[1]);
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
       and stek.knows(me, m) and stek.is_recognised(m.role, m.recognised_at) and m.id <> all ((select stek.over(place_for.family))::uuid[])
       and not exists (select 1 from public.circle_circlemember o
         where o.family_id = m.family_id and o.person_id = m.person_id and o.from_at <= now()
           and (o.until_at is null or now() < o.until_at) and o.id <> all ((select stek.over(place_for.family))::uuid[])
           and (o.role = 'parent' or (o.invited_by = me and o.via_id is null and stek.knows(me, o)) or exists (
             select 1 from stek.yeses(array[o.family_id], array[o.id]) g where g.given_by = me and g.from_at <= now() and (g.until_at is null or now() < g.until_at))))
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
   where p.role <> 'parent');
end $$;

-- The same as 'family/person', for words that quote such a parent.
create function stek.refusers() returns text[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(array_agg(r.family_id || '/' || r.said_by), '{}') from stek.places() p
    join public.circle_refusal r on r.family_id = p.family_id and r.circle_member_id = p.id and r.ended_at is null
   where p.role <> 'parent');
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
  -- What rests on a place, a closing or a member names it by its id alone: nothing else takes that id.
  if exists (select 1 from public.circle_circlemember m where m.family_id = new.family_id and m.id = new.id)
     or exists (select 1 from public.circle_member m where m.family_id = new.family_id and m.id = new.id)
     or exists (select 1 from public.circle_hidden h where h.family_id = new.family_id and h.id = new.id) then
    raise exception 'this id is taken' using errcode = 'insufficient_privilege';
  end if;
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
            and m.id <> all ((select stek.over(new.family_id))::uuid[]))) order by one.id);
  end if;
  -- A working note is its team's, and so is what is built on it.
  if new.section like 'team:%' then
    new.rests_on := new.rests_on || array(select m.via_id from public.circle_circlemember m
      where m.family_id = new.family_id and m.id = new.author_member_id and new.section = 'team:' || m.team_id
        and m.via_id <> all (new.rests_on));
  end if;
  -- A correction is of when the thread began: who reads from today on does not read what stood before, said again. (What
  -- is said of a need later is no correction, but another saying.)
  if said ->> 'supersedes_id' is not null and said ? 'written_at' then
    execute format('select min(written_at) from %I.%I where family_id = $1 and thread_id = $2', tg_table_schema, tg_table_name)
      into at using new.family_id, (said ->> 'thread_id')::uuid;
  end if;
  new.asks := stek.asks(new.family_id, new.section, stek.voice(new.family_id, (to_jsonb(new) ->> 'whose_id')::uuid, new.author_id),
    new.rests_on, coalesce(at, now()));
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
    execute format('update %1$s t set asks = stek.asks(t.family_id, t.section,'
                   ' stek.voice(t.family_id, (to_jsonb(t) ->> ''whose_id'')::uuid, t.author_id), t.rests_on, t.%2$I)'
                   ' where t.family_id = $1 and t.%2$I >= $2 and to_jsonb(t) ->> ''supersedes_id'' is null', place.name, place.written)
      using new.family_id, new.from_at;
  end loop;
  return null;
end $$;
create trigger begins_a_step after insert on circle_grant for each row execute function stek.begins_a_step();

-- Nobody of the app asks this about a family: its ids are told to nobody by these.
revoke execute on function stek.step_of(uuid, timestamptz), stek.parents(uuid), stek.children(uuid),
  stek.asks(uuid, text, uuid, uuid[], timestamptz), stek.voice(uuid, uuid, uuid),
  stek.uncovered(uuid[], uuid[], text), stek.let_in_by(uuid, uuid, uuid)
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
