-- One table, four verbs; the restrictive policies outrank every permissive one.

{gated:story_observation}
grant select, insert, update (shared_at, shared_by), delete on story_observation to {app};

{gated:story_influence}
grant select, insert, update (shared_at, shared_by, until_at, until_by), delete on story_influence to {app};

alter table story_draft enable row level security;
alter table story_draft force row level security;
create policy mine on story_draft for all to {app}
  using (person_id = (select stek.person()) and family_id = any ((select stek.member_families())::uuid[]))
  with check (person_id = (select stek.person()) and family_id = any ((select stek.member_families())::uuid[]));
grant select, insert, update, delete on story_draft to {app};

-- Who wrote something may hide it from somebody as well; parents may already (circle).
create function stek.wrote(family uuid, thread uuid) returns boolean
  language plpgsql stable security invoker set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from public.story_observation o
    where o.family_id = wrote.family and o.thread_id = wrote.thread and o.author_id = stek.person());
end $$;
create policy place_by_author on circle_seal for insert to {app} with check (
  placed_by = (select stek.person()) and hidden_from <> (select stek.person())
  and thread_id is not null and stek.wrote(family_id, thread_id));

-- A seal belongs to the family of what it hides: nobody hides another family's story with a seal of their own.
create function stek.stands_in(family uuid, thread uuid) returns boolean
  language plpgsql stable security invoker set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from public.story_observation o
      where o.family_id = stands_in.family and o.thread_id = stands_in.thread)
    or exists (select 1 from public.story_influence i where i.family_id = stands_in.family and i.id = stands_in.thread)
    or exists (select 1 from public.circle_circlemember m where m.family_id = stands_in.family and m.id = stands_in.thread);
end $$;
create policy of_its_family on circle_seal as restrictive for insert to {app} with check (
  thread_id is null or stek.stands_in(family_id, thread_id));

-- What the gate relies on cannot be left out.
alter table story_observation add constraint rests_on_itself
  check (rests_on @> array[thread_id, author_member_id]);
alter table story_influence add constraint rests_on_both_ends
  check (rests_on @> array[id, from_thread, to_thread, author_member_id]);

alter table story_observation
  add constraint of_a_family foreign key (family_id) references circle_family (id),
  add constraint by_a_circle_member foreign key (family_id, author_member_id) references circle_circlemember (family_id, id),
  add constraint corrects_one_of_this_family foreign key (family_id, supersedes_id) references story_observation (family_id, id);
alter table story_influence
  add constraint of_a_family foreign key (family_id) references circle_family (id),
  add constraint by_a_circle_member foreign key (family_id, author_member_id) references circle_circlemember (family_id, id);

-- A correction stays in its thread, with its author, as private as what it corrects, and under its seals.
create function stek.correction_fits() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
declare before public.story_observation;
begin
  if new.supersedes_id is null then
    if new.thread_id <> new.id then
      raise exception 'a first version is its own thread' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  select * into before from public.story_observation o
   where o.family_id = new.family_id and o.id = new.supersedes_id;
  if not found or before.thread_id <> new.thread_id or before.author_id <> new.author_id
     or before.section <> new.section or (before.shared_at is null) <> (new.shared_at is null)
     or not new.rests_on @> before.rests_on then
    raise exception 'a correction stays with what it corrects' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger correction_fits before insert on story_observation
  for each row execute function stek.correction_fits();

-- A link is no more public than its ends, and rests on whatever they rest on.
create function stek.influence_fits() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if (select count(distinct o.thread_id) from public.story_observation o
       where o.family_id = new.family_id and o.thread_id in (new.from_thread, new.to_thread)
         and (new.shared_at is null or o.shared_at is not null)) <> 2 then
    raise exception 'a link needs two ends that are at least as open' using errcode = 'check_violation';
  end if;
  if exists (select 1 from public.story_observation o
       where o.family_id = new.family_id and o.thread_id in (new.from_thread, new.to_thread)
         and not new.rests_on @> o.rests_on) then
    raise exception 'a link rests on what its ends rest on' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger influence_fits before insert or update on story_influence
  for each row execute function stek.influence_fits();
