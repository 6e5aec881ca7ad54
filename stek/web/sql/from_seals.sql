-- What was hidden from somebody is read by everybody else who stands there now, and by nobody who comes later. A place
-- that was hidden is known to them. A part that was hidden whole: everything in it.
update circle_circlemember m set known_to = (
    select coalesce(array_agg(distinct o.person_id), '{}') from circle_circlemember o
     where o.family_id = m.family_id and o.person_id is not null and o.until_at is null
       and not exists (select 1 from circle_seal s where s.family_id = m.family_id and s.thread_id = m.id
             and s.lifted_at is null and s.hidden_from = o.person_id))
   || case when exists (select 1 from circle_seal s where s.family_id = m.family_id and s.thread_id = m.id
             and s.lifted_at is null and s.hidden_from = m.invited_by) then '{}'::uuid[] else array[m.invited_by] end
 where m.role <> 'parent' and m.invited_by is not null and exists (
   select 1 from circle_seal s where s.family_id = m.family_id and s.thread_id = m.id and s.lifted_at is null);

create temporary table to_hide (family_id uuid, thread_id uuid, seal uuid, hidden_from uuid, hidden_by uuid,
  hidden_at timestamptz, why bytea) on commit drop;
insert into to_hide select s.family_id, s.thread_id, s.id, s.hidden_from, s.placed_by, s.placed_at, s.why_sealed
  from circle_seal s where s.lifted_at is null and s.thread_id is not null
   and not exists (select 1 from circle_circlemember m where m.family_id = s.family_id and m.id = s.thread_id);
do $$
declare place record;
begin
  for place in select * from stek.gated_tables() loop
    execute format('insert into to_hide select distinct s.family_id, t.%I, s.id, s.hidden_from, s.placed_by, s.placed_at, s.why_sealed'
                   ' from circle_seal s join %s t on t.family_id = s.family_id and t.section = s.section'
                   ' where s.lifted_at is null and s.thread_id is null', place.thread, place.name);
  end loop;
end $$;
insert into circle_hidden (family_id, id, thread_id, readers, hidden_at, hidden_by)
  select one.family_id, gen_random_uuid(), one.thread_id, coalesce((
      select array_agg(distinct o.person_id) from circle_circlemember o
       where o.family_id = one.family_id and o.person_id is not null and o.until_at is null
         and o.person_id <> all (array_agg(one.hidden_from))), '{}'), min(one.hidden_at), one.hidden_by
    from to_hide one group by one.family_id, one.thread_id, one.hidden_by;
-- And so is everything that rested on it, whoever wrote that, as it was before.
do $$
declare place record;
begin
  for place in select * from stek.gated_tables() loop
    execute format('update %s t set rests_on = t.rests_on || h.id from circle_hidden h'
                   ' where h.family_id = t.family_id and t.rests_on @> array[h.thread_id]'
                   ' and not t.rests_on @> array[h.id]', place.name);
  end loop;
end $$;
