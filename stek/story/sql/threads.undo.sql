-- Back to what 0003 made: the story and the circle alone.
create or replace function stek.wrote(family uuid, thread uuid) returns boolean
  language plpgsql stable security invoker set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from public.story_observation o
    where o.family_id = wrote.family and o.thread_id = wrote.thread and o.author_id = stek.person());
end $$;
create or replace function stek.stands_in(family uuid, thread uuid) returns boolean
  language plpgsql stable security invoker set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from public.story_observation o
      where o.family_id = stands_in.family and o.thread_id = stands_in.thread)
    or exists (select 1 from public.story_influence i where i.family_id = stands_in.family and i.id = stands_in.thread)
    or exists (select 1 from public.circle_circlemember m where m.family_id = stands_in.family and m.id = stands_in.thread)
    or exists (select 1 from public.circle_tie t
      where t.family_id = stands_in.family and t.id = stands_in.thread and t.said_by = stek.person());
end $$;
drop function stek.gated_tables();
