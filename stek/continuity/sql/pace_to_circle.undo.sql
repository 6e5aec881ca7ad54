-- Back to agreements, where the older form has no place for the newer thresholds; as policies.sql says it.
{gated:continuity_pace}
grant select, insert, update (shared_at, shared_by), delete on continuity_pace to {app};
alter table continuity_pace add constraint rests_on_itself
  check (rests_on @> array[id, author_member_id]);
alter table continuity_pace
  add constraint of_a_family foreign key (family_id) references circle_family (id),
  add constraint by_a_circle_member foreign key (family_id, author_member_id) references circle_circlemember (family_id, id);
alter table continuity_pace no force row level security;
alter table circle_pace no force row level security;
insert into continuity_pace (family_id, id, section, author_id, author_member_id, rests_on, shared_at, shared_by, by_age,
    stand_in_after, circle_after, written_at)
  select family_id, id, section, author_id, author_member_id, rests_on, shared_at, shared_by, by_age,
    stand_in_after, circle_after, written_at from circle_pace;
delete from circle_pace;
alter table circle_pace force row level security;
alter table continuity_pace force row level security;
create function stek.pace_fits() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select 1 from public.circle_circlemember m where m.family_id = new.family_id
       and m.id = new.author_member_id and m.role = 'parent') then
    raise exception 'the family sets its pace' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger pace_fits before insert on continuity_pace
  for each row execute function stek.pace_fits();
