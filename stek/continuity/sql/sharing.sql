-- A step that was kept private is shared when what it was taken in is shared: it is never more open than that.
create function stek.move_stays() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.shared_at is not null and not exists (
       select 1 from public.continuity_followup f
        where f.family_id = new.family_id and f.id = new.of_id and f.shared_at is not null
       union all select 1 from public.continuity_referral r
        where r.family_id = new.family_id and r.id = new.of_id and r.shared_at is not null
       union all select 1 from public.continuity_handover h
        where h.family_id = new.family_id and h.id = new.of_id and h.shared_at is not null) then
    raise exception 'a step is shared in something that is at least as open' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger move_stays before update on continuity_move
  for each row execute function stek.move_stays();
