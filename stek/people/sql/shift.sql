-- Who signed in is told with whether three times Shift leaves for them: a page's frame asks nothing more.
drop function stek.enter(text, text);

-- Sets the identity for the rest of this transaction and says who that is; no row when nobody.
-- `at` is the hour that counts in this transaction, for the policies and for what is done in it: one clock.
create function stek.enter(token text, purpose text)
  returns table (person uuid, name text, discipline text, opened_at timestamptz, until_at timestamptz, second_factor_at timestamptz,
                 at timestamptz, shift_leaves boolean)
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform set_config('stek.token', enter.token, true), set_config('stek.purpose', enter.purpose, true);
  return query
    select p.id, p.name::text, p.discipline::text, s.opened_at, s.until_at, s.second_factor_at, now(), p.shift_off_at is null
      from public.people_livesession s join public.people_person p on p.id = s.person_id
     where s.token_hash = sha256(convert_to(enter.token, 'UTF8')) and p.is_active
       and s.ended_at is null and s.opened_at <= now() and now() < s.until_at;
end $$;
