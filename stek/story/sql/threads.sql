-- What a seal may name is found wherever the gate stands: a table that took circle/sql/gated.sql is one
-- more place to look, and nobody has to say so here.
create function stek.gated_tables() returns table (name text, thread text)
  language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select p.polrelid::regclass::text,
         case when exists (select 1 from pg_attribute a
                where a.attrelid = p.polrelid and a.attname = 'thread_id' and not a.attisdropped)
              then 'thread_id' else 'id' end
    from pg_policy p join pg_class c on c.oid = p.polrelid
   where p.polname = 'private' and not p.polpermissive and c.relnamespace = 'public'::regnamespace $$;

-- Who wrote something may hide it from somebody as well; parents may already (circle).
create or replace function stek.wrote(family uuid, thread uuid) returns boolean
  language plpgsql stable security invoker set search_path = pg_catalog, pg_temp as $$
declare place record; there boolean;
begin
  for place in select * from stek.gated_tables() loop
    execute format('select exists (select 1 from %s t'
                   ' where t.family_id = $1 and t.%I = $2 and t.author_id = stek.person())', place.name, place.thread)
       into there using wrote.family, wrote.thread;
    if there then return true; end if;
  end loop;
  return false;
end $$;

-- A seal belongs to the family of what it hides: nobody hides another family's record with a seal of their own.
create or replace function stek.stands_in(family uuid, thread uuid) returns boolean
  language plpgsql stable security invoker set search_path = pg_catalog, pg_temp as $$
declare place record; there boolean;
begin
  if exists (select 1 from public.circle_circlemember m
      where m.family_id = stands_in.family and m.id = stands_in.thread)
    or exists (select 1 from public.circle_tie t -- hidden by who drew it
      where t.family_id = stands_in.family and t.id = stands_in.thread and t.said_by = stek.person()) then
    return true;
  end if;
  for place in select * from stek.gated_tables() loop
    execute format('select exists (select 1 from %s t where t.family_id = $1 and t.%I = $2)', place.name, place.thread)
       into there using stands_in.family, stands_in.thread;
    if there then return true; end if;
  end loop;
  return false;
end $$;
