-- One person may stand in one family openly and, in a hidden place, for one parent alone. A session acts from one of them,
-- the one that was chosen last in it.

-- Places that this session chose; of which of them it may act from, `stek.places()` judges anew each time.
create function stek.chosen() returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(max(s.acting_from), '{}') from public.people_livesession s
    where s.token_hash = sha256(convert_to(coalesce(current_setting('stek.token', true), ''), 'UTF8')) and s.ended_at is null);
end $$;

-- From now on this session acts from this place, in its family. Only one's own, while one stands there. Says whether it does.
create function stek.act_from(place uuid) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare chosen public.circle_circlemember;
begin
  select * into chosen from public.circle_circlemember m
   where m.id = act_from.place and m.person_id = stek.person()
     and m.from_at <= now() and (m.until_at is null or now() < m.until_at);
  if not found then return false; end if;
  update public.people_livesession s set acting_from = act_from.place || array(
      select one from unnest(s.acting_from) one where one not in (
        select m.id from public.circle_circlemember m where m.family_id = chosen.family_id and m.person_id = chosen.person_id))
   where s.token_hash = sha256(convert_to(coalesce(current_setting('stek.token', true), ''), 'UTF8'));
  return found;
end $$;
