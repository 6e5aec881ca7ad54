-- Who may change a row may not change all of it: a right to end is none to share, and the other way round.
create function stek.ending_fits() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if (new.until_at, new.until_by) is distinct from (old.until_at, old.until_by)
     and (old.until_at is not null or new.until_by is distinct from stek.person()) then
    raise exception 'what is over stays over, and says who ended it' using errcode = 'insufficient_privilege';
  end if;
  if (new.shared_at, new.shared_by) is distinct from (old.shared_at, old.shared_by)
     and (old.shared_at is not null or old.author_id is distinct from stek.person()) then
    raise exception 'only its author shares it, and once' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

-- A line of the circle can be hidden by itself, with nobody of the circle on the other side.
create policy sealed_itself on circle_tie as restrictive for select to {app} using (
  id <> all ((select stek.sealed_threads())::uuid[]));
-- And is then not ended in passing either, by a change that reads nothing.
create policy sealed_from_ending on circle_tie as restrictive for update to {app} using (
  id <> all ((select stek.sealed_threads())::uuid[]));
