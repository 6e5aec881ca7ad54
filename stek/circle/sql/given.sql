-- What an invitation gives, for who holds its secret: as what one is asked in, and the consents that hold or will.
-- Says nothing about the family, and null where there is no such invitation any more.
create function stek.what_an_invitation_gives(secret bytea) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select jsonb_build_object('role', m.role, 'consents',
    (select coalesce(jsonb_agg(jsonb_build_array(g.section, g.verbs, g.from_at, g.until_at) order by g.given_at, g.id), '[]')
       from public.circle_grant g
      where g.family_id = i.family_id and g.circle_member_id = i.circle_member_id and g.purpose = 'care'
        and g.withdrawn_at is null and (g.until_at is null or now() < g.until_at)
        and g.section = any (stek.shared_sections())))
    from public.circle_invitation i
    join public.circle_circlemember m on m.family_id = i.family_id and m.id = i.circle_member_id
   where i.secret_hash = sha256(what_an_invitation_gives.secret) and i.accepted_at is null
     and (i.account_id is null or i.account_id = stek.person())
     and i.made_at <= now() and now() < i.until_at);
end $$;
