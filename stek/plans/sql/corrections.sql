-- A goal and a step are corrected as a note is: a new row in the same thread.

-- What stood already is its own first version. A new shape, not an update: it reads every row, and rings no trigger.
alter table plans_goal alter column thread_id type uuid using id;
alter table plans_step alter column thread_id type uuid using id;

-- What the gate relies on cannot be left out.
alter table plans_goal add constraint rests_on_its_thread check (rests_on @> array[thread_id]);
alter table plans_step add constraint rests_on_its_thread check (rests_on @> array[thread_id]);

alter table plans_goal
  add constraint corrects_one_of_this_family foreign key (family_id, supersedes_id) references plans_goal (family_id, id);
alter table plans_step
  add constraint corrects_one_of_this_family foreign key (family_id, supersedes_id) references plans_step (family_id, id);

-- A correction stays in its thread, with its author, as private as what it corrects, and under its seals.
create function stek.plan_correction_fits() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
declare fits boolean;
begin
  if new.supersedes_id is null then
    if new.thread_id <> new.id then
      raise exception 'a first version is its own thread' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  execute format(
    'select b.thread_id = $1.thread_id and b.author_id = $1.author_id and b.section = $1.section'
    ' and (b.shared_at is null) = ($1.shared_at is null) and $1.rests_on @> b.rests_on'
    ' from public.%I b where b.family_id = $1.family_id and b.id = $1.supersedes_id', tg_table_name)
    into fits using new;
  if fits is not true then
    raise exception 'a correction stays with what it corrects' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger correction_fits before insert on plans_goal
  for each row execute function stek.plan_correction_fits();
create trigger correction_fits before insert on plans_step
  for each row execute function stek.plan_correction_fits();

create function stek.plan_step_stays() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select 1 from public.plans_step s
       where s.family_id = new.family_id and s.id = new.supersedes_id and s.goal_id <> new.goal_id) then
    raise exception 'a step stays with its goal' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger step_stays before insert on plans_step for each row execute function stek.plan_step_stays();

-- What hangs on a goal or a step hangs on all its versions, and rests on what each of them rests on. Sharing it
-- later does not ask this again: a correction may rest on more than what was said before it.
create or replace function stek.plan_hangs_on_goal() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select 1 from public.plans_goal g
       where g.family_id = new.family_id and g.thread_id = new.goal_id
         and (new.shared_at is null or g.shared_at is not null))
     or tg_op = 'INSERT' and exists (select 1 from public.plans_goal g
       where g.family_id = new.family_id and g.thread_id = new.goal_id and not new.rests_on @> g.rests_on) then
    raise exception 'this hangs on a goal that is at least as open' using errcode = 'check_violation';
  end if;
  return new;
end $$;

create or replace function stek.plan_mark_fits() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
declare under boolean; there boolean;
begin
  if new.kind = 'ended' then
    select bool_and(new.rests_on @> s.rests_on), bool_or(new.shared_at is null or s.shared_at is not null)
      into under, there
      from public.plans_step s where s.family_id = new.family_id and s.thread_id = new.of_id;
  elsif new.kind = 'success' then
    select bool_and(new.rests_on @> g.rests_on), bool_or(new.shared_at is null or g.shared_at is not null)
      into under, there
      from public.plans_goal g where g.family_id = new.family_id and g.thread_id = new.of_id;
  else
    select new.rests_on @> n.rests_on, new.shared_at is null or n.shared_at is not null into under, there
      from public.needs_need n where n.family_id = new.family_id and n.id = new.of_id;
  end if;
  if there is not true or (tg_op = 'INSERT' and under is not true) then
    raise exception 'this is about something that is at least as open' using errcode = 'check_violation';
  end if;
  return new;
end $$;
