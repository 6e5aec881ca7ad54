-- The plan stands behind the same gate as the story.

{gated:plans_goal}
grant select, insert, update (shared_at, shared_by), delete on plans_goal to {app};

{gated:plans_step}
grant select, insert, update (shared_at, shared_by), delete on plans_step to {app};

{gated:plans_review}
grant select, insert, update (shared_at, shared_by), delete on plans_review to {app};

{gated:plans_mark}
grant select, insert, update (shared_at, shared_by), delete on plans_mark to {app};

{gated:plans_sheet}
grant select, insert, update (shared_at, shared_by), delete on plans_sheet to {app};

alter table plans_aside enable row level security;
alter table plans_aside force row level security;
create policy mine on plans_aside for all to {app}
  using (person_id = (select stek.person()) and family_id = any ((select stek.member_families())::uuid[]))
  with check (person_id = (select stek.person()) and family_id = any ((select stek.member_families())::uuid[]));
grant select, insert on plans_aside to {app};

-- What the gate relies on cannot be left out.
alter table plans_goal add constraint rests_on_itself check (rests_on @> array[id, author_member_id]);
alter table plans_step add constraint rests_on_its_goal
  check (rests_on @> array[id, goal_id, author_member_id] and rests_on @> owners);
alter table plans_review add constraint rests_on_its_goal check (rests_on @> array[id, goal_id, author_member_id]);
alter table plans_mark add constraint rests_on_what_it_is_about check (rests_on @> array[id, of_id, author_member_id]);
alter table plans_sheet add constraint rests_on_itself check (rests_on @> array[id, author_member_id]);

alter table plans_goal
  add constraint of_a_family foreign key (family_id) references circle_family (id),
  add constraint by_a_circle_member foreign key (family_id, author_member_id) references circle_circlemember (family_id, id);
alter table plans_step
  add constraint of_a_family foreign key (family_id) references circle_family (id),
  add constraint by_a_circle_member foreign key (family_id, author_member_id) references circle_circlemember (family_id, id);
alter table plans_review
  add constraint of_a_family foreign key (family_id) references circle_family (id),
  add constraint by_a_circle_member foreign key (family_id, author_member_id) references circle_circlemember (family_id, id);
alter table plans_mark
  add constraint of_a_family foreign key (family_id) references circle_family (id),
  add constraint by_a_circle_member foreign key (family_id, author_member_id) references circle_circlemember (family_id, id);
alter table plans_sheet
  add constraint of_a_family foreign key (family_id) references circle_family (id),
  add constraint by_a_circle_member foreign key (family_id, author_member_id) references circle_circlemember (family_id, id);
alter table plans_aside add constraint of_a_family foreign key (family_id) references circle_family (id);

-- What serves, moves or hangs on something else is no more public than that, and is under its seals.
create function stek.plan_goal_fits() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.need_thread is not null and not exists (select 1 from public.needs_need n
       where n.family_id = new.family_id and n.id = new.need_thread and new.rests_on @> n.rests_on
         and (new.shared_at is null or n.shared_at is not null)) then
    raise exception 'a goal serves a need that is at least as open' using errcode = 'check_violation';
  end if;
  if exists (select 1 from unnest(new.about) one where not exists (select 1 from public.circle_member m
       where m.family_id = new.family_id and m.id = one)) then
    raise exception 'a goal is about somebody of this family' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger goal_fits before insert or update on plans_goal for each row execute function stek.plan_goal_fits();

create function stek.plan_hangs_on_goal() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select 1 from public.plans_goal g
       where g.family_id = new.family_id and g.id = new.goal_id and new.rests_on @> g.rests_on
         and (new.shared_at is null or g.shared_at is not null)) then
    raise exception 'this hangs on a goal that is at least as open' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger hangs_on_goal before insert or update on plans_step
  for each row execute function stek.plan_hangs_on_goal();
create trigger hangs_on_goal before insert or update on plans_review
  for each row execute function stek.plan_hangs_on_goal();

create function stek.plan_step_fits() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.factor_thread is not null and not exists (select 1 from public.balance_factor f
       where f.family_id = new.family_id and f.thread_id = new.factor_thread
         and (new.shared_at is null or f.shared_at is not null)) then
    raise exception 'a step moves a factor that is at least as open' using errcode = 'check_violation';
  end if;
  if exists (select 1 from public.balance_factor f
       where f.family_id = new.family_id and f.thread_id = new.factor_thread and not new.rests_on @> f.rests_on) then
    raise exception 'a step rests on what its factor rests on' using errcode = 'check_violation';
  end if;
  if exists (select 1 from unnest(new.owners) one where not exists (select 1 from public.circle_circlemember m
       where m.family_id = new.family_id and m.id = one)) then
    raise exception 'a step is owned by somebody of this circle' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger step_fits before insert or update on plans_step for each row execute function stek.plan_step_fits();

create function stek.plan_mark_fits() returns trigger
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
create trigger mark_fits before insert or update on plans_mark for each row execute function stek.plan_mark_fits();
