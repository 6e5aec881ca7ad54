-- Who reads an item now: the places of everybody whom policy/decide.py would let read it, for care, except by an
-- emergency access, which parents are told of on a page of their own. Every sentence that says who reads something
-- comes from here. It looks at every seal, whoever placed it: from whom something is hidden is named to nobody. It
-- leaves out whom who asks may not know, and says nothing to who does not stand in that circle.
--
-- Without an author and with nothing it rests on: who reads a part.
create function stek.who_reads(family uuid, section text, author uuid, private boolean, rests_on uuid[]) returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not stek.stands_in(who_reads.family) then return '{}'; end if;
  return (select coalesce(array_agg(m.id order by m.from_at, m.id), '{}')
    from public.circle_circlemember m join public.people_person p on p.id = m.person_id
   where m.family_id = who_reads.family and p.is_active
     and m.from_at <= now() and (m.until_at is null or now() < m.until_at)
     and m.id <> all ((select stek.sealed_threads())::uuid[])
     and not exists (select 1 from public.circle_seal s
           where s.family_id = m.family_id and s.hidden_from = m.person_id and s.lifted_at is null
             and (s.thread_id = any (who_reads.rests_on) or s.section = who_reads.section))
     and (m.person_id = who_reads.author
       or (not who_reads.private
         and (who_reads.section = 'own:' || m.person_id
           or (who_reads.section = any (stek.shared_sections()) and exists (select 1 from public.circle_circlemember o
                where o.family_id = m.family_id and o.person_id = m.person_id and o.role = 'parent'
                  and o.from_at <= now() and (o.until_at is null or now() < o.until_at)))
           or exists (select 1 from public.circle_circlemember o
                join public.circle_grant g on g.family_id = o.family_id and g.circle_member_id = o.id
                where o.family_id = m.family_id and o.person_id = m.person_id
                  and o.from_at <= now() and (o.until_at is null or now() < o.until_at)
                  and g.section = who_reads.section and g.purpose = 'care' and 'read' = any (g.verbs)
                  and g.withdrawn_at is null and g.from_at <= now() and (g.until_at is null or now() < g.until_at))))));
end $$;
