-- For `stek serve` and `stek doctor`: do our families open with the key at hand? The oldest and the newest
-- wrapped key, so that a wrong key shows also when some families were locked with it meanwhile. Without the
-- key above it a wrapped key opens nothing; to a session with somebody in it nothing is shown at all.
create function stek.wrapped_keys() returns table (family_id uuid, version smallint, wrapped bytea)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if stek.person() is not null then return; end if;
  return query
    (select k.family_id, k.version::smallint, k.wrapped from public.circle_familykey k order by k.made_at, k.id limit 1)
    union
    (select k.family_id, k.version::smallint, k.wrapped from public.circle_familykey k order by k.made_at desc, k.id desc limit 1);
end $$;
revoke execute on function stek.wrapped_keys() from {app};
grant execute on function stek.wrapped_keys() to {door};
