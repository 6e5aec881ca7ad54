-- What an UPDATE may reach that names no row: no more than a SELECT of the same person, and no more than their own deeds.
-- A permissive policy says who may; these take away, whatever other policy is added. Columns that nobody may set (a role,
-- a person, a period, a section, the end of an emergency access) have no right at all: tests/laws/test_rights.py.

-- A place: not one that is hidden, not an unused link of another, and not one that is over already.
create policy no_more_than_is_seen on circle_circlemember as restrictive for update to {app}
  using (id <> all ((select stek.sealed_threads())::uuid[]) and (person_id is not null or invited_by = (select stek.person()))
         and (until_at is null or now() < until_at))
  with check (true);
create policy stays on circle_circlemember as restrictive for delete to {app} using (false);

-- A consent: not for somebody who is hidden, and what was withdrawn keeps who did it and when.
create policy no_more_than_is_seen on circle_grant as restrictive for update to {app}
  using (circle_member_id <> all ((select stek.sealed_threads())::uuid[]) and withdrawn_at is null)
  with check (true);
create policy stays on circle_grant as restrictive for delete to {app} using (false);

-- An emergency access: not of somebody who is hidden, and nobody looks at their own.
create policy no_more_than_is_seen on circle_breakglass as restrictive for update to {app}
  using (person_id = (select stek.person()) or family_id || '/' || person_id <> all ((select stek.sealed_people())::text[]))
  with check (reviewed_by is distinct from person_id);
create policy stays on circle_breakglass as restrictive for delete to {app} using (false);

-- A link: it ends sooner, never later.
create policy ends_sooner on circle_invitation as restrictive for update to {app}
  using (now() < until_at) with check (until_at <= now());
