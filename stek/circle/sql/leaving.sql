-- A parent leaves: fourteen days in which nothing changes for anybody and nobody is told, and then for good. What follows
-- from it is looked up at the hour somebody asks; no job has to run. The clauses stand a second time in oracle/reading.py.
--
-- Whose place has ended reads the words they wrote themselves, and changes nothing: `read` of gated.sql.

alter table circle_leaving add constraint from_a_place
  foreign key (family_id, circle_member_id) references circle_circlemember (family_id, id);
alter table circle_leaving enable row level security;
alter table circle_leaving force row level security;
create policy facts on circle_leaving to {owner} using (true) with check (true);
create policy see on circle_leaving for select to {app} using (person_id = (select stek.person()));
grant select on circle_leaving to {app};

-- How long it can be undone: STAYS of circle/rules.py. In hours: a day in which the clock is changed is none of 24.
create function stek.leaves_after() returns interval
  language sql immutable set search_path = pg_catalog, pg_temp as $$ select interval '336 hours' $$;

-- In these families, which places stand no more without anybody having ended them, and since when:
-- of a parent who has left; every place when no parent is left, until the last undoes it; a place that is known to a list
-- when who made it has left, and no parent who was there then and is there still knows of it; and a place that who made
-- it let go of, when the last yes to it has ended.
create function stek.over(families uuid[]) returns table (place uuid, since timestamptz)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select m.id, greatest(m.let_go_at, max(coalesce(g.withdrawn_at, g.until_at)))
    from public.circle_circlemember m
    left join public.circle_grant g on g.family_id = m.family_id and g.circle_member_id = m.id
     and exists (select 1 from public.circle_circlemember p where p.family_id = g.family_id and p.person_id = g.given_by
           and p.role = 'parent')
   where m.family_id = any (over.families) and m.let_go_at is not null
   group by m.family_id, m.id, m.let_go_at
  having not bool_or(g.id is not null and g.withdrawn_at is null and (g.until_at is null or now() < g.until_at));
  if not exists (select 1 from public.circle_leaving l where l.family_id = any (over.families)
       and l.undone_at is null and l.asked_at + stek.leaves_after() <= now()) then
    return;
  end if;
  return query
    with gone as (
      select l.family_id, l.circle_member_id, l.person_id, l.asked_at + stek.leaves_after() as at
        from public.circle_leaving l
       where l.family_id = any (over.families) and l.undone_at is null and l.asked_at + stek.leaves_after() <= now()),
    left_here as (
      select m.family_id, m.person_id, coalesce(m.recognised_at, m.from_at) as from_at from public.circle_circlemember m
       where m.family_id in (select g.family_id from gone g) and m.role = 'parent' and m.person_id is not null
         and m.from_at <= now() and (m.until_at is null or now() < m.until_at)
         and m.id not in (select g.circle_member_id from gone g))
    select m.id, (select max(g.at) from gone g where g.family_id = m.family_id)
      from public.circle_circlemember m
     where m.family_id in (select g.family_id from gone g)
       and (m.id in (select g.circle_member_id from gone g)
         or not exists (select 1 from left_here p where p.family_id = m.family_id)
         or (m.known_to is not null and exists (select 1 from gone g
              where g.family_id = m.family_id and g.person_id = m.invited_by and not exists (select 1 from left_here p
                where p.family_id = m.family_id and p.from_at <= g.at and stek.knows(p.person_id, m)))));
end $$;

create function stek.over(family uuid) returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(array_agg(o.place), '{}') from stek.over(array[over.family]) o);
end $$;

-- Whether nobody is left there as a parent because they left: then nobody reads but their own, not in an emergency either.
create function stek.put_away(family uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare gone uuid[] := stek.over(put_away.family);
begin
  return cardinality(gone) > 0 and not exists (select 1 from public.circle_circlemember m
    where m.family_id = put_away.family and m.role = 'parent' and m.person_id is not null
      and m.from_at <= now() and (m.until_at is null or now() < m.until_at) and m.id <> all (gone));
end $$;

-- 'family/person' of who has left for good where who asks is a parent: only of them a parent who is left ends a yes.
create function stek.departed() returns text[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(array_agg(l.family_id || '/' || l.person_id), '{}') from public.circle_leaving l
    where l.family_id = any (stek.parent_families()) and l.undone_at is null
      and not exists (select 1 from public.circle_circlemember m where m.family_id = l.family_id
        and m.person_id = l.person_id and m.role = 'parent' and m.from_at <= now()
        and (m.until_at is null or now() < m.until_at) and m.id <> all (stek.over(l.family_id))));
end $$;

-- Leaves, from the place they have there as a parent: since `at`, or now when that is to come. Not twice.
create function stek.leave(family uuid, leaving uuid, at timestamptz) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare mine uuid;
begin
  select p.id into mine from stek.places() p where p.family_id = leave.family and p.role = 'parent';
  if mine is null or not stek.is_free(leave.leaving) then return false; end if;
  perform 1 from public.circle_circlemember m
    where m.family_id = leave.family and m.role = 'parent' order by m.id for no key update;
  if exists (select 1 from public.circle_leaving l
      where l.family_id = leave.family and l.circle_member_id = mine and l.undone_at is null) then
    return false;
  end if;
  insert into public.circle_leaving (family_id, id, circle_member_id, person_id, asked_at)
    values (leave.family, leave.leaving, mine, stek.person(), least(leave.at, now()));
  return true;
end $$;

-- Undone by who leaves, within those days; and after them by who left last, when nobody is left. By nobody else.
create function stek.undo_leaving(family uuid) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform 1 from public.circle_circlemember m
    where m.family_id = undo_leaving.family and m.role = 'parent' order by m.id for no key update;
  update public.circle_leaving l set undone_at = now()
   where l.family_id = undo_leaving.family and l.person_id = stek.person() and l.undone_at is null
     and (now() < l.asked_at + stek.leaves_after()
       or (stek.put_away(l.family_id) and not exists (select 1 from public.circle_leaving o
         where o.family_id = l.family_id and o.undone_at is null and (o.asked_at, o.id) > (l.asked_at, l.id))));
  return found;
end $$;

-- Families where who asks stood, and stands no more in any place: as what, until when, whether the record was put away
-- because no parent is left, and whether they may bring it back. Nothing about anybody else.
create function stek.stood()
  returns table (family uuid, role text, since timestamptz, until timestamptz, away boolean, may_return boolean)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare mine uuid[] := array(select distinct m.family_id from public.circle_circlemember m where m.person_id = stek.person());
begin
  return query
    with ended as (
      select distinct on (m.family_id) m.family_id, m.role::text, m.from_at, coalesce(least(m.until_at, o.since), m.until_at) as until
        from public.circle_circlemember m left join stek.over(mine) o on o.place = m.id
       where m.person_id = stek.person() and m.from_at <= now() and m.family_id <> all (stek.member_families())
       order by m.family_id, coalesce(least(m.until_at, o.since), m.until_at) desc nulls last, m.id)
    select e.family_id, e.role, e.from_at, e.until, stek.put_away(e.family_id),
           stek.put_away(e.family_id) and exists (select 1 from public.circle_leaving l
             where l.family_id = e.family_id and l.person_id = stek.person() and l.undone_at is null
               and not exists (select 1 from public.circle_leaving o where o.family_id = l.family_id
                 and o.undone_at is null and (o.asked_at, o.id) > (l.asked_at, l.id)))
      from ended e order by e.until desc, e.family_id;
end $$;

-- Where one's own words are and nothing else, and the key with which they open.
create function stek.stood_families() returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(array_agg(distinct m.family_id), '{}') from public.circle_circlemember m
    where m.person_id = stek.person() and m.from_at <= now() and m.family_id <> all (stek.member_families()));
end $$;
create policy own_words on circle_familykey for select to {app} using (
  family_id = any ((select stek.stood_families())::uuid[]));

create policy own_words on circle_tie for select to {app} using (said_by = (select stek.person()));

-- That somebody left is in the trail from the hour on which it holds, and was never there when it was undone.
create function stek.untold_leavings() returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(array_agg(l.id), '{}') from public.circle_leaving l
    where l.family_id = any (stek.parent_families())
      and (l.undone_at is not null or now() < l.asked_at + stek.leaves_after()));
end $$;
create policy left_for_good on trail_trailentry as restrictive for select to {app} using (
  not rests_on && (select stek.untold_leavings())::uuid[]);

-- A yes is ended by who gave it; of who has left for good, by a parent who is left. A place ends with the last yes to it,
-- when who made it let go of it too: else a parent could say yes to the other's helper, end it, and the place is gone.
drop policy withdraw on circle_grant;
create policy withdraw on circle_grant for update to {app}
  using ((given_by = (select stek.person()) and family_id = any ((select stek.member_families())::uuid[]))
         or (section not like 'own:%' and family_id || '/' || given_by = any ((select stek.departed())::text[])))
  with check (withdrawn_by = (select stek.person()));
-- By itself somebody steps out of a place of their own, and no parent: they leave (above).
drop policy finish on circle_circlemember;
create policy finish on circle_circlemember for update to {app}
  using (person_id = (select stek.person()) and role <> 'parent')
  with check (until_by = (select stek.person()));

-- A parent ends their own yeses to a place, with those of who has left, and lets go of it if they or who has left made it.
-- Says whether it has 'ended' or 'stays', by the yes of another; null where there was nothing of theirs to end.
create function stek.let_go(family uuid, place uuid, at timestamptz) returns text
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare me uuid := stek.person(); one public.circle_circlemember; gone text[] := stek.departed(); many int; made boolean;
  moment timestamptz := least(let_go.at, now());
begin
  if let_go.family <> all (stek.parent_families()) then return null; end if;
  select m.* into one from public.circle_circlemember m
   where m.family_id = let_go.family and m.id = let_go.place and m.role <> 'parent' and stek.knows(me, m)
     and (m.person_id is not null or m.invited_by = me) and (m.until_at is null or now() < m.until_at)
     and m.id <> all (stek.over(let_go.family)) for no key update;
  if not found then return null; end if;
  update public.circle_grant g set withdrawn_at = moment, withdrawn_by = me
   where g.family_id = one.family_id and g.circle_member_id = one.id and g.withdrawn_at is null
     and (g.until_at is null or now() < g.until_at)
     and (g.given_by = me or one.family_id || '/' || g.given_by = any (gone));
  get diagnostics many = row_count;
  made := one.let_go_at is null and (one.invited_by is null or one.invited_by = me
    or one.family_id || '/' || one.invited_by = any (gone));
  if many = 0 and not made then return null; end if;
  if made then
    update public.circle_circlemember m set let_go_at = moment, let_go_by = me
     where m.family_id = one.family_id and m.id = one.id;
  end if;
  if one.id <> all (stek.over(one.family_id)) then return 'stays'; end if;
  update public.circle_circlemember m set until_at = moment, until_by = me
   where m.family_id = one.family_id and m.id = one.id;
  return 'ended';
end $$;

-- Who has left is none of these any more. Later forms of what readers.sql, parents.sql, functions.sql and emergency.sql say.

create or replace function stek.places() returns setof public.circle_circlemember
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  mine uuid[] := array(select m.family_id from public.circle_circlemember m where m.person_id = stek.person());
  gone uuid[] := array(select o.place from stek.over(mine) o);
begin
  return query select distinct on (m.family_id) m.* from public.circle_circlemember m
    where m.person_id = stek.person() and m.from_at <= now() and (m.until_at is null or now() < m.until_at)
      and m.id <> all (gone)
    order by m.family_id, m.role <> 'parent', m.known_to is not null, m.from_at, m.id;
end $$;

create or replace function stek.stands_in(family uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from stek.places() p where p.family_id = stands_in.family);
end $$;

create or replace function stek.opened_families() returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(array_agg(b.family_id), '{}')
    from public.circle_breakglass b
    join public.people_person p on p.id = b.person_id
   where b.person_id = stek.person() and b.opened_at <= now() and now() < b.until_at
     and not stek.stood_as_family(b.family_id) and not stek.put_away(b.family_id)
     and p.discipline = any (stek.health_disciplines()));
end $$;

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
    'grants', (select coalesce(jsonb_agg(jsonb_build_array(g.circle_member_id, g.section, g.purpose, g.verbs, g.from_at, g.until_at)), '[]')
       from public.circle_grant g join public.circle_circlemember m
         on m.family_id = g.family_id and m.id = g.circle_member_id
      where g.family_id = facts_of.family and m.person_id = me and g.withdrawn_at is null),
    'closed', (select coalesce(jsonb_agg(h.id), '[]') from public.circle_hidden h
      where h.family_id = facts_of.family and h.lifted_at is null and h.hidden_by <> me and me <> all (h.readers)),
    'apart', (select coalesce(jsonb_agg(m.id), '[]') from public.circle_circlemember m
       left join public.circle_circlemember p on p.family_id = m.family_id and p.id = here
      where m.family_id = facts_of.family
        and (not stek.knows(me, m) or (m.person_id is not null and p.id is not null and not stek.knows(m.person_id, p)))),
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

-- Since when they leave is theirs to know, and nobody's who asks about them.
create or replace function stek.facts(family uuid) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return stek.facts_of(facts.family, stek.person()) || jsonb_build_object('leaving', (
    select max(l.asked_at) from public.circle_leaving l where l.family_id = facts.family and l.person_id = stek.person()
       and l.undone_at is null and now() < l.asked_at + stek.leaves_after()));
end $$;

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
        'closed', (select coalesce(jsonb_agg(one), '[]') from jsonb_array_elements_text(f.facts -> 'closed') one
           where one = any (mine::text[])),
        'apart', (select coalesce(jsonb_agg(one), '[]') from jsonb_array_elements_text(f.facts -> 'apart') one
           where one <> all (unknown)))) order by m.from_at, m.id), '[]')
    from public.circle_circlemember m cross join lateral (select stek.facts_of(m.family_id, m.person_id) as facts) f
   where m.family_id = beside.family and m.id = any (beside.places) and m.id::text <> all (unknown)
     and m.person_id is not null and m.person_id <> me and stek.is_recognised(m.role, m.recognised_at)
     and m.from_at <= now() and (m.until_at is null or now() < m.until_at) and m.id <> all (stek.over(m.family_id)));
end $$;

create or replace function stek.some_parent_reads() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.lifted_at is null and new.hidden_by = stek.person() and pg_trigger_depth() = 1
     and not exists (select 1 from public.circle_circlemember m
       where m.family_id = new.family_id and m.role = 'parent' and m.from_at <= now()
         and (m.until_at is null or now() < m.until_at) and m.id <> all (stek.over(new.family_id))
         and m.person_id = any (new.readers || new.hidden_by)) then
    raise exception 'some parent reads it' using errcode = 'check_violation';
  end if;
  return new;
end $$;

create or replace function stek.who_reads(family uuid, section text, author uuid, private boolean, rests_on uuid[]) returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not stek.stands_in(who_reads.family) then return '{}'; end if;
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
           or (stek.is_recognised(m.role, m.recognised_at) and exists (select 1 from public.circle_grant g
                where g.family_id = m.family_id and g.circle_member_id = m.id
                  and g.section = who_reads.section and g.purpose = 'care' and 'read' = any (g.verbs)
                  and g.withdrawn_at is null and g.from_at <= now() and (g.until_at is null or now() < g.until_at)))))));
end $$;

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
        and m.id <> all (stek.over(asked.family_id))
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
     and m.person_id is null and (m.until_at is null or now() < m.until_at) and m.id <> all (stek.over(asked.family_id));
  if not found then return null; end if;
  update public.circle_invitation i set accepted_at = now(), accepted_by = me
   where i.family_id = asked.family_id and i.id = asked.id;
  return case when as_parent then null else asked.family_id end;
end $$;

create or replace function stek.let_in(family uuid, place uuid) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare newcomer uuid;
begin
  perform 1 from public.circle_circlemember m
    where m.family_id = let_in.family and m.role = 'parent' order by m.id for no key update;
  select i.accepted_by into newcomer
    from public.circle_invitation i
   where i.family_id = let_in.family and i.circle_member_id = let_in.place
     and i.circle_member_id || '/' || i.accepted_by = any (stek.asking());
  if newcomer is null or exists (
      select 1 from public.circle_circlemember m
       where m.family_id = let_in.family and m.role = 'parent' and m.person_id is not null
         and m.from_at <= now() and (m.until_at is null or now() < m.until_at)
         and m.id <> all (stek.over(let_in.family))
         and not coalesce((
           select a.is_yes from public.circle_parentanswer a
            where a.family_id = m.family_id and a.circle_member_id = let_in.place and a.person_id = newcomer
              and a.said_by = m.person_id
            order by a.said_at desc, a.id desc limit 1), false)) then
    return false;
  end if;
  -- Who stood there as kin or carer stands there as a parent from now on.
  update public.circle_circlemember m set until_at = now(), until_by = stek.person()
   where m.family_id = let_in.family and m.person_id = newcomer and m.until_at is null;
  -- The hidden places of which they may know, each as the parent who made it said.
  update public.circle_circlemember h set known_to = h.known_to || newcomer
   where h.family_id = let_in.family and h.known_to is not null and newcomer <> all (h.known_to)
     and (h.until_at is null or now() < h.until_at)
     and exists (select 1 from public.circle_circlemember m
       where m.family_id = h.family_id and m.person_id = h.invited_by and m.role = 'parent'
         and m.from_at <= now() and (m.until_at is null or now() < m.until_at) and m.id <> all (stek.over(let_in.family)))
     and h.id = any ((select a.may_know from public.circle_parentanswer a
            where a.family_id = h.family_id and a.circle_member_id = let_in.place and a.person_id = newcomer
              and a.said_by = h.invited_by
            order by a.said_at desc, a.id desc limit 1)::uuid[]);
  -- Of a parent it says since when they are in, by who was the last to say yes.
  update public.circle_circlemember m set person_id = newcomer, recognised_at = now(), recognised_by = stek.person()
   where m.family_id = let_in.family and m.id = let_in.place;
  return true;
end $$;

create or replace function stek.break_glass(code bytea, family uuid, glass uuid, key_wrapped bytea, why_sealed bytea) returns uuid
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare me uuid := stek.person(); found_family uuid; may boolean; today date := (now() at time zone 'Europe/Brussels')::date;
begin
  if me is null or not exists (select 1 from public.people_livesession s
      where s.token_hash = sha256(convert_to(coalesce(current_setting('stek.token', true), ''), 'UTF8'))
        and s.person_id = me and s.second_factor_at > now() - interval '5 minutes') then
    return null;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('emergency/' || me, 0));
  may := exists (select 1 from public.people_person p
    where p.id = me and p.discipline = any (stek.health_disciplines()));
  if break_glass.code is null then
    found_family := (select m.family_id from public.circle_circlemember m
      where m.family_id = break_glass.family and m.person_id = me and m.role = 'professional'
        and m.from_at <= now() and (m.until_at is null or now() < m.until_at)
        and m.id <> all (stek.over(m.family_id)) limit 1);
  elsif not exists (select 1 from public.circle_wrongcode w where w.person_id = me and w.day = today and w.wrong >= 5) then
    found_family := (select c.family_id from public.circle_emergencycode c  -- of a parent who stands there now
        join public.circle_circlemember m on m.family_id = c.family_id and m.person_id = c.made_by and m.role = 'parent'
         and m.from_at <= now() and (m.until_at is null or now() < m.until_at) and m.id <> all (stek.over(m.family_id))
       where c.code_hash = sha256(break_glass.code) and c.ended_at is null limit 1);
  end if;
  if found_family is null or not may or stek.stood_as_family(found_family) then
    if break_glass.code is not null then
      insert into public.circle_wrongcode as w (person_id, day, wrong) values (me, today, 1)
        on conflict (person_id) do update set day = today,
          wrong = case when w.day = today then least(w.wrong + 1, 5) else 1 end;
    end if;
    return null;
  end if;
  -- Sent twice: who let themselves in a moment ago is in.
  if exists (select 1 from public.circle_breakglass b
      where b.family_id = found_family and b.person_id = me and b.opened_at > now() - interval '1 minute') then
    return found_family;
  end if;
  insert into public.circle_breakglass (family_id, id, person_id, organisation_id, opened_at, until_at)
    select found_family, break_glass.glass, p.id, p.organisation_id, now(), now() + interval '60 minutes'
      from public.people_person p where p.id = me;
  insert into public.circle_glassreason (family_id, id, key_wrapped, why_sealed)
    values (found_family, break_glass.glass, break_glass.key_wrapped, break_glass.why_sealed);
  return found_family;
end $$;

create or replace function stek.stands_to_be_asked(family uuid, author uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from public.circle_circlemember m
      join stek.places() p on p.family_id = m.family_id
     where m.family_id = stands_to_be_asked.family and m.person_id = stands_to_be_asked.author
       and m.from_at <= now() and (m.until_at is null or now() < m.until_at)
       and m.id <> all (stek.over(stands_to_be_asked.family))
       and stek.is_recognised(m.role, m.recognised_at)
       and stek.knows(stek.person(), m) and stek.knows(stands_to_be_asked.author, p));
end $$;

create or replace function stek.stands_openly(family uuid, somebody uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return stek.stands_in(stands_openly.family) and exists (select 1 from public.circle_circlemember m
     where m.family_id = stands_openly.family and m.person_id = stands_openly.somebody and m.known_to is null
       and m.from_at <= now() and (m.until_at is null or now() < m.until_at)
       and m.id <> all (stek.over(stands_openly.family))
       and stek.is_recognised(m.role, m.recognised_at));
end $$;

revoke execute on function stek.over(uuid[]), stek.over(uuid), stek.put_away(uuid) from public;
