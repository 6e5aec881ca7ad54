-- A place of a team, and who stands in a family through one. Parents say yes to the team; of each member it opens what the
-- yeses open of those parents who tapped that member. A place through a team (`via_id`) has the person, stands as long as
-- `stek.over` says, and reads by `stek.yeses`. Who is in a team is said for its organisation (people/teams.py).
-- The clauses are the rules of policy/decide.py. Change both, or the oracle objects.

-- The yeses that count for these places and were not taken back: their own, and of who stands there through a team those to
-- the team, of the parents who tapped them.
create function stek.yeses(families uuid[], places uuid[])
  returns table (family uuid, place uuid, given_by uuid, section text, purpose text, verbs text[], children uuid[], reaches_back boolean,
                 from_at timestamptz, until_at timestamptz)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query
    select g.family_id, g.circle_member_id, g.given_by, g.section::text, g.purpose::text, g.verbs::text[], g.children, g.reaches_back, g.from_at, g.until_at
      from public.circle_grant g
     where g.family_id = any (yeses.families) and g.circle_member_id = any (yeses.places) and g.withdrawn_at is null
    union all
    select m.family_id, m.id, g.given_by, g.section::text, g.purpose::text, g.verbs::text[], g.children, g.reaches_back, g.from_at, g.until_at
      from public.circle_circlemember m
      join public.circle_tap t on t.family_id = m.family_id and t.circle_member_id = m.id and t.ended_at is null
      join public.circle_grant g on g.family_id = m.family_id and g.circle_member_id = m.via_id and g.given_by = t.said_by
     where m.family_id = any (yeses.families) and m.id = any (yeses.places) and g.withdrawn_at is null;
end $$;

-- Teams whose working notes somebody reads who stands nowhere in that family: they are in it now, the team stands there in
-- a place they know, and they never stood there as parent or kin.
create function stek.units(me uuid) returns table (family uuid, place uuid, team uuid)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare ended uuid[];
begin
  if not exists (select 1 from public.people_teammember i where i.person_id = units.me) then return; end if;
  ended := array(select o.place from stek.over(array(select m.family_id from public.circle_circlemember m
    where m.team_id in (select i.team_id from public.people_teammember i where i.person_id = units.me))) o);
  return query select m.family_id, m.id, m.team_id
    from public.people_teammember i
    join public.circle_circlemember m on m.team_id = i.team_id and m.via_id is null
   where i.person_id = units.me and i.from_at <= now() and (i.until_at is null or now() < i.until_at)
     and m.from_at <= now() and (m.until_at is null or now() < m.until_at) and m.id <> all (ended) and stek.knows(units.me, m)
     and not exists (select 1 from public.circle_circlemember o
       where o.family_id = m.family_id and o.person_id = units.me and (o.role in ('parent', 'kin')
         or (o.from_at <= now() and (o.until_at is null or now() < o.until_at) and o.id <> all (ended))));
end $$;

create function stek.unit_families() returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(array_agg(u.family), '{}') from stek.units(stek.person()) u);
end $$;

-- Places of the teams whose working notes who asks reads; and those of the other teams of these families: they close what
-- rests on them.
create function stek.held_teams() returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return array(select p.via_id from stek.places() p where p.via_id is not null)
      || array(select u.place from stek.units(stek.person()) u);
end $$;

create function stek.other_teams(families uuid[]) returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare there uuid[] := array(select m.id from public.circle_circlemember m
  where m.family_id = any (other_teams.families) and m.team_id is not null and m.via_id is null);
begin
  if cardinality(there) = 0 then return there; end if;
  return array(select one from unnest(there) one except select one from unnest(stek.held_teams()) one);
end $$;

-- Who is in a team that stands in a family, for a parent who knows of it: by name, never by address.
create function stek.team_members(family uuid, place uuid) returns table (person uuid, name text)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare me uuid := stek.person();
begin
  if team_members.family <> all (stek.parent_families()) then return; end if;
  return query select p.id, p.name::text
    from public.circle_circlemember m
    join public.people_teammember i on i.team_id = m.team_id and i.from_at <= now() and (i.until_at is null or now() < i.until_at)
    join public.people_person p on p.id = i.person_id and p.is_active
   where m.family_id = team_members.family and m.id = team_members.place and m.via_id is null and stek.knows(me, m)
     and (m.until_at is null or now() < m.until_at) and m.id <> all ((select stek.over(team_members.family))::uuid[])
   order by p.name, p.id;
end $$;

-- Yes, that is somebody of that team: by a parent who knows of its place, of who is in it now, never of themselves, and of
-- no parent. They stand there from now on, unless another parent tapped them before. Gives their place; null where not.
create function stek.tap(family uuid, id uuid, team_place uuid, person uuid, called bytea) returns uuid
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare me uuid := stek.person(); gone uuid[]; team public.circle_circlemember; theirs uuid;
begin
  if tap.person = me or tap.family <> all (stek.parent_families()) then return null; end if;
  gone := stek.over(tap.family);
  select m.* into team from public.circle_circlemember m
   where m.family_id = tap.family and m.id = tap.team_place and m.team_id is not null and m.via_id is null and stek.knows(me, m)
     and m.from_at <= now() and (m.until_at is null or now() < m.until_at) and m.id <> all (gone) for no key update;
  if not found
     or not exists (select 1 from public.people_teammember i where i.team_id = team.team_id and i.person_id = tap.person
       and i.from_at <= now() and (i.until_at is null or now() < i.until_at))
     or exists (select 1 from public.circle_circlemember m where m.family_id = tap.family and m.person_id = tap.person
       and m.role = 'parent' and (m.until_at is null or now() < m.until_at) and m.id <> all (gone)) then
    return null;
  end if;
  select m.id into theirs from public.circle_circlemember m
   where m.family_id = tap.family and m.via_id = team.id and m.person_id = tap.person
     and (m.until_at is null or now() < m.until_at) and m.id <> all (gone);
  if theirs is null then
    if not stek.is_free(tap.id) then return null; end if;
    theirs := tap.id;
    -- Who stands there through a team that is known to a list know of it, and of each other.
    update public.circle_circlemember m set known_to = m.known_to || tap.person
     where m.family_id = tap.family and team.id in (m.id, m.via_id) and tap.person <> all (m.known_to);
    insert into public.circle_circlemember (family_id, id, role, person_id, team_id, via_id, relation, called_sealed, from_at,
        invited_by, known_to, recognised_at, recognised_by)
      select m.family_id, theirs, m.role, tap.person, m.team_id, m.id, m.relation, tap.called, now(), m.invited_by, m.known_to, now(), me
        from public.circle_circlemember m where m.family_id = tap.family and m.id = team.id;
  end if;
  insert into public.circle_tap (family_id, id, circle_member_id, said_at, said_by)
    select tap.family, gen_random_uuid(), theirs, now(), me
     where not exists (select 1 from public.circle_tap t where t.family_id = tap.family and t.circle_member_id = theirs
       and t.said_by = me and t.ended_at is null);
  return theirs;
end $$;

revoke execute on function stek.yeses(uuid[], uuid[]), stek.units(uuid), stek.other_teams(uuid[]) from public, {app};

alter table circle_tap add constraint of_a_circle_member
  foreign key (family_id, circle_member_id) references circle_circlemember (family_id, id);
alter table circle_tap enable row level security;
alter table circle_tap force row level security;
create policy facts on circle_tap to {owner} using (true) with check (true);
create policy see on circle_tap for select to {app} using (
  family_id = any ((select stek.parent_families())::uuid[])
  and circle_member_id <> all ((select stek.unknown_places())::uuid[]));
grant select on circle_tap to {app};

alter table circle_circlemember
  add constraint through_a_team foreign key (family_id, via_id) references circle_circlemember (family_id, id),
  add constraint of_a_team foreign key (team_id) references people_team (id);
-- Who stands there through a team is put there by a tap.
create policy through_no_team on circle_circlemember as restrictive for insert to {app} with check (via_id is null);
-- A team has no link: nobody comes in alone. So its place is not that of a link which nobody took.
drop policy taken on circle_circlemember;
create policy taken on circle_circlemember as restrictive for select to {app} using (
  person_id is not null or team_id is not null or invited_by = (select stek.person()) or id = any ((select stek.asking_places())::uuid[]));
drop policy for_a_place_of_ones_own on circle_invitation;
create policy for_a_place_of_ones_own on circle_invitation as restrictive for insert to {app} with check (
  circle_member_id in (select m.id from circle_circlemember m where m.family_id = circle_invitation.family_id
    and m.invited_by = (select stek.person()) and m.team_id is null));
