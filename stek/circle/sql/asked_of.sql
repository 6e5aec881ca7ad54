-- Who was not recognised yet reads nothing of anybody else: nor what they are asked. So nobody asks them, and nobody asks
-- for them. Later forms of what asked.sql said.

create or replace function stek.stands_to_be_asked(family uuid, author uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from public.circle_circlemember m
      join stek.places() p on p.family_id = m.family_id
     where m.family_id = stands_to_be_asked.family and m.person_id = stands_to_be_asked.author
       and m.from_at <= now() and (m.until_at is null or now() < m.until_at)
       and stek.is_recognised(m.role, m.recognised_at)
       and stek.knows(stek.person(), m) and stek.knows(stands_to_be_asked.author, p));
end $$;

create or replace function stek.stands_openly(family uuid, somebody uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return stek.stands_in(stands_openly.family) and exists (select 1 from public.circle_circlemember m
     where m.family_id = stands_openly.family and m.person_id = stands_openly.somebody and m.known_to is null
       and m.from_at <= now() and (m.until_at is null or now() < m.until_at)
       and stek.is_recognised(m.role, m.recognised_at));
end $$;

drop policy see_what_one_is_asked on circle_authorasked;
create policy see_what_one_is_asked on circle_authorasked for select to {app} using (
  asked_of = (select stek.person()) and family_id = any ((select stek.member_families())::uuid[])
  and family_id <> all ((select stek.unrecognised_families())::uuid[])
  and asked_from <> all ((select stek.apart())::uuid[]));
