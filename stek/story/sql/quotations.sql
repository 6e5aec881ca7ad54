-- What somebody told, and another wrote down, is theirs to give: `whose_id` is that person, and from the moment it is shared
-- it lies under a closing of theirs. Nobody says `whose_id`: it follows from who told it, or whose own words it is.

-- Whose words a note holds that is written from a place: an adult with an account who stands here now, in a place that the
-- author knows, and who knows the author's; the place they act from. A child's words are the child's, whoever tells them.
create function stek.quoted_from(family uuid, place uuid, quoted uuid, told_by uuid) returns public.circle_circlemember
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare found public.circle_circlemember; mine public.circle_circlemember;
begin
  if coalesce(quoted_from.quoted, quoted_from.told_by) is null
     or quoted_from.quoted in (select stek.children(quoted_from.family)) then
    return null;
  end if;
  select * into mine from public.circle_circlemember m where m.family_id = quoted_from.family and m.id = quoted_from.place;
  select m.* into found from public.circle_circlemember m join public.people_person p on p.id = m.person_id and p.is_active
   where m.family_id = quoted_from.family and m.member_id in (quoted_from.quoted, quoted_from.told_by)
     and m.person_id <> mine.person_id and m.from_at <= now() and (m.until_at is null or now() < m.until_at)
     and m.id <> all ((select stek.over(quoted_from.family))::uuid[]) and stek.is_recognised(m.role, m.recognised_at)
     and stek.knows(mine.person_id, m) and stek.knows(m.person_id, mine)
   order by m.member_id is distinct from quoted_from.quoted, m.role <> 'parent', m.known_to is not null, m.from_at, m.id limit 1;
  return found;
end $$;

-- Who reads it until they say otherwise: who wrote it and, of a parent's words, the professionals that this parent let in,
-- unless they chose that nobody does; of anybody else's, the parents. By places that the author knows: who reads the author's
-- own note is told to the author.
create function stek.first_readers(quoted public.circle_circlemember, author uuid) returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  carers boolean := coalesce((select c.carers from public.circle_quotedchoice c
    where c.family_id = quoted.family_id and c.said_by = quoted.person_id order by c.said_at desc, c.id desc limit 1), true);
begin
  return array(select author union select m.person_id from public.circle_circlemember m
   where m.family_id = quoted.family_id and m.person_id <> quoted.person_id
     and m.from_at <= now() and (m.until_at is null or now() < m.until_at)
     and m.id <> all ((select stek.over(quoted.family_id))::uuid[]) and stek.is_recognised(m.role, m.recognised_at)
     and stek.knows(quoted.person_id, m) and stek.knows(m.person_id, quoted) and stek.knows(author, m)
     and case when quoted.role = 'parent' then carers and m.role = 'professional' and exists (
           select 1 from stek.yeses(array[m.family_id], array[m.id]) g
            where g.given_by = quoted.person_id and g.section = 'story' and g.purpose = 'care' and 'read' = any (g.verbs)
              and g.from_at <= now() and (g.until_at is null or now() < g.until_at))
         else m.role = 'parent' end);
end $$;

-- The same, with whose words they are, for who would write them now: said before it is saved. Null: they are the author's.
create function stek.quoted_readers(family uuid, quoted uuid, told_by uuid) returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare found public.circle_circlemember; here uuid := (select p.id from stek.places() p where p.family_id = quoted_readers.family);
begin
  found := stek.quoted_from(quoted_readers.family, here, quoted_readers.quoted, quoted_readers.told_by);
  if here is null or found.person_id is null then return null; end if;
  return stek.first_readers(found, stek.person()) || found.person_id;
end $$;

-- As it is written, or shared for the first time. A correction stays whose it was: what others read already is not closed by
-- who says afterwards that somebody told it. What a professional gave readers by name before it was shared (what is about
-- safety) is theirs.
create function stek.is_quoted() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  one record; quoted public.circle_circlemember; closing uuid := gen_random_uuid();
begin
  if new.section <> 'story' then new.whose_id := null; end if;
  if new.author_id is distinct from stek.person() or new.section <> 'story' then return new; end if;
  if tg_op = 'UPDATE' then
    if old.shared_at is not null or new.shared_at is null or exists (select 1 from public.circle_hidden h
        join public.circle_circlemember m on m.family_id = h.family_id and m.id = new.author_member_id and m.role = 'professional'
        where h.family_id = new.family_id and h.thread_id = new.thread_id and h.hidden_by = new.author_id and h.lifted_at is null) then
      return new;
    end if;
    for one in select o.family_id, o.author_member_id, o.quoted_id, o.told_by_id from public.story_observation o where o.family_id = new.family_id and o.thread_id = new.thread_id
        order by o.written_at desc, o.id desc loop
      quoted := stek.quoted_from(one.family_id, one.author_member_id, one.quoted_id, one.told_by_id);
      exit when quoted.person_id is not null;
    end loop;
    if quoted.person_id is not null then
      -- From now on that person chooses, and no longer who wrote it down.
      update public.circle_hidden h set lifted_at = now(), lifted_by = h.hidden_by
       where h.family_id = new.family_id and h.thread_id = new.thread_id and h.hidden_by = new.author_id and h.lifted_at is null;
      new.whose_id := quoted.person_id;
      new.rests_on := new.rests_on || quoted.id;
      new.asks := stek.asks(new.family_id, new.section, stek.voice(new.family_id, new.whose_id, new.author_id), new.rests_on,
        (select min(o.written_at) from public.story_observation o where o.family_id = new.family_id and o.thread_id = new.thread_id));
    end if;
    return new;
  end if;
  new.whose_id := null;
  if new.shared_at is null then return new; end if;
  if new.supersedes_id is not null then
    new.whose_id := (select o.whose_id from public.story_observation o
      where o.family_id = new.family_id and o.id = new.supersedes_id);
    return new;
  end if;
  quoted := stek.quoted_from(new.family_id, new.author_member_id, new.quoted_id, new.told_by_id);
  if quoted.person_id is not null then
    new.whose_id := quoted.person_id;
    new.rests_on := new.rests_on || quoted.id || closing;
    insert into public.circle_hidden (family_id, id, thread_id, readers, hidden_at, hidden_by, quotation)
      values (new.family_id, closing, new.thread_id, stek.first_readers(quoted, new.author_id), now(), quoted.person_id, true);
  end if;
  return new;
end $$;
-- Before what looks whom it is about and what it asks of the yeses: by its name.
create trigger a_quotation before insert or update of shared_at on story_observation
  for each row execute function stek.is_quoted();

-- What was kept and is shared now lies under its closing with all its versions.
create function stek.is_quoted_from_now_on() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select 1 from public.circle_hidden h where h.family_id = new.family_id and h.thread_id = new.thread_id
      and h.hidden_by = new.whose_id) then
    insert into public.circle_hidden (family_id, id, thread_id, readers, hidden_at, hidden_by, quotation)
      select new.family_id, gen_random_uuid(), new.thread_id, stek.first_readers(m, new.author_id), now(), new.whose_id, true
        from public.circle_circlemember m where m.family_id = new.family_id and m.person_id = new.whose_id
         and m.id = any (new.rests_on) limit 1;
  end if;
  return null;
end $$;
create trigger a_quotation_shared after update of shared_at on story_observation
  for each row when (old.shared_at is null and new.shared_at is not null and new.whose_id is not null)
  execute function stek.is_quoted_from_now_on();

revoke execute on function stek.quoted_from(uuid, uuid, uuid, uuid), stek.first_readers(public.circle_circlemember, uuid)
  from {app};

-- A parent's no takes what is quoted from that parent out of what a place reads, but not what others built on it. (That they
-- are that parent's to read, and whom they give them to: `stek.given`.)
create policy refused_words on story_observation as restrictive for select to {app} using (
  whose_id is null or author_id = (select stek.person()) or whose_id = (select stek.person())
  or family_id || '/' || whose_id <> all ((select stek.refusers())::text[])
  or (rests_on && (select stek.given())::uuid[] and stek.is_given(rests_on, author_id))
  or family_id = any ((select stek.opened_families())::uuid[]));
