-- A link that no longer holds is ended, and stays readable as what it was.
{ending:story_influence}

-- Its ends are looked at when it is made or shared. Whoever ends it may no longer read both of them.
drop trigger influence_fits on story_influence;
create trigger influence_fits before insert or update of shared_at, shared_by on story_influence
  for each row execute function stek.influence_fits();

-- Who drew a line of the circle may hide that line too.
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
