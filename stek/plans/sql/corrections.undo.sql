-- Back to what 0002 made: a correction that was written stays, as a goal or a step beside the other.
create or replace function stek.plan_mark_fits() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
declare under uuid[]; there boolean;
begin
  if new.kind = 'ended' then
    select s.rests_on, new.shared_at is null or s.shared_at is not null into under, there
      from public.plans_step s where s.family_id = new.family_id and s.id = new.of_id;
  elsif new.kind = 'success' then
    select g.rests_on, new.shared_at is null or g.shared_at is not null into under, there
      from public.plans_goal g where g.family_id = new.family_id and g.id = new.of_id;
  else
    select n.rests_on, new.shared_at is null or n.shared_at is not null into under, there
      from public.needs_need n where n.family_id = new.family_id and n.id = new.of_id;
  end if;
  if there is not true or not new.rests_on @> under then
    raise exception 'this is about something that is at least as open' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace function stek.plan_hangs_on_goal() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select 1 from public.plans_goal g
       where g.family_id = new.family_id and g.id = new.goal_id and new.rests_on @> g.rests_on
         and (new.shared_at is null or g.shared_at is not null)) then
    raise exception 'this hangs on a goal that is at least as open' using errcode = 'check_violation';
  end if;
  return new;
end $$;
drop trigger step_stays on plans_step;
drop function stek.plan_step_stays();
drop trigger correction_fits on plans_step;
drop trigger correction_fits on plans_goal;
drop function stek.plan_correction_fits();
alter table plans_step drop constraint corrects_one_of_this_family;
alter table plans_goal drop constraint corrects_one_of_this_family;
alter table plans_step drop constraint rests_on_its_thread;
alter table plans_goal drop constraint rests_on_its_thread;
