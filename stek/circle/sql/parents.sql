-- A second parent comes in when every parent who stands there said yes to the account that took the link. Until then
-- the place has nobody in it: no policy and no function finds that account there, so it reads nothing, writes nothing
-- and stands nowhere. Silence is no, and a no takes nothing away.

alter table circle_parentanswer add constraint for_a_circle_member
  foreign key (family_id, circle_member_id) references circle_circlemember (family_id, id);
alter table circle_parentanswer enable row level security;
alter table circle_parentanswer force row level security;
create policy facts on circle_parentanswer to {owner} using (true);

-- Who waits for a yes, where the one who asks is a parent: 'place/account'.
create function stek.asking() returns text[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(array_agg(m.id || '/' || i.accepted_by), '{}')
    from public.circle_circlemember m
    join public.circle_invitation i on i.family_id = m.family_id and i.circle_member_id = m.id
   where m.family_id = any ((select stek.parent_families())::uuid[]) and m.role = 'parent' and m.person_id is null
     and m.until_at is null and i.accepted_at is not null);
end $$;

-- The places of those, for who must be able to see whom the question is about.
create function stek.asking_places() returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(array_agg(split_part(one, '/', 1)::uuid), '{}') from unnest(stek.asking()) one);
end $$;

-- What a parent is asked: the name of the account that took the link, since when, and what they said last. Never its
-- address, and never what another parent said.
create function stek.asking_parents() returns table (family uuid, place uuid, person uuid, name text, since timestamptz, said_yes boolean)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select m.family_id, m.id, i.accepted_by, p.name::text, i.accepted_at, (
      select a.is_yes from public.circle_parentanswer a
       where a.family_id = m.family_id and a.circle_member_id = m.id and a.person_id = i.accepted_by
         and a.said_by = stek.person()
       order by a.said_at desc, a.id desc limit 1)
    from public.circle_circlemember m
    join public.circle_invitation i on i.family_id = m.family_id and i.circle_member_id = m.id
    join public.people_person p on p.id = i.accepted_by
   where m.id || '/' || i.accepted_by = any ((select stek.asking())::text[])
   order by i.accepted_at, m.id;
end $$;

create policy see on circle_parentanswer for select to {app} using (
  said_by = (select stek.person()) and family_id = any ((select stek.parent_families())::uuid[]));
create policy say on circle_parentanswer for insert to {app} with check (
  said_by = (select stek.person()) and family_id = any ((select stek.parent_families())::uuid[])
  and circle_member_id || '/' || person_id = any ((select stek.asking())::text[]));
grant select, insert on circle_parentanswer to {app};

-- Lets in who waits for this place, if every parent who stands there said yes to that account. Says whether it did.
-- Who cannot answer is not waited for; of who left or died nothing is asked (sql/absence.sql).
-- A parent who answers in the same moment, or comes in, waits here: nobody is counted who is not there yet or no longer.
-- What each ticked with their newest yes, of the hidden places they made, the newcomer knows from now on; no tick is no.
create function stek.let_in(family uuid, place uuid) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare newcomer uuid;
begin
  perform 1 from public.circle_circlemember m
    where m.family_id = let_in.family and m.role = 'parent' order by m.id for no key update;
  select i.accepted_by into newcomer
    from public.circle_invitation i
   where i.family_id = let_in.family and i.circle_member_id = let_in.place
     and i.circle_member_id || '/' || i.accepted_by = any ((select stek.asking())::text[]);
  if newcomer is null or exists (
      select 1 from public.circle_circlemember m
       where m.family_id = let_in.family and m.role = 'parent' and m.person_id is not null
         and m.from_at <= now() and (m.until_at is null or now() < m.until_at)
         and m.id <> all ((select stek.over(let_in.family))::uuid[])
         and not coalesce((
           select a.is_yes from public.circle_parentanswer a
            where a.family_id = m.family_id and a.circle_member_id = let_in.place and a.person_id = newcomer
              and a.said_by = m.person_id
            order by a.said_at desc, a.id desc limit 1),
           -- Whoever cannot answer is not waited for; a no they said to that account, by whatever link it came, stays a no.
           stek.cannot_answer(m.family_id, m.person_id) and coalesce((
             select a.is_yes from public.circle_parentanswer a
              where a.family_id = m.family_id and a.person_id = newcomer and a.said_by = m.person_id
              order by a.said_at desc, a.id desc limit 1), true))) then
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
         and m.from_at <= now() and (m.until_at is null or now() < m.until_at) and m.id <> all ((select stek.over(let_in.family))::uuid[]))
     and coalesce(h.via_id, h.id) = any ((select a.may_know from public.circle_parentanswer a
            where a.family_id = h.family_id and a.circle_member_id = let_in.place and a.person_id = newcomer
              and a.said_by = h.invited_by
            order by a.said_at desc, a.id desc limit 1)::uuid[]);
  -- Of a parent it says since when they are in, by who was the last to say yes.
  update public.circle_circlemember m set person_id = newcomer, recognised_at = now(), recognised_by = stek.person()
   where m.family_id = let_in.family and m.id = let_in.place;
  return true;
end $$;

-- Who came in as a parent is also one of the family: as whom, a parent says, once.
create function stek.is_of_the_family(family uuid, place uuid, member uuid) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.circle_circlemember m set member_id = is_of_the_family.member
   where m.family_id = is_of_the_family.family and m.id = is_of_the_family.place and m.role = 'parent'
     and m.member_id is null and m.person_id is not null
     and m.family_id = any ((select stek.parent_families())::uuid[]);
end $$;

-- Where the one who asks waits, and since when. Tells nothing about the family, not even which it is.
create function stek.waits() returns table (place uuid, since timestamptz)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select m.id, i.accepted_at
    from public.circle_circlemember m
    join public.circle_invitation i on i.family_id = m.family_id and i.circle_member_id = m.id
   where i.accepted_by = stek.person() and m.role = 'parent' and m.person_id is null and m.until_at is null
   order by i.accepted_at, m.id;
end $$;

create function stek.waits_with(secret bytea) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from stek.waits() w
    join public.circle_invitation i on i.circle_member_id = w.place
   where i.secret_hash = sha256(waits_with.secret) and i.accepted_by = stek.person());
end $$;

-- Waits no longer. Nobody else ends that.
create function stek.wait_no_more(place uuid) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.circle_circlemember m set until_at = now(), until_by = stek.person()
   where m.id in (select w.place from stek.waits() w) and m.id = wait_no_more.place and m.person_id is null;
  return found;
end $$;

-- A link that nobody used shows no name: until somebody took it, the place is there for who made it and for nobody else.
create policy taken on circle_circlemember as restrictive for select to {app} using (
  person_id is not null or invited_by = (select stek.person()) or id = any ((select stek.asking_places())::uuid[]));

-- A parent is never hidden: not their place, and not a line that is drawn to it. (As who asks: lines are nobody else's to look at.)
create function stek.parents_of() returns uuid[]
  language plpgsql stable security invoker set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(array_agg(found.id), '{}') from (
    select m.id from public.circle_circlemember m
     where m.family_id = any ((select stek.member_families())::uuid[]) and m.role = 'parent'
    union all
    select t.id from public.circle_tie t
      join public.circle_circlemember m on m.family_id = t.family_id and m.id = t.circle_member_id
     where m.family_id = any ((select stek.member_families())::uuid[]) and m.role = 'parent') found);
end $$;
create policy no_parent_is_hidden on circle_seal as restrictive for insert to {app} with check (
  thread_id is null or thread_id <> all ((select stek.parents_of())::uuid[]));
