-- Who reads an item now: the places of everybody whom policy/decide.py would let read it, for care, except by an
-- emergency access, which parents are told of on a page of their own. Every sentence that says who reads something
-- comes from here. It leaves out whom who asks may not know: of one's own words nobody is left out, since who does not
-- know a place does not read what was written from it, and the other way round; but who was not recognised yet finds
-- nobody. Says nothing to who does not stand there.
--
-- Somebody may stand there in two places, and read from either: then the one that everybody knows is named, where it reads.
--
-- A parent's no is for that parent to know, and for who stands there: to the others it does not show.
--
-- `asks`: what it asks of a yes; null: as it would be if it were written now. Without an author and with nothing it rests
-- on: who reads a part.
create function stek.who_reads(family uuid, section text, author uuid, private boolean, rests_on uuid[], asks text[])
  returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare whose uuid;
begin
  if not stek.stands_in(who_reads.family) then return '{}'; end if;
  if who_reads.section = 'story' and who_reads.author is not null then  -- whose words it holds: theirs to give
    select o.whose_id into whose from public.story_observation o
     where o.family_id = who_reads.family and o.id = who_reads.rests_on[1] and o.author_id = who_reads.author;
  end if;
  if who_reads.author is not null and who_reads.asks is null then
    who_reads.asks := stek.asks(who_reads.family, who_reads.section, who_reads.author, who_reads.rests_on, now());
  end if;
  return (select coalesce(array_agg(reads.id order by reads.from_at, reads.id), '{}')
    from (select distinct on (m.person_id) m.id, m.from_at
    from (select one.* from public.circle_circlemember one
            join public.people_person p on p.id = one.person_id and p.is_active
           where one.family_id = who_reads.family
             and one.from_at <= now() and (one.until_at is null or now() < one.until_at)
             and one.id <> all ((select stek.over(who_reads.family))::uuid[])
             and (one.role = 'parent' or not exists (select 1 from public.circle_circlemember o
                   where o.family_id = one.family_id and o.person_id = one.person_id and o.role = 'parent'
                     and o.from_at <= now() and (o.until_at is null or now() < o.until_at)
                     and o.id <> all ((select stek.over(who_reads.family))::uuid[])))) m
   where m.id <> all ((select stek.unknown_places())::uuid[])
     and (m.person_id = stek.person() or m.family_id <> all ((select stek.unrecognised_families())::uuid[]))
     and (m.person_id = who_reads.author
       or (not who_reads.private
         and not exists (select 1 from public.circle_hidden h
               where h.family_id = m.family_id and h.id = any (who_reads.rests_on) and h.lifted_at is null
                 and m.person_id <> h.hidden_by and m.person_id <> all (h.readers))
         and not exists (select 1 from public.circle_circlemember w
               where w.family_id = m.family_id and w.id = any (who_reads.rests_on)
                 and (not stek.knows(m.person_id, w) or (w.person_id is not null
                   and not (m.known_to is null or w.person_id = any (m.known_to) or w.person_id = m.person_id))))
         and not exists (select 1 from public.circle_circlemember t
               where t.family_id = m.family_id and t.id = any (who_reads.rests_on) and t.team_id is not null and t.via_id is null
                 and t.id is distinct from m.via_id)
         and (m.person_id = whose
           or who_reads.section = 'own:' || m.person_id
           or (m.via_id is not null and who_reads.section = 'team:' || m.team_id)
           or (m.role = 'parent' and who_reads.section = any (stek.shared_sections()))
           or (who_reads.section = 'story' and stek.is_recognised(m.role, m.recognised_at) and exists (
               select 1 from public.circle_hidden h
                where h.family_id = m.family_id and h.id = any (who_reads.rests_on) and stek.ticks_hold(h)
                  and h.hidden_by = coalesce(whose, who_reads.author) and m.person_id = any (h.readers) and h.thread_id = who_reads.rests_on[1]
                  and h.hidden_by in (select one.person from stek.parents(m.family_id) one)
                  and not stek.let_in_by(m.family_id, m.id, h.hidden_by)
                  and (m.known_to is null or h.hidden_by = any (m.known_to) or h.hidden_by = m.person_id)))
           or (stek.is_recognised(m.role, m.recognised_at) and who_reads.section not like 'team:%' and exists (
               select 1 from stek.yeses(array[m.family_id], array[m.id]) g
                where g.section = who_reads.section and g.purpose = 'care' and 'read' = any (g.verbs)
                  and g.from_at <= now() and (g.until_at is null or now() < g.until_at))
             and (who_reads.author is null or (not who_reads.asks && array(select u.key from stek.uncovered(array[m.family_id], array[m.id], 'care') u) and not exists (
                   select 1 from public.circle_refusal r where r.family_id = m.family_id and r.circle_member_id = m.id
                      and r.said_by in (who_reads.author, whose) and r.ended_at is null
                      and stek.person() in (r.said_by, m.person_id))))))))
   order by m.person_id, m.role <> 'parent', m.known_to is not null, m.from_at, m.id) reads)
    -- Of a working note: the team, with who is in it and stands nowhere here.
    || (select coalesce(array_agg(t.id order by t.id), '{}') from public.circle_circlemember t
      where t.family_id = who_reads.family and t.id = any (who_reads.rests_on) and t.via_id is null and not who_reads.private
        and who_reads.section = 'team:' || t.team_id and t.id <> all ((select stek.unknown_places())::uuid[])
        and (t.until_at is null or now() < t.until_at) and t.id <> all ((select stek.over(who_reads.family))::uuid[]));
end $$;
