-- A parent died, or cannot answer: it counts when an operator has seen a paper, and who runs pages cannot say it. Every
-- parent who is there knows of it, and who it is about.
alter table circle_absence enable row level security;
alter table circle_absence force row level security;
create policy facts on circle_absence to {owner} using (true) with check (true);
create policy see on circle_absence for select to {app} using (
  person_id = (select stek.person()) or family_id = any ((select stek.parent_families())::uuid[]));
grant select on circle_absence to {app};
-- The operator's line in the trail, and no other.
create policy operator on trail_trailentry for insert to {owner} with check (kind = 'absence');

-- A yes of who cannot answer is not waited for; a no that they said is a no. Never of who asks: they can.
create function stek.cannot_answer(family uuid, person uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select cannot_answer.person <> stek.person() and exists (select 1 from public.circle_absence a
    where a.family_id = cannot_answer.family and a.person_id = cannot_answer.person and a.why = 'cannot_answer' and a.ended_at is null) $$;

-- Which parents are gone for good in these families, from which place and since when: who left, and who died.
create function stek.gone(families uuid[]) returns table (family uuid, place uuid, person uuid, since timestamptz)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query
    select l.family_id, l.circle_member_id, l.person_id, l.asked_at + stek.leaves_after()
      from public.circle_leaving l
     where l.family_id = any (gone.families) and l.undone_at is null and l.asked_at + stek.leaves_after() <= now()
    union all
    select m.family_id, m.id, m.person_id, a.said_at
      from public.circle_absence a join public.circle_circlemember m on m.family_id = a.family_id and m.person_id = a.person_id
     where a.family_id = any (gone.families) and a.why = 'died' and a.ended_at is null and m.role = 'parent';
end $$;
revoke execute on function stek.cannot_answer(uuid, uuid), stek.gone(uuid[]) from {app};
