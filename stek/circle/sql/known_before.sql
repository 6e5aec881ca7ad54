-- Before a parent comes in, each parent is asked of each hidden place they made whether the newcomer may know of it. What
-- they ticked with their newest yes holds at the moment all said yes; no tick is no. The later form of what parents.sql says.

-- Lets in who waits for this place, if every parent who stands there said yes to that account. Says whether it did.
-- A parent who answers in the same moment, or comes in, waits here: nobody is counted who is not there yet or no longer.
create or replace function stek.let_in(family uuid, place uuid) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare newcomer uuid;
begin
  perform 1 from public.circle_circlemember m
    where m.family_id = let_in.family and m.role = 'parent' order by m.id for no key update;
  select i.accepted_by into newcomer
    from public.circle_invitation i
   where i.family_id = let_in.family and i.circle_member_id = let_in.place
     and i.circle_member_id || '/' || i.accepted_by = any (stek.asking());
  if newcomer is null or exists (
      select 1 from public.circle_circlemember m
       where m.family_id = let_in.family and m.role = 'parent' and m.person_id is not null
         and m.from_at <= now() and (m.until_at is null or now() < m.until_at)
         and not coalesce((
           select a.is_yes from public.circle_parentanswer a
            where a.family_id = m.family_id and a.circle_member_id = let_in.place and a.person_id = newcomer
              and a.said_by = m.person_id
            order by a.said_at desc, a.id desc limit 1), false)) then
    return false;
  end if;
  -- Who stood there as kin or carer stands there as a parent from now on.
  update public.circle_circlemember m set until_at = now(), until_by = stek.person()
   where m.family_id = let_in.family and m.person_id = newcomer and m.until_at is null;
  -- The hidden places of which they may know, each as the parent who made it said.
  update public.circle_circlemember h set known_to = h.known_to || newcomer
   where h.family_id = let_in.family and h.known_to is not null and newcomer <> all (h.known_to)
     and (h.until_at is null or now() < h.until_at)
     and exists (select 1 from public.circle_circlemember m
       where m.family_id = h.family_id and m.person_id = h.invited_by and m.role = 'parent'
         and m.from_at <= now() and (m.until_at is null or now() < m.until_at))
     and h.id = any ((select a.may_know from public.circle_parentanswer a
            where a.family_id = h.family_id and a.circle_member_id = let_in.place and a.person_id = newcomer
              and a.said_by = h.invited_by
            order by a.said_at desc, a.id desc limit 1)::uuid[]);
  -- Of a parent it says since when they are in, by who was the last to say yes.
  update public.circle_circlemember m set person_id = newcomer, recognised_at = now(), recognised_by = stek.person()
   where m.family_id = let_in.family and m.id = let_in.place;
  return true;
end $$;
