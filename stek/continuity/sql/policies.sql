-- What was promised and asked stands behind the same gate as the story.

{gated:continuity_followup}
grant select, insert, update (shared_at, shared_by), delete on continuity_followup to {app};

{gated:continuity_referral}
grant select, insert, update (shared_at, shared_by), delete on continuity_referral to {app};

{gated:continuity_handover}
grant select, insert, update (shared_at, shared_by), delete on continuity_handover to {app};

{gated:continuity_carried}
grant select, insert, update (shared_at, shared_by), delete on continuity_carried to {app};

{gated:continuity_move}
grant select, insert, update (shared_at, shared_by), delete on continuity_move to {app};

{gated:continuity_pace}
grant select, insert, update (shared_at, shared_by), delete on continuity_pace to {app};

-- What the gate relies on cannot be left out.
alter table continuity_followup add constraint rests_on_itself
  check (rests_on @> array[id, author_member_id] and (stand_in is null or stand_in = any (rests_on)));
alter table continuity_referral add constraint rests_on_itself
  check (rests_on @> array[id, need_thread, author_member_id] and (stand_in is null or stand_in = any (rests_on)));
alter table continuity_handover add constraint rests_on_itself
  check (rests_on @> array[id, to_place, author_member_id]);
alter table continuity_carried add constraint rests_on_itself
  check (rests_on @> array[id, handover_id, note_thread, author_member_id]);
alter table continuity_move add constraint rests_on_itself
  check (rests_on @> array[id, of_id, author_member_id] and (place is null or place = any (rests_on)));
alter table continuity_pace add constraint rests_on_itself
  check (rests_on @> array[id, author_member_id]);
alter table continuity_followup
  add constraint of_a_family foreign key (family_id) references circle_family (id),
  add constraint by_a_circle_member foreign key (family_id, author_member_id) references circle_circlemember (family_id, id),
  add constraint in_this_circle foreign key (family_id, stand_in) references circle_circlemember (family_id, id);
alter table continuity_referral
  add constraint of_a_family foreign key (family_id) references circle_family (id),
  add constraint by_a_circle_member foreign key (family_id, author_member_id) references circle_circlemember (family_id, id),
  add constraint in_this_circle foreign key (family_id, stand_in) references circle_circlemember (family_id, id);
alter table continuity_handover
  add constraint of_a_family foreign key (family_id) references circle_family (id),
  add constraint by_a_circle_member foreign key (family_id, author_member_id) references circle_circlemember (family_id, id),
  add constraint in_this_circle foreign key (family_id, to_place) references circle_circlemember (family_id, id);
alter table continuity_carried
  add constraint of_a_family foreign key (family_id) references circle_family (id),
  add constraint by_a_circle_member foreign key (family_id, author_member_id) references circle_circlemember (family_id, id),
  add constraint of_this_handover foreign key (family_id, handover_id) references continuity_handover (family_id, id)
    on delete cascade;
alter table continuity_move
  add constraint of_a_family foreign key (family_id) references circle_family (id),
  add constraint by_a_circle_member foreign key (family_id, author_member_id) references circle_circlemember (family_id, id),
  add constraint in_this_circle foreign key (family_id, place) references circle_circlemember (family_id, id);
alter table continuity_pace
  add constraint of_a_family foreign key (family_id) references circle_family (id),
  add constraint by_a_circle_member foreign key (family_id, author_member_id) references circle_circlemember (family_id, id);

-- The machines of machines.py: a test shows that these are the same rows.
create function stek.machine_arrows()
  returns table (kind text, step text, before text, after text, who text, says_why boolean)
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  values
    ('follow_up', 'put_off', 'open', 'open', 'anybody', true),
    ('follow_up', 'put_off', 'asked', 'asked', 'anybody', true),
    ('follow_up', 'ask', 'open', 'asked', 'anybody', false),
    ('follow_up', 'ask', 'asked', 'asked', 'anybody', false),
    ('follow_up', 'take', 'open', 'open', 'stand_in', false),
    ('follow_up', 'take', 'asked', 'open', 'stand_in', false),
    ('follow_up', 'take', 'asked', 'open', 'asked', false),
    ('follow_up', 'leave', 'asked', 'open', 'asked', true),
    ('follow_up', 'do', 'open', 'done', 'anybody', false),
    ('follow_up', 'do', 'asked', 'done', 'anybody', false),
    ('follow_up', 'drop', 'open', 'dropped', 'anybody', true),
    ('follow_up', 'drop', 'asked', 'dropped', 'anybody', true),
    ('follow_up', 'reopen', 'done', 'open', 'anybody', false),
    ('follow_up', 'reopen', 'dropped', 'open', 'anybody', false),
    ('referral', 'ask_again', 'asked', 'asked', 'anybody', false),
    ('referral', 'ask_again', 'received', 'received', 'anybody', false),
    ('referral', 'ask_again', 'accepted', 'accepted', 'anybody', false),
    ('referral', 'receive', 'asked', 'received', 'anybody', false),
    ('referral', 'accept', 'asked', 'accepted', 'anybody', false),
    ('referral', 'accept', 'received', 'accepted', 'anybody', false),
    ('referral', 'decline', 'asked', 'declined', 'anybody', true),
    ('referral', 'decline', 'received', 'declined', 'anybody', true),
    ('referral', 'decline', 'accepted', 'declined', 'anybody', true),
    ('referral', 'meet', 'asked', 'contact', 'anybody', false),
    ('referral', 'meet', 'received', 'contact', 'anybody', false),
    ('referral', 'meet', 'accepted', 'contact', 'anybody', false),
    ('referral', 'begin', 'contact', 'under_way', 'anybody', false),
    ('referral', 'end', 'contact', 'ended', 'anybody', true),
    ('referral', 'end', 'under_way', 'ended', 'anybody', true),
    ('referral', 'end', 'declined', 'ended', 'anybody', true),
    ('referral', 'withdraw', 'asked', 'withdrawn', 'anybody', true),
    ('referral', 'withdraw', 'received', 'withdrawn', 'anybody', true),
    ('referral', 'withdraw', 'accepted', 'withdrawn', 'anybody', true),
    ('handover', 'agree', 'proposed', 'agreed', 'parent', false),
    ('handover', 'accept', 'agreed', 'accepted', 'receiver', false),
    ('handover', 'decline', 'proposed', 'declined', 'parent', true),
    ('handover', 'decline', 'agreed', 'declined', 'parent', true),
    ('handover', 'decline', 'accepted', 'declined', 'parent', true),
    ('handover', 'decline', 'proposed', 'declined', 'receiver', true),
    ('handover', 'decline', 'agreed', 'declined', 'receiver', true),
    ('handover', 'decline', 'accepted', 'declined', 'receiver', true),
    ('handover', 'withdraw', 'proposed', 'withdrawn', 'giver', true),
    ('handover', 'withdraw', 'agreed', 'withdrawn', 'giver', true),
    ('handover', 'withdraw', 'accepted', 'withdrawn', 'giver', true),
    ('handover', 'meet', 'accepted', 'met', 'parent', false),
    ('handover', 'meet', 'accepted', 'met', 'giver', false),
    ('handover', 'meet', 'accepted', 'met', 'receiver', false),
    ('handover', 'close', 'met', 'closed', 'parent', false),
    ('handover', 'close', 'met', 'closed', 'receiver', false),
    ('handover', 'close', 'met', 'closed', 'giver', false) $$;

create function stek.machine_first(kind text) returns text
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  select first from (values

    ('follow_up', 'open'),
    ('referral', 'asked'),
    ('handover', 'proposed')) as machine (kind, first) where machine.kind = machine_first.kind $$;

-- How something stands, as far as who asks may see.
create function stek.stands_at(kind text, family uuid, id uuid) returns text
  language plpgsql stable security invoker set search_path = pg_catalog, pg_temp as $$
begin
  return coalesce((select m.state from public.continuity_move m
      where m.family_id = stands_at.family and m.of_id = stands_at.id
      order by m.written_at desc, m.id desc limit 1), stek.machine_first(stands_at.kind));
end $$;

-- What is promised is about somebody of the family, and no more public than what it came from.
create function stek.follow_up_fits() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not stek.are_members(new.family_id, new.about) then
    raise exception 'a follow-up is about somebody of this family' using errcode = 'check_violation';
  end if;
  if new.need_thread is not null and not exists (select 1 from public.needs_need n
       where n.family_id = new.family_id and n.id = new.need_thread and new.rests_on @> n.rests_on
         and (new.shared_at is null or n.shared_at is not null)) then
    raise exception 'a follow-up serves a need that is at least as open' using errcode = 'check_violation';
  end if;
  if new.note_thread is not null and not exists (select 1 from public.story_observation o
       where o.family_id = new.family_id and o.id = new.note_thread and new.rests_on @> o.rests_on
         and (new.shared_at is null or o.shared_at is not null)) then
    raise exception 'a follow-up rests on a note that is at least as open' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger follow_up_fits before insert or update on continuity_followup
  for each row execute function stek.follow_up_fits();

create function stek.referral_fits() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select 1 from public.needs_need n
       where n.family_id = new.family_id and n.id = new.need_thread and new.rests_on @> n.rests_on
         and (new.shared_at is null or n.shared_at is not null)) then
    raise exception 'a referral serves a need that is at least as open' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger referral_fits before insert or update on continuity_referral
  for each row execute function stek.referral_fits();

-- One hands over to one at a time: as long as the one before is not over, there is no second.
create function stek.handover_fits() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(new.family_id || '/handover/' || new.author_member_id, 0));
  if exists (select 1 from public.continuity_handover h
       where h.family_id = new.family_id and h.author_member_id = new.author_member_id and h.id <> new.id
         and stek.stands_at('handover', h.family_id, h.id) in ('proposed', 'agreed', 'accepted', 'met')) then
    raise exception 'one handover at a time' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger handover_fits before insert on continuity_handover
  for each row execute function stek.handover_fits();

create function stek.carried_fits() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select 1 from public.continuity_handover h
       where h.family_id = new.family_id and h.id = new.handover_id and new.rests_on @> h.rests_on
         and h.author_id = new.author_id and (new.shared_at is null or h.shared_at is not null)) then
    raise exception 'a note goes with a handover of one''s own' using errcode = 'check_violation';
  end if;
  if not exists (select 1 from public.story_observation o
       where o.family_id = new.family_id and o.id = new.note_thread and new.rests_on @> o.rests_on
         and (new.shared_at is null or o.shared_at is not null)) then
    raise exception 'a note that goes with a handover is at least as open' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger carried_fits before insert or update on continuity_carried
  for each row execute function stek.carried_fits();

-- A step goes on from how it stands now, along an arrow of its machine, by who may. Of two at once the second
-- is refused; it sees what the first did and decides anew.
create function stek.move_fits() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  subject record;
  last public.continuity_move;
  stood text;
  is_who text[] := array['anybody'];
begin
  if new.kind = 'follow_up' then
    select f.rests_on, f.shared_at, f.author_id, null::uuid as receiver, f.stand_in into subject
      from public.continuity_followup f where f.family_id = new.family_id and f.id = new.of_id;
  elsif new.kind = 'referral' then
    select r.rests_on, r.shared_at, r.author_id, null::uuid as receiver, r.stand_in into subject
      from public.continuity_referral r where r.family_id = new.family_id and r.id = new.of_id;
  else
    select h.rests_on, h.shared_at, h.author_id, h.to_place as receiver, null::uuid as stand_in into subject
      from public.continuity_handover h where h.family_id = new.family_id and h.id = new.of_id;
  end if;
  if subject.rests_on is null or not new.rests_on @> subject.rests_on
     or (new.shared_at is not null and subject.shared_at is null) then
    raise exception 'a step is taken in something that is at least as open' using errcode = 'check_violation';
  end if;
  perform pg_advisory_xact_lock(hashtextextended(new.family_id || '/move/' || new.of_id, 0));
  select * into last from public.continuity_move m
   where m.family_id = new.family_id and m.of_id = new.of_id order by m.written_at desc, m.id desc limit 1;
  if new.before_id is distinct from last.id or new.written_at <= last.written_at then
    raise exception 'somebody was first' using errcode = 'serialization_failure';
  end if;
  stood := coalesce(last.state, stek.machine_first(new.kind));
  if exists (select 1 from public.circle_circlemember m where m.family_id = new.family_id
       and m.id = new.author_member_id and m.role = 'parent') then
    is_who := is_who || 'parent'::text;
  end if;
  if subject.author_id = new.author_id then is_who := is_who || 'giver'::text; end if;
  if subject.receiver = new.author_member_id then is_who := is_who || 'receiver'::text; end if;
  if subject.stand_in = new.author_member_id then is_who := is_who || 'stand_in'::text; end if;
  if new.author_member_id = (select m.place from public.continuity_move m
       where m.family_id = new.family_id and m.of_id = new.of_id and m.step = 'ask'
       order by m.written_at desc, m.id desc limit 1) then
    is_who := is_who || 'asked'::text;
  end if;
  if not exists (select 1 from stek.machine_arrows() a
       where a.kind = new.kind and a.step = new.step and a.before = stood and a.after = new.state
         and a.who = any (is_who) and (not a.says_why or new.words_sealed is not null)) then
    raise exception 'there is no such step from here' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger move_fits before insert on continuity_move
  for each row execute function stek.move_fits();

create function stek.pace_fits() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select 1 from public.circle_circlemember m where m.family_id = new.family_id
       and m.id = new.author_member_id and m.role = 'parent') then
    raise exception 'the family sets its pace' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger pace_fits before insert on continuity_pace
  for each row execute function stek.pace_fits();

-- Who can read this item now: everybody in whom it does not rest on something that is hidden from them. An item
-- without anybody who can read it has lost who watches over it, so this looks at every seal; it says nothing but
-- who is left, and only to who can read the item.
create function stek.who_reads(family uuid, section text, rests_on uuid[]) returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not stek.stands_in(who_reads.family) then return '{}'; end if;
  return (select coalesce(array_agg(m.id order by m.from_at, m.id), '{}')
    from public.circle_circlemember m join public.people_person p on p.id = m.person_id
   where m.family_id = who_reads.family and p.is_active
     and m.from_at <= now() and (m.until_at is null or now() < m.until_at)
     and m.id <> all ((select stek.sealed_threads())::uuid[])
     and (m.role = 'parent' or exists (select 1 from public.circle_grant g
           where g.family_id = m.family_id and g.circle_member_id = m.id and g.section = who_reads.section
             and g.purpose = 'care' and 'read' = any (g.verbs) and g.withdrawn_at is null
             and g.from_at <= now() and (g.until_at is null or now() < g.until_at)))
     and not exists (select 1 from public.circle_seal s
           where s.family_id = m.family_id and s.hidden_from = m.person_id and s.lifted_at is null
             and (s.thread_id = any (who_reads.rests_on) or s.section = who_reads.section)));
end $$;
