create or replace function stek.stands_in(family uuid, thread uuid) returns boolean
  language plpgsql stable security invoker set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from public.story_observation o
      where o.family_id = stands_in.family and o.thread_id = stands_in.thread)
    or exists (select 1 from public.story_influence i where i.family_id = stands_in.family and i.id = stands_in.thread)
    or exists (select 1 from public.circle_circlemember m where m.family_id = stands_in.family and m.id = stands_in.thread);
end $$;
drop trigger influence_fits on story_influence;
create trigger influence_fits before insert or update on story_influence
  for each row execute function stek.influence_fits();
drop trigger ending_fits on story_influence;
drop policy finish on story_influence;
