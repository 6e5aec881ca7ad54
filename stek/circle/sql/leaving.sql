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
-- of a parent who has left, or died; every place when no parent is left, until the last undoes it; a place that is known to a list
-- when who made it has left, and no parent who was there then and is there still knows of it; a place that who made
-- it let go of, when the last yes to it has ended; and of who stands there through a team: with the place of that team,
-- when they are in it no more, and when the last parent who tapped them ended that.
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
  if exists (select 1 from public.circle_circlemember v
      where v.family_id = any (over.families) and v.team_id is not null and v.via_id is not null) then
    return query select v.id, least(ends.team, ends.inside, ends.tapped)
      from public.circle_circlemember v
      join public.circle_circlemember t on t.family_id = v.family_id and t.id = v.via_id
      cross join lateral (select
        case when t.let_go_at is null or exists (select 1 from public.circle_grant g
            where g.family_id = t.family_id and g.circle_member_id = t.id and g.withdrawn_at is null
              and (g.until_at is null or now() < g.until_at))
          then t.until_at else t.let_go_at end as team,
        coalesce((select max(coalesce(i.until_at, 'infinity')) from public.people_teammember i
          where i.team_id = t.team_id and i.person_id = v.person_id and i.from_at <= v.from_at), v.from_at) as inside,
        coalesce((select max(coalesce(p.ended_at, 'infinity')) from public.circle_tap p
          where p.family_id = v.family_id and p.circle_member_id = v.id), v.from_at) as tapped) ends
     where v.family_id = any (over.families) and v.via_id is not null
       and least(ends.team, ends.inside, ends.tapped) <= now();
  end if;
  if not exists (select 1 from public.circle_leaving l where l.family_id = any (over.families))
     and not exists (select 1 from public.circle_absence a where a.family_id = any (over.families)) then
    return;  -- for most families, and soon
  end if;
  return query
    with gone as materialized (
      select g.family as family_id, g.place as circle_member_id, g.person as person_id, g.since as at
        from stek.gone(over.families) g),
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

-- 'family/person' of who has left for good, or died, where who asks is a parent: only of them a parent who is left ends a yes.
create function stek.departed() returns text[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(array_agg(g.family || '/' || g.person), '{}') from stek.gone(stek.parent_families()) g
    where not exists (select 1 from public.circle_circlemember m where m.family_id = g.family
        and m.person_id = g.person and m.role = 'parent' and m.from_at <= now()
        and (m.until_at is null or now() < m.until_at) and m.id <> all (stek.over(g.family))));
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
       where m.person_id = stek.person() and m.from_at <= now() and m.family_id <> all ((select stek.member_families())::uuid[])
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
    where m.person_id = stek.person() and m.from_at <= now() and m.family_id <> all ((select stek.member_families())::uuid[]));
end $$;
create policy own_words on circle_familykey for select to {app} using (
  family_id = any ((select stek.stood_families())::uuid[]));

create policy own_words on circle_tie for select to {app} using (said_by = (select stek.person()));

-- That somebody left is in the trail from the hour on which it holds, and was never there when it was undone.
create function stek.untold_leavings() returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(array_agg(l.id), '{}') from public.circle_leaving l
    where l.family_id = any ((select stek.parent_families())::uuid[])
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

-- A parent ends their own yeses to a place and their own taps in a team, with those of who has left, and lets go of it if they or who has left made it.
-- Says whether it has 'ended' or 'stays', by the yes of another; null where there was nothing of theirs to end.
create function stek.let_go(family uuid, place uuid, at timestamptz) returns text
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare me uuid := stek.person(); one public.circle_circlemember; gone text[] := stek.departed(); many int; made boolean;
  moment timestamptz := least(let_go.at, now());
begin
  if let_go.family <> all (stek.parent_families()) then return null; end if;
  select m.* into one from public.circle_circlemember m
   where m.family_id = let_go.family and m.id = let_go.place and m.role <> 'parent' and stek.knows(me, m)
     and (m.person_id is not null or m.team_id is not null or m.invited_by = me) and (m.until_at is null or now() < m.until_at)
     and m.id <> all ((select stek.over(let_go.family))::uuid[]) for no key update;
  if not found then return null; end if;
  update public.circle_grant g set withdrawn_at = moment, withdrawn_by = me
   where g.family_id = one.family_id and g.circle_member_id = one.id and g.withdrawn_at is null
     and (g.until_at is null or now() < g.until_at)
     and (g.given_by = me or one.family_id || '/' || g.given_by = any (gone));
  get diagnostics many = row_count;
  if one.team_id is not null then
    update public.circle_tap t set ended_at = moment, ended_by = me
     where t.family_id = one.family_id and t.ended_at is null and t.circle_member_id in (
        select v.id from public.circle_circlemember v where v.family_id = one.family_id and one.id in (v.id, v.via_id))
       and (t.said_by = me or one.family_id || '/' || t.said_by = any (gone));
    many := many + case when found then 1 else 0 end;
  end if;
  made := one.let_go_at is null and one.via_id is null and (one.invited_by is null or one.invited_by = me
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

-- Who has left reads nothing any more. (The form of readers.sql is there for what web 0004 brings over.)
create or replace function stek.some_parent_reads() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.lifted_at is null and new.hidden_by = stek.person() and pg_trigger_depth() = 1
     and not exists (select 1 from public.circle_circlemember m
       where m.family_id = new.family_id and m.role = 'parent' and m.from_at <= now()
         and (m.until_at is null or now() < m.until_at) and m.id <> all ((select stek.over(new.family_id))::uuid[])
         and m.person_id = any (new.readers || new.hidden_by)) then
    raise exception 'some parent reads it' using errcode = 'check_violation';
  end if;
  return new;
end $$;

revoke execute on function stek.over(uuid[]), stek.over(uuid), stek.put_away(uuid) from public;
