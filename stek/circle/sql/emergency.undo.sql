drop policy told on trail_trailentry;
drop trigger rests_on_the_glass on trail_trailentry;
drop function stek.rests_on_the_glass();
drop policy keys on circle_glassreason;
drop policy see on circle_glassreason;
drop function stek.own_glasses();
drop function stek.told_reasons();
alter table circle_glassreason drop constraint of_an_emergency;
drop policy say on circle_glassreview;
drop policy see on circle_glassreview;
drop policy facts on circle_glassreview;
alter table circle_glassreview drop constraint of_an_emergency;
drop function stek.still_waits(uuid, uuid);
drop policy review on circle_breakglass;
drop policy see on circle_breakglass;
drop function stek.glasses_to_review();
drop function stek.untold_glasses();
drop function stek.told_glasses();
drop function stek.told_at(uuid, uuid, timestamptz);
drop function stek.break_glass(bytea, uuid, uuid, bytea, bytea);
drop table circle_wrongcode;
drop policy finish on circle_emergencycode;
drop policy make on circle_emergencycode;
drop policy see on circle_emergencycode;
drop policy facts on circle_emergencycode;
alter table circle_emergencycode drop constraint of_a_family;
revoke all on circle_emergencycode, circle_glassreview, circle_glassreason from {app};

alter table circle_breakglass add column why_sealed bytea not null default ''::bytea;
alter table circle_breakglass alter column why_sealed drop default;
grant insert, update (why_sealed) on circle_breakglass to {app};
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
create or replace function stek.glass_fits() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.why_sealed <> old.why_sealed and (old.why_sealed <> ''::bytea or old.person_id is distinct from stek.person()) then
    raise exception 'a reason stays as it was given' using errcode = 'insufficient_privilege';
  end if;
  if (new.reviewed_at, new.reviewed_by) is distinct from (old.reviewed_at, old.reviewed_by)
     and (old.reviewed_at is not null or new.reviewed_by is distinct from stek.person()
          or new.family_id <> all (stek.parent_families())) then
    raise exception 'only a parent says that they have seen it' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create policy see on circle_breakglass for select to {app} using (
  person_id = (select stek.person())
  or (family_id = any ((select stek.parent_families())::uuid[])
      and family_id || '/' || person_id <> all ((select stek.sealed_people())::text[])));
create policy open_up on circle_breakglass for insert to {app} with check (
  person_id = (select stek.person()) and until_at <= opened_at + interval '60 minutes'
  and opened_at between now() - interval '1 minute' and now() + interval '1 minute'
  and stek.may_break_glass(family_id));
create policy give_reason on circle_breakglass for update to {app}
  using (person_id = (select stek.person()) and why_sealed = ''::bytea) with check (person_id = (select stek.person()));
create policy review on circle_breakglass for update to {app}
  using (family_id = any ((select stek.parent_families())::uuid[]) and reviewed_at is null)
  with check (reviewed_by = (select stek.person()) and family_id = any ((select stek.parent_families())::uuid[]));
