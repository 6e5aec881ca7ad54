-- What somebody asked the author of a thing stands between those two: no parent, no reader, nobody else finds it. It rests
-- on the thing: who may not read that any more finds no question about it, and who does not know the place it was asked
-- from was not asked.

-- Who can be asked about a thing: its author, or whom it quotes, who stands here and knows from where it is asked; nobody for a thing that
-- who asks does not read, that is nobody else's yet, or in which more than one spoke. As who asks.
create function stek.author_to_ask(family uuid, kind text, thread uuid) returns uuid
  language plpgsql stable security invoker set search_path = pg_catalog, pg_temp as $$
declare place record; authors uuid[]; is_there boolean;
begin
  for place in select * from stek.gated_tables() t where t.name ~ ('^(public\.)?[a-z]+_' || author_to_ask.kind || '$')
      and author_to_ask.kind ~ '^[a-z]+$' loop
    execute format('select array_agg(distinct coalesce((to_jsonb(t) ->> ''whose_id'')::uuid, t.author_id)), coalesce(bool_or(t.id = $2 and not t.private), false) from %s t'
                   ' where t.family_id = $1 and (t.id = $2 or t.%I = $2)', place.name, place.thread)
       into authors, is_there using author_to_ask.family, author_to_ask.thread;
    if is_there and cardinality(authors) = 1 and authors[1] <> stek.person()
       and stek.stands_to_be_asked(author_to_ask.family, authors[1]) then
      return authors[1];
    end if;
  end loop;
  return null;
end $$;

-- Whether somebody stands here in a place that who asks knows, and knows the place that who asks acts from.
create function stek.stands_to_be_asked(family uuid, author uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from public.circle_circlemember m
      join stek.places() p on p.family_id = m.family_id
     where m.family_id = stands_to_be_asked.family and m.person_id = stands_to_be_asked.author
       and m.from_at <= now() and (m.until_at is null or now() < m.until_at)
       and m.id <> all ((select stek.over(stands_to_be_asked.family))::uuid[])
       and stek.is_recognised(m.role, m.recognised_at)
       and stek.knows(stek.person(), m) and stek.knows(stands_to_be_asked.author, p));
end $$;

-- For whom something may be asked to be opened: who stands here openly, so that its author knows them.
create function stek.stands_openly(family uuid, somebody uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return stek.stands_in(stands_openly.family) and exists (select 1 from public.circle_circlemember m
     where m.family_id = stands_openly.family and m.person_id = stands_openly.somebody and m.known_to is null
       and m.from_at <= now() and (m.until_at is null or now() < m.until_at)
       and m.id <> all ((select stek.over(stands_openly.family))::uuid[])
       and stek.is_recognised(m.role, m.recognised_at));
end $$;

-- The closing of a thing, for who is a reader of it and no hider.
create function stek.closing_read(family uuid, thread uuid) returns uuid
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select h.id from public.circle_hidden h
    where h.family_id = closing_read.family and h.thread_id = closing_read.thread and h.lifted_at is null
      and h.family_id = any ((select stek.member_families())::uuid[]) and stek.person() = any (h.readers));
end $$;

-- Whether who asks reads a thing now. As who asks.
create function stek.reads_thing(family uuid, kind text, thread uuid) returns boolean
  language plpgsql stable security invoker set search_path = pg_catalog, pg_temp as $$
declare place record; found boolean := false;
begin
  for place in select * from stek.gated_tables() t where t.name ~ ('^(public\.)?[a-z]+_' || reads_thing.kind || '$')
      and reads_thing.kind ~ '^[a-z]+$' loop
    execute format('select exists (select 1 from %s t where t.family_id = $1 and t.id = $2)', place.name)
       into found using reads_thing.family, reads_thing.thread;
    if found then return true; end if;
  end loop;
  return false;
end $$;

alter table circle_authorasked add constraint of_a_family foreign key (family_id) references circle_family (id);
alter table circle_authorasked enable row level security;
alter table circle_authorasked force row level security;
create policy see_what_one_asked on circle_authorasked for select to {app} using (
  asked_by = (select stek.person()) and family_id = any ((select stek.member_families())::uuid[])
  and stek.reads_thing(family_id, kind, thread_id));
create policy see_what_one_is_asked on circle_authorasked for select to {app} using (
  asked_of = (select stek.person()) and family_id = any ((select stek.member_families())::uuid[])
  and asked_from <> all ((select stek.apart())::uuid[]));
create policy ask on circle_authorasked for insert to {app} with check (
  asked_by = (select stek.person()) and asked_from = any ((select stek.member_ids())::uuid[])
  and asked_of = stek.author_to_ask(family_id, kind, thread_id) and agreed is null and answered_at is null
  and (for_person is null or (stek.stands_openly(family_id, for_person) and stek.closing_read(family_id, thread_id) is not null)));
create policy answer on circle_authorasked for update to {app}
  using (asked_of = (select stek.person()) and answered_at is null and family_id = any ((select stek.member_families())::uuid[])
         and asked_from <> all ((select stek.apart())::uuid[]))
  with check (asked_of = (select stek.person()) and answered_at is not null);
grant select, insert, update (agreed, answered_at) on circle_authorasked to {app};
