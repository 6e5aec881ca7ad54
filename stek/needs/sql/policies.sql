-- Needs stand behind the same gate as the story.

{gated:needs_need}
grant select, insert, update (shared_at, shared_by), delete on needs_need to {app};

{gated:needs_together}
grant select, insert, update (shared_at, shared_by), delete on needs_together to {app};

-- What the gate relies on cannot be left out.
alter table needs_need add constraint rests_on_itself
  check (rests_on @> array[thread_id, author_member_id] and rests_on @> notes);
alter table needs_together add constraint rests_on_itself
  check (rests_on @> array[id, author_member_id]);

alter table needs_need
  add constraint of_a_family foreign key (family_id) references circle_family (id),
  add constraint by_a_circle_member foreign key (family_id, author_member_id) references circle_circlemember (family_id, id),
  add constraint follows_one_of_this_family foreign key (family_id, supersedes_id) references needs_need (family_id, id);
alter table needs_together
  add constraint of_a_family foreign key (family_id) references circle_family (id),
  add constraint by_a_circle_member foreign key (family_id, author_member_id) references circle_circlemember (family_id, id),
  add constraint about_one_of_this_family foreign key (family_id, need_id) references needs_need (family_id, id)
    on delete cascade;  -- only what nobody else could read is ever deleted, and this goes with it

-- What is said next stays in its thread, on its echelon, about the same, as private as what it follows, and
-- under its seals. What people look at now has been called something.
create function stek.need_follows() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
declare before public.needs_need;
begin
  if new.supersedes_id is null then
    if new.thread_id <> new.id then
      raise exception 'a first saying is its own thread' using errcode = 'check_violation';
    end if;
  else
    select * into before from public.needs_need n where n.family_id = new.family_id and n.id = new.supersedes_id;
    if not found or before.thread_id <> new.thread_id or before.echelon <> new.echelon or before.whose <> new.whose
       or before.section <> new.section or (before.shared_at is null) <> (new.shared_at is null)
       or not new.rests_on @> before.rests_on then
      raise exception 'a saying stays with what it follows' using errcode = 'check_violation';
    end if;
  end if;
  if new.state = 'now' and new.words_sealed is null and not exists (
       select 1 from public.needs_need n
        where n.family_id = new.family_id and n.thread_id = new.thread_id and n.words_sealed is not null) then
    raise exception 'what is looked at now has words' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger need_follows before insert on needs_need
  for each row execute function stek.need_follows();

-- A need is no more public than the notes it rests on, and rests on whatever they rest on.
create function stek.need_rests() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select 1 from unnest(new.notes) note
       where not exists (select 1 from public.story_observation o
         where o.family_id = new.family_id and o.thread_id = note
           and (new.shared_at is null or o.shared_at is not null))) then
    raise exception 'a need rests on notes that are at least as open' using errcode = 'check_violation';
  end if;
  if exists (select 1 from public.story_observation o
       where o.family_id = new.family_id and o.thread_id = any (new.notes) and not new.rests_on @> o.rests_on) then
    raise exception 'a need rests on what its notes rest on' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger need_rests before insert or update on needs_need
  for each row execute function stek.need_rests();

-- Looked at together: one saying, with parents of this family, as open as that saying and under its seals.
create function stek.together_fits() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
declare need public.needs_need;
begin
  select * into need from public.needs_need n where n.family_id = new.family_id and n.id = new.need_id;
  if not found or (new.shared_at is not null and need.shared_at is null) or not new.rests_on @> need.rests_on then
    raise exception 'looked at together stays with its need' using errcode = 'check_violation';
  end if;
  if exists (select 1 from unnest(new.parents) parent
       where not exists (select 1 from public.circle_member m
         where m.family_id = new.family_id and m.id = parent and m.kind = 'parent')) then
    raise exception 'looked at together with a parent' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger together_fits before insert or update on needs_together
  for each row execute function stek.together_fits();
