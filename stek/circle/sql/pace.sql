-- How closely a family wants to be followed stands behind the same gate as the rest of its record.

{gated:circle_pace}
grant select, insert, update (shared_at, shared_by), delete on circle_pace to {app};

alter table circle_pace
  add constraint rests_on_itself check (rests_on @> array[id, author_member_id]),
  add constraint of_a_family foreign key (family_id) references circle_family (id),
  add constraint by_a_circle_member foreign key (family_id, author_member_id) references circle_circlemember (family_id, id);

create function stek.a_parent_sets_the_pace() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select 1 from public.circle_circlemember m where m.family_id = new.family_id
       and m.id = new.author_member_id and m.role = 'parent') then
    raise exception 'the family sets its pace' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger pace_fits before insert on circle_pace
  for each row execute function stek.a_parent_sets_the_pace();
