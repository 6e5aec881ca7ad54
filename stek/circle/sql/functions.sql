-- The scope of a session, found once per statement. Every policy calls these functions and
-- nothing else. They run as the owner, look at the facts of the person who asks, and give
-- back arrays; called as (select …) they are evaluated once, not once a row.
--
-- The clauses are the rules of policy/decide.py. Change both, or the oracle objects.
--
-- A function stands in one file, in the form that holds: a body is read when it is called, so it may name what a later
-- migration makes. Who changes one lets a migration say it again (`said_again` of kit/sql.py).

create function stek.member_families() returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(array_agg(p.family_id), '{}') from stek.places() p);
end $$;

-- As whom one acts in those circles; a note names this, so that nobody writes as another.
create function stek.member_ids() returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(array_agg(p.id), '{}') from stek.places() p);
end $$;

create function stek.parent_families() returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(array_agg(p.family_id), '{}') from stek.places() p where p.role = 'parent');
end $$;

-- A family its founder has just made and nobody stands in yet: the moment to step in oneself.
create function stek.founded_families() returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(array_agg(f.id), '{}') from public.circle_family f
    where f.founded_by = stek.person()
      and not exists (select 1 from public.circle_circlemember m where m.family_id = f.id));
end $$;

-- Who may open an emergency access: HEALTH_PROFESSIONALS of people/rules.py.
create function stek.health_disciplines() returns text[]
  language sql immutable set search_path = pg_catalog, pg_temp as
  $$ select array['midwife','family_nurse','gp','paediatrician','psychiatrist',
                 'psychologist','physiotherapist','speech_therapist','unit_team'] $$;

-- Whether who asks stands or stood here as parent or kin: then no emergency access counts, and none begins.
create function stek.stood_as_family(family uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from public.circle_circlemember m
    where m.family_id = stood_as_family.family and m.person_id = stek.person() and m.role in ('parent', 'kin'));
end $$;

create function stek.opened_families() returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(array_agg(b.family_id), '{}')
    from public.circle_breakglass b
    join public.people_person p on p.id = b.person_id
   where b.person_id = stek.person() and b.opened_at <= now() and now() < b.until_at
     and not stek.stood_as_family(b.family_id) and not stek.put_away(b.family_id)
     and p.discipline = any (stek.health_disciplines()));
end $$;

create function stek.shared_sections() returns text[]
  language sql immutable set search_path = pg_catalog, pg_temp as
  $$ select array['story','balance','needs','contact','questionnaires','video','messages','unit'] $$;

-- 'family/section' for everything this person may do `verb` with, for the purpose of this request.
create function stek.scopes(verb text) returns text[]
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
    select p.family_id || '/team:' || p.team_id                          -- the working notes of one's team
      from mine p
     where p.via_id is not null and scopes.verb in ('read', 'note')
    union all
    select u.family || '/team:' || u.team
      from stek.units(stek.person()) u
     where scopes.verb = 'read'
    union all
    select p.family_id || '/' || g.section                               -- consent
      from mine p
      join stek.yeses(array(select one.family_id from mine one), array(select one.id from mine one)) g on g.place = p.id
     where g.purpose = why and scopes.verb = any (g.verbs) and g.section not like 'team:%'
       and g.from_at <= now() and (g.until_at is null or now() < g.until_at)
       and (scopes.verb = 'note' or stek.is_recognised(p.role, p.recognised_at))
    union all
    select opened || '/' || section                                      -- an emergency
      from unnest(stek.opened_families()) opened, unnest(stek.shared_sections()) section
     where scopes.verb = 'read'
  ) every);
end $$;

create function stek.sealed_threads() returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(array_agg(s.thread_id), '{}') from public.circle_seal s
    where s.hidden_from = stek.person() and s.thread_id is not null and s.lifted_at is null);
end $$;

-- 'family/person' for everybody around a family of whom this person knows no place. A place that nobody took yet is not
-- among them: beside a null, whoever is compared with these is one of them.
create function stek.sealed_people() returns text[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(array_agg(distinct m.family_id || '/' || m.person_id), '{}') from public.circle_circlemember m
    where m.id = any ((select stek.unknown_places())::uuid[]) and m.person_id is not null and not exists (select 1 from public.circle_circlemember o
      where o.family_id = m.family_id and o.person_id = m.person_id and o.id <> all ((select stek.unknown_places())::uuid[])));
end $$;

create function stek.sealed_scopes() returns text[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(array_agg(s.family_id || '/' || s.section), '{}') from public.circle_seal s
    where s.hidden_from = stek.person() and s.section <> '' and s.lifted_at is null);
end $$;

-- Every fact that bears on this person in one family, for decide(); about nobody else.
create function stek.facts(family uuid) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return stek.facts_of(facts.family, stek.person()) || jsonb_build_object('leaving', (
    select max(l.asked_at) from public.circle_leaving l where l.family_id = facts.family and l.person_id = stek.person()
       and l.undone_at is null and now() < l.asked_at + stek.leaves_after()));
end $$;

-- Holds the consent of who writes until this transaction ends: a withdrawal waits for it, and
-- a write that comes after the withdrawal finds no consent. Gives the facts as they are now that
-- they are held, and the hour: now() is when the transaction began, and the wait may have been long.
create function stek.hold(family uuid) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform 1 from public.circle_circlemember m where m.family_id = hold.family and m.person_id = stek.person() for share;
  perform 1 from public.circle_grant g
    where g.family_id = hold.family and g.circle_member_id in (
      select m.id from public.circle_circlemember m
       where m.family_id = hold.family and m.person_id = stek.person()
      union select m.via_id from public.circle_circlemember m
       where m.family_id = hold.family and m.person_id = stek.person()) for share;
  perform 1 from public.circle_tap t join public.circle_circlemember m on m.family_id = t.family_id and m.id = t.circle_member_id
    where t.family_id = hold.family and m.person_id = stek.person() for share of t;
  return jsonb_build_object('facts', stek.facts(hold.family), 'at', clock_timestamp());
end $$;

-- Steps in with the secret of an invitation. Gives the family, or null when it no longer holds. Who is asked in as a
-- parent takes the link and no place: they wait for the parents' yes (parents.sql), and hear null as well. Who stands
-- there already is not asked in again, but to or from a place that not everybody knows, or from a team; and no parent is.
create function stek.accept_invitation(secret bytea) returns uuid
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
        and m.id <> all ((select stek.over(asked.family_id))::uuid[])
        and (m.role = 'parent' or (m.known_to is null and m.via_id is null and not exists (select 1 from public.circle_circlemember o
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
     and m.person_id is null and (m.until_at is null or now() < m.until_at) and m.id <> all ((select stek.over(asked.family_id))::uuid[]);
  if not found then return null; end if;
  update public.circle_invitation i set accepted_at = now(), accepted_by = me
   where i.family_id = asked.family_id and i.id = asked.id;
  -- A parent's no is to this person: it holds for a place that another makes for them, where that parent knows of it.
  insert into public.circle_refusal (family_id, id, circle_member_id, tells, said_at, said_by)
    select distinct on (r.said_by) m.family_id, gen_random_uuid(), m.id, r.tells, now(), r.said_by
      from public.circle_circlemember m
      join public.circle_circlemember o on o.family_id = m.family_id and o.person_id = me and o.id <> m.id
      join public.circle_refusal r on r.family_id = o.family_id and r.circle_member_id = o.id and r.ended_at is null
     where not as_parent and m.family_id = asked.family_id and m.id = asked.circle_member_id
       and m.invited_by is distinct from r.said_by and stek.knows(r.said_by, m)
     order by r.said_by, r.said_at desc;
  return case when as_parent then null else asked.family_id end;
end $$;

-- Whether an invitation still holds. Tells nothing about the family.
create function stek.invitation_holds(secret bytea) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from public.circle_invitation i
    where i.secret_hash = sha256(invitation_holds.secret) and i.accepted_at is null
      and (i.account_id is null or i.account_id = stek.person())
      and i.made_at <= now() and now() < i.until_at);
end $$;

-- Whether a family exists, for who has opened it in an emergency with a fresh second factor.
create function stek.may_break_glass(family uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from public.circle_family f where f.id = may_break_glass.family)
    and exists (select 1
      from public.people_livesession s join public.people_person p on p.id = s.person_id
     where s.token_hash = sha256(convert_to(coalesce(current_setting('stek.token', true), ''), 'UTF8'))
       and s.person_id = stek.person() and s.second_factor_at > now() - interval '5 minutes'
       and p.discipline = any (stek.health_disciplines()));
end $$;

-- Who can read a section now, for the page that says so before somebody writes.
create function stek.readers(family uuid, section text) returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not stek.stands_in(readers.family) then return '{}'; end if;
  return (select coalesce(array_agg(m.id), '{}') from public.circle_circlemember m
    where m.family_id = readers.family and m.person_id is not null
      and m.from_at <= now() and (m.until_at is null or now() < m.until_at)
      and m.id <> all ((select stek.sealed_threads())::uuid[])
      and (m.role = 'parent' or exists (select 1 from public.circle_grant g
            where g.family_id = m.family_id and g.circle_member_id = m.id
              and g.section = readers.section and g.purpose = 'care' and 'read' = any (g.verbs)
              and g.withdrawn_at is null
              and g.from_at <= now() and (g.until_at is null or now() < g.until_at)))
      and not exists (select 1 from public.circle_seal s
            where s.family_id = m.family_id and s.hidden_from = m.person_id
              and s.section = readers.section and s.lifted_at is null
              and s.placed_by = stek.person()));
end $$;

-- Whether this person stands in one circle: for who asks about one family at a time.
create function stek.stands_in(family uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from stek.places() p where p.family_id = stands_in.family);
end $$;
