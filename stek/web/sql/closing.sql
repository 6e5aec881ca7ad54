-- What a closing reaches, in every table that the gate stands before. These functions run as the owner, look at ids and
-- write nothing but the id of a closing.

-- Tables whose rows are a word about another thing and nothing without it: they go with that thing, whoever wrote them.
-- What rests on it and stands by itself (a factor, a need, a step of another) keeps its readers and loses the link.
create function stek.part_tables() returns text[]
  language sql immutable set search_path = pg_catalog, pg_temp as
  $$ select array['story_influence', 'balance_mark', 'needs_together', 'plans_mark', 'plans_review',
                 'continuity_carried', 'continuity_move'] $$;

-- Hiding reaches the thing itself, what its hider built on it, and what is a part of it; of words that quote its hider, also
-- what who wrote them down keeps for themselves.
create function stek.put_closing() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  place record;
  wrote_it_down uuid := (select o.author_id from public.story_observation o
    where o.family_id = new.family_id and o.id = new.thread_id
      and (to_jsonb(o) ->> 'whose_id')::uuid = new.hidden_by);
begin
  for place in select * from stek.gated_tables() loop
    execute format('update %s t set rests_on = t.rests_on || $1'
                   ' where t.family_id = $2 and t.rests_on @> array[$3] and not t.rests_on @> array[$1]'
                   ' and (t.%I = $3 or t.author_id = $4 or $5 or (t.private and t.author_id = $6))', place.name, place.thread)
      using new.id, new.family_id, new.thread_id, new.hidden_by, replace(place.name, 'public.', '') = any (stek.part_tables()),
            wrote_it_down;
  end loop;
  return null;
end $$;
create trigger put_closing after insert on circle_hidden for each row execute function stek.put_closing();

-- What is built on a hidden thing takes its readers as its own, and is opened by its own author. A correction stays under
-- the closing of what it corrects.
create function stek.takes_readers() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare thread uuid; many int; readers uuid[]; own uuid := gen_random_uuid();
begin
  -- What its author hid meanwhile, in another window, reaches this as well.
  new.rests_on := new.rests_on || array(select h.id from public.circle_hidden h
    where h.family_id = new.family_id and h.thread_id = any (new.rests_on) and h.lifted_at is null
      and h.hidden_by = new.author_id and h.id <> all (new.rests_on) order by h.id);
  select count(*) into many from public.circle_hidden h
   where h.family_id = new.family_id and h.id = any (new.rests_on) and h.lifted_at is null;
  -- A part lies under what closes the thing, and opens with it.
  if many = 0 or new.author_id is distinct from stek.person() or tg_table_name = any (stek.part_tables()) then
    return new;
  end if;
  thread := coalesce((to_jsonb(new) ->> 'thread_id')::uuid, new.id);
  if exists (select 1 from public.circle_hidden h where h.family_id = new.family_id and h.thread_id = thread
       and h.id = any (new.rests_on) and h.lifted_at is null) then
    return new;
  end if;
  if thread <> new.id and not stek.wrote(new.family_id, thread) then
    raise exception 'what rests on something hidden is said in a thread of one''s own' using errcode = 'check_violation';
  end if;
  select coalesce(array_agg(found.one), '{}') into readers from (
    select one from public.circle_hidden h, unnest(h.readers || h.hidden_by) one
     where h.family_id = new.family_id and h.id = any (new.rests_on) and h.lifted_at is null
     group by one having count(distinct h.id) = many) found;
  insert into public.circle_hidden (family_id, id, thread_id, readers, hidden_at, hidden_by)
    values (new.family_id, own, thread, readers, now(), new.author_id);
  new.rests_on := new.rests_on || own;
  return new;
end $$;

-- Something is hidden by who wrote it, as long as all that stands in it is theirs: what another said in the same thread is
-- not theirs to hide. Words that quote somebody are that person's, and not of who wrote them down. As the owner: nothing
-- that is hidden from them is overlooked.
create or replace function stek.wrote(family uuid, thread uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare place record; found boolean := false; there boolean; others boolean;
begin
  for place in select * from stek.gated_tables() loop
    execute format('select coalesce(bool_or(t.id = $2), false),'
                   ' coalesce(bool_or(coalesce((to_jsonb(t) ->> ''whose_id'')::uuid, t.author_id) <> $3), false) from %s t'
                   ' where t.family_id = $1 and (t.id = $2 or t.%I = $2)', place.name, place.thread)
       into there, others using wrote.family, wrote.thread, stek.person();
    if others then return false; end if;
    found := found or there;
  end loop;
  return found;
end $$;

-- And a line of the circle by who drew it, as who asks: lines are nobody else's to look at. A parent is never hidden, nor
-- a line to one.
create function stek.drew(family uuid, tie uuid) returns boolean
  language plpgsql stable security invoker set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from public.circle_tie t
      where t.family_id = drew.family and t.id = drew.tie and t.said_by = stek.person()
        and not exists (select 1 from public.circle_circlemember m
          where m.family_id = t.family_id and m.id = t.circle_member_id and m.role = 'parent'))
    and stek.is_no_thing(drew.family, drew.tie);
end $$;

-- Whether nothing that the gate stands before has this id or thread: a line of the circle that took it hides no thing of others.
create function stek.is_no_thing(family uuid, thread uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare place record; taken boolean;
begin
  for place in select * from stek.gated_tables() loop
    execute format('select exists (select 1 from %s t where t.family_id = $1 and t.rests_on @> array[$2])', place.name)
      into taken using is_no_thing.family, is_no_thing.thread;
    if taken then return false; end if;
  end loop;
  return true;
end $$;

-- Whether no place, closing, emergency, member, line or thing has this id: what rests on one of them names it by its id alone.
create function stek.is_free(id uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare place record; taken boolean;
begin
  if exists (select 1 from public.circle_circlemember m where m.id = is_free.id)
     or exists (select 1 from public.circle_hidden h where h.id = is_free.id)
     or exists (select 1 from public.circle_member m where m.id = is_free.id)
     or exists (select 1 from public.circle_tie t where t.id = is_free.id)
     or exists (select 1 from public.circle_breakglass b where b.id = is_free.id) then
    return false;
  end if;
  for place in select * from stek.gated_tables() loop
    execute format('select exists (select 1 from %s t where t.id = $1)', place.name) into taken using is_free.id;
    if taken then return false; end if;
  end loop;
  return true;
end $$;

-- Which of these ids are closings that hold now, around a family of one's own: of a link that somebody chose before, a
-- correction asks whether it was closed since. Who asks reads the rows that name them.
create function stek.closings(ids uuid[]) returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(array_agg(h.id), '{}') from public.circle_hidden h
    where h.id = any (ids) and h.lifted_at is null and h.family_id = any ((select stek.member_families())::uuid[])
      and (h.hidden_by = stek.person() or stek.person() = any (h.readers)));
end $$;
