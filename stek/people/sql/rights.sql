-- The door may open and end sessions, and that is all it may; the app may not even look at them.
revoke all on people_livesession from {app};
grant select, insert, update on people_livesession to {door};

-- Who serves pages cannot make a nurse of somebody, nor move them to another organisation: both are given once, with the
-- account. An emergency access rests on the one, and who looks at it on the other.
create function stek.discipline_stays() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if (new.id, new.discipline, new.organisation_id) is distinct from (old.id, old.discipline, old.organisation_id)
     and pg_has_role(current_user, '{app}', 'usage') and not pg_has_role(current_user, '{owner}', 'usage') then
    raise exception 'a discipline stays' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger discipline_stays before update on people_person
  for each row execute function stek.discipline_stays();
