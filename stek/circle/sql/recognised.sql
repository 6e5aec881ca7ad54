-- The second tap. Who takes a link as kin or carer stands in the circle and may write; a parent who knows the place says
-- that it is whom the link was meant for. Until then nothing of anybody else is read there, and nobody's name.
-- The clauses are the rules of policy/decide.py. Change both, or the oracle objects.

-- A parent comes in by the yes of all parents, and needs no other.
create function stek.is_recognised(role text, recognised_at timestamptz) returns boolean
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  select is_recognised.role = 'parent' or is_recognised.recognised_at is not null $$;

-- Families in which this person acts from a place that no parent recognised yet. An emergency opens what it opens.
create function stek.unrecognised_families() returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(array_agg(p.family_id), '{}') from stek.places() p
    where not stek.is_recognised(p.role, p.recognised_at) and p.family_id <> all ((select stek.opened_families())::uuid[]));
end $$;

-- Who was not recognised finds themselves in the circle, and no name, no age, no birth.
create policy recognised on circle_circlemember as restrictive for select to {app} using (
  person_id = (select stek.person()) or family_id <> all ((select stek.unrecognised_families())::uuid[]));
create policy recognised on circle_member as restrictive for select to {app} using (
  family_id <> all ((select stek.unrecognised_families())::uuid[]));
-- Nobody is recognised before they took the link.
create policy not_recognised_yet on circle_circlemember as restrictive for insert to {app} with check (
  recognised_at is null and recognised_by is null);

-- Whom a parent is asked about: where they know of the place, by the name of the account that took the link. Never its
-- address.
create function stek.newcomers() returns table (family uuid, place uuid, name text, since timestamptz)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare me uuid := stek.person();
begin
  return query select m.family_id, m.id, p.name::text, i.accepted_at
    from public.circle_circlemember m
    join public.people_person p on p.id = m.person_id
    join public.circle_invitation i on i.family_id = m.family_id and i.circle_member_id = m.id and i.accepted_at is not null
   where m.family_id = any ((select stek.parent_families())::uuid[]) and not stek.is_recognised(m.role, m.recognised_at)
     and (m.until_at is null or now() < m.until_at) and stek.knows(me, m)
   order by i.accepted_at, m.id;
end $$;

-- Yes, that is who was meant: by a parent who knows of the place, never by who stands in it. Says whether it is so now.
create function stek.recognise(family uuid, place uuid) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare me uuid := stek.person();
begin
  update public.circle_circlemember m set recognised_at = now(), recognised_by = me
   where m.family_id = recognise.family and m.id = recognise.place and m.recognised_at is null
     and m.role <> 'parent' and m.person_id <> me and (m.until_at is null or now() < m.until_at)
     and m.family_id = any ((select stek.parent_families())::uuid[]) and stek.knows(me, m);
  return found;
end $$;
