-- Emergency access by a code that a parent carries, or for a carer who stands in the circle; looked at by who was named
-- for that by the organisation, and told to the parents after. What `policies.sql` said of circle_breakglass before
-- stands here from now on.

-- Nobody adds such a row but the function below.
drop policy open_up on circle_breakglass;
drop policy give_reason on circle_breakglass;
drop policy review on circle_breakglass;
drop policy see on circle_breakglass;
drop function stek.may_break_glass(uuid);
revoke insert on circle_breakglass from {app};

create or replace function stek.glass_fits() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if (new.reviewed_at, new.reviewed_by) is distinct from (old.reviewed_at, old.reviewed_by)
     and (old.reviewed_at is not null or new.reviewed_by is distinct from stek.person()
          or new.family_id <> all ((select stek.parent_families())::uuid[])) then
    raise exception 'only a parent says that they have seen it' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
alter table circle_breakglass drop column why_sealed;

-- The code of one parent: only they see that there is one, and end it.
alter table circle_emergencycode add constraint of_a_family foreign key (family_id) references circle_family (id);
alter table circle_emergencycode enable row level security;
alter table circle_emergencycode force row level security;
create policy facts on circle_emergencycode to {owner} using (true);
create policy see on circle_emergencycode for select to {app} using (
  made_by = (select stek.person()) and family_id = any ((select stek.parent_families())::uuid[]));
create policy make on circle_emergencycode for insert to {app} with check (
  made_by = (select stek.person()) and family_id = any ((select stek.parent_families())::uuid[]) and ended_at is null);
create policy finish on circle_emergencycode for update to {app}
  using (made_by = (select stek.person()) and family_id = any ((select stek.parent_families())::uuid[]) and ended_at is null)
  with check (ended_by = (select stek.person()));
grant select, insert, update (ended_at, ended_by) on circle_emergencycode to {app};

-- How many wrong codes somebody tried on one day. No role looks at it; it grows by a row a person.
create table circle_wrongcode (person_id uuid primary key, day date not null, wrong smallint not null);
revoke all on circle_wrongcode from {app};

-- Opens a family for an hour, by a code or (`family`) where who asks stands as a carer. Gives the family, or null:
-- always for the same outside, whatever was wrong. A wrong code counts, also where the code is right and who asks may
-- not: after five nothing opens until tomorrow. The reason is sealed before it comes here, with a key of its own.
create function stek.break_glass(code bytea, family uuid, glass uuid, key_wrapped bytea, why_sealed bytea) returns uuid
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

-- When the parents are told: as soon as a reviewer has seen it; else after 72 hours, or 30 days when a reviewer said in
-- those hours that they are not to know yet.
create function stek.told_at(family uuid, glass uuid, opened_at timestamptz) returns timestamptz
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select least(min(r.said_at) filter (where r.says = 'seen'),
      told_at.opened_at + case when bool_or(r.says = 'not_yet' and r.said_at < told_at.opened_at + interval '72 hours')
        then interval '30 days' else interval '72 hours' end)
    from public.circle_glassreview r where r.family_id = told_at.family and r.glass_id = told_at.glass);
end $$;

-- Of the families where who asks is a parent: the emergencies they are told of, and those they are not told of yet.
create function stek.told_glasses() returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(array_agg(b.id), '{}') from public.circle_breakglass b
    where b.family_id = any ((select stek.parent_families())::uuid[]) and stek.told_at(b.family_id, b.id, b.opened_at) <= now());
end $$;

create function stek.untold_glasses() returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(array_agg(b.id), '{}') from public.circle_breakglass b
    where b.family_id = any ((select stek.parent_families())::uuid[]) and stek.told_at(b.family_id, b.id, b.opened_at) > now());
end $$;

-- What who asks may look at for their organisation: not what they opened themselves, and nothing of a family where they
-- ever stood, since they may have written or hidden there what was read.
create function stek.glasses_to_review() returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare me uuid := stek.person();
begin
  return (select coalesce(array_agg(b.id), '{}') from public.circle_breakglass b
      join public.people_reviewer r on r.organisation_id = b.organisation_id
     where r.person_id = me and r.from_at <= now() and (r.until_at is null or now() < r.until_at)
       and b.person_id <> me
       and not exists (select 1 from public.circle_circlemember m
         where m.family_id = b.family_id and m.person_id = me));
end $$;

create policy see on circle_breakglass for select to {app} using (
  person_id = (select stek.person())
  or id = any ((select stek.glasses_to_review())::uuid[])
  or (id = any ((select stek.told_glasses())::uuid[])
      and family_id || '/' || person_id <> all ((select stek.sealed_people())::text[])));
-- A parent says that they have seen it, once.
create policy review on circle_breakglass for update to {app}
  using (id = any ((select stek.told_glasses())::uuid[]) and reviewed_at is null)
  with check (reviewed_by = (select stek.person()) and family_id = any ((select stek.parent_families())::uuid[]));

-- Whether the parents are not told of it yet.
create function stek.still_waits(family uuid, glass uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from public.circle_breakglass b where b.family_id = still_waits.family
    and b.id = still_waits.glass and now() < stek.told_at(b.family_id, b.id, b.opened_at));
end $$;

-- What a reviewer said: adds to it, and takes nothing back.
alter table circle_glassreview add constraint of_an_emergency
  foreign key (family_id, glass_id) references circle_breakglass (family_id, id);
alter table circle_glassreview enable row level security;
alter table circle_glassreview force row level security;
create policy facts on circle_glassreview to {owner} using (true);
create policy see on circle_glassreview for select to {app} using (
  glass_id = any ((select stek.glasses_to_review())::uuid[]));
create policy say on circle_glassreview for insert to {app} with check (
  said_by = (select stek.person()) and said_at = now() and glass_id = any ((select stek.glasses_to_review())::uuid[])
  and (says = 'seen' or stek.still_waits(family_id, glass_id)));
grant select, insert on circle_glassreview to {app};

-- The reason: for who gave it, for who looks at it for the organisation, and for parents once that person said so.
alter table circle_glassreason add constraint of_an_emergency
  foreign key (family_id, id) references circle_breakglass (family_id, id);
alter table circle_glassreason enable row level security;
alter table circle_glassreason force row level security;
create function stek.told_reasons() returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(array_agg(b.id), '{}') from public.circle_breakglass b
    where b.id = any ((select stek.told_glasses())::uuid[]) and b.family_id || '/' || b.person_id <> all ((select stek.sealed_people())::text[])
      and exists (select 1 from public.circle_glassreview r
        where r.family_id = b.family_id and r.glass_id = b.id and r.tells_why));
end $$;
create function stek.own_glasses() returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(array_agg(b.id), '{}') from public.circle_breakglass b where b.person_id = stek.person());
end $$;
create policy see on circle_glassreason for select to {app} using (
  id = any ((select stek.own_glasses())::uuid[]) or id = any ((select stek.glasses_to_review())::uuid[])
  or id = any ((select stek.told_reasons())::uuid[]));
-- The function above adds it, and `stek keys` wraps its key anew.
create policy keys on circle_glassreason to {owner} using (true) with check (true);
grant select on circle_glassreason to {app};

-- What was read in an emergency stands in the trail with that emergency, so that it shows when that does.
create function stek.rests_on_the_glass() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.rests_on := new.rests_on || array(select b.id from public.circle_breakglass b
    where b.family_id = new.family_id and b.person_id = new.person_id and b.opened_at <= now() and now() < b.until_at
    order by b.id);
  return new;
end $$;
create trigger rests_on_the_glass before insert on trail_trailentry
  for each row when (new.deed in ('read', 'copy', 'break_glass')) execute function stek.rests_on_the_glass();
create policy told on trail_trailentry as restrictive for select to {app} using (
  not rests_on && (select stek.untold_glasses())::uuid[]);
