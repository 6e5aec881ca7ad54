-- Four tables, one gate each (circle/sql/gated.sql); nothing is updated but who may read it.

{gated:balance_factor}
grant select, insert, update (shared_at, shared_by), delete on balance_factor to {app};

{gated:balance_mark}
grant select, insert, update (shared_at, shared_by), delete on balance_mark to {app};

{gated:balance_perspective}
grant select, insert, update (shared_at, shared_by), delete on balance_perspective to {app};

{gated:balance_taskword}
grant select, insert, update (shared_at, shared_by), delete on balance_taskword to {app};

-- What the gate relies on cannot be left out.
alter table balance_factor add constraint rests_on_itself
  check (rests_on @> array[thread_id, author_member_id] and rests_on @> observations);
alter table balance_mark add constraint rests_on_its_factor
  check (rests_on @> array[id, factor_thread, author_member_id]);
alter table balance_perspective add constraint rests_on_itself check (rests_on @> array[id, author_member_id]);
alter table balance_taskword add constraint rests_on_itself check (rests_on @> array[id, author_member_id]);

alter table balance_factor
  add constraint of_a_family foreign key (family_id) references circle_family (id),
  add constraint by_a_circle_member foreign key (family_id, author_member_id) references circle_circlemember (family_id, id),
  add constraint corrects_one_of_this_family foreign key (family_id, supersedes_id) references balance_factor (family_id, id);
alter table balance_mark
  add constraint of_a_family foreign key (family_id) references circle_family (id),
  add constraint by_a_circle_member foreign key (family_id, author_member_id) references circle_circlemember (family_id, id);
alter table balance_perspective
  add constraint of_a_family foreign key (family_id) references circle_family (id),
  add constraint by_a_circle_member foreign key (family_id, author_member_id) references circle_circlemember (family_id, id);
alter table balance_taskword
  add constraint of_a_family foreign key (family_id) references circle_family (id),
  add constraint by_a_circle_member foreign key (family_id, author_member_id) references circle_circlemember (family_id, id);

-- Whether all these are people of this family.
create function stek.are_members(family uuid, members uuid[]) returns boolean
  language plpgsql stable security invoker set search_path = pg_catalog, pg_temp as $$
begin
  return not exists (select 1 from unnest(are_members.members) one
    where not exists (select 1 from public.circle_member m where m.family_id = are_members.family and m.id = one));
end $$;

-- A factor is about people of this family, is no more public than the notes it was read from, and lies under
-- their seals. A correction stays in its thread, with its author, and as private as what it corrects.
create function stek.factor_fits() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
declare before public.balance_factor;
begin
  if not stek.are_members(new.family_id, new.about) then
    raise exception 'a factor is about people of this family' using errcode = 'check_violation';
  end if;
  if (select count(distinct o.thread_id) from public.story_observation o
       where o.family_id = new.family_id and o.thread_id = any (new.observations)
         and (new.shared_at is null or o.shared_at is not null))
     <> (select count(distinct one) from unnest(new.observations) one) then
    raise exception 'a factor rests on notes that are there and at least as open' using errcode = 'check_violation';
  end if;
  if exists (select 1 from public.story_observation o
       where o.family_id = new.family_id and o.thread_id = any (new.observations) and not new.rests_on @> o.rests_on) then
    raise exception 'a factor rests on what its notes rest on' using errcode = 'check_violation';
  end if;
  if tg_op = 'UPDATE' then
    return new;
  end if;
  if new.supersedes_id is null then
    if new.thread_id <> new.id then
      raise exception 'a first version is its own thread' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  select * into before from public.balance_factor f
   where f.family_id = new.family_id and f.id = new.supersedes_id;
  if not found or before.thread_id <> new.thread_id or before.author_id <> new.author_id
     or before.section <> new.section or (before.shared_at is null) <> (new.shared_at is null)
     or not new.rests_on @> before.rests_on then
    raise exception 'a correction stays with what it corrects' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger factor_fits before insert or update on balance_factor
  for each row execute function stek.factor_fits();

-- What is said about a factor is no more public than the factor, and rests on all that it rests on.
create function stek.mark_fits() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not stek.are_members(new.family_id, new.parents) then
    raise exception 'parents of this family' using errcode = 'check_violation';
  end if;
  if not exists (select 1 from public.balance_factor f
       where f.family_id = new.family_id and f.thread_id = new.factor_thread
         and (new.shared_at is null or f.shared_at is not null))
     -- Sharing it later does not ask this again: a correction may rest on more than what was said before it.
     or tg_op = 'INSERT' and exists (select 1 from public.balance_factor f
       where f.family_id = new.family_id and f.thread_id = new.factor_thread and not new.rests_on @> f.rests_on) then
    raise exception 'what is said about a factor stays with it' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger mark_fits before insert or update on balance_mark for each row execute function stek.mark_fits();

create function stek.task_word_fits() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not stek.are_members(new.family_id, new.about) then
    raise exception 'a task is of somebody of this family' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger task_word_fits before insert on balance_taskword for each row execute function stek.task_word_fits();
