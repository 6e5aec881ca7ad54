-- A line about what is hidden from somebody, or written from a place they do not know, is not there for them. (By whom they do
-- not know: in an emergency one has no place.)
drop policy sealed on trail_trailentry;
create policy closed on trail_trailentry as restrictive for select to {app} using (
  not rests_on && (select stek.closed_threads())::uuid[] and not rests_on && (select stek.unknown_places())::uuid[]
  and family_id || '/' || person_id <> all ((select stek.sealed_people())::text[]));
