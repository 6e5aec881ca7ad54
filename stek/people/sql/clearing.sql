-- What is over goes, a batch of each kind at a time; says whether there may be more. How long each stays, and why:
-- people/clearing.py. A function without arguments, and no right to delete: whoever calls it chooses neither a row nor
-- an hour, and hears of none. Only the clock of this database counts, the one by which stek.person() judges.
create function stek.clear_away() returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  at_once constant integer := 5000;
  hours_ago constant timestamptz := now() - interval '6 hours';
  more boolean := false;
  gone integer;
begin
  -- No end is later than every other: as long as it has not ended and its time is not past, least() lies ahead.
  delete from public.people_livesession where token_hash = any (array(
    select s.token_hash from public.people_livesession s where least(s.ended_at, s.until_at) < hours_ago
     limit at_once for update skip locked));
  get diagnostics gone = row_count;
  more := more or gone = at_once;

  delete from public.django_session where session_key = any (array(
    select s.session_key from public.django_session s where s.expire_date < hours_ago
     limit at_once for update skip locked));
  get diagnostics gone = row_count;
  more := more or gone = at_once;

  delete from public.people_attempts where cache_key = any (array(
    select a.cache_key from public.people_attempts a where a.expires < hours_ago
     limit at_once for update skip locked));
  get diagnostics gone = row_count;
  more := more or gone = at_once;

  delete from public.people_reminder where id = any (array(
    select r.id from public.people_reminder r where r.day < (now() at time zone 'UTC')::date - 7
     limit at_once for update skip locked));
  get diagnostics gone = row_count;
  more := more or gone = at_once;

  -- Of a form that arrived: long enough for who sends it again when there is reach. A draft that waits has no hour here.
  delete from public.people_draft where id = any (array(
    select d.id from public.people_draft d where d.arrived_at < now() - interval '12 hours'
     limit at_once for update skip locked));
  get diagnostics gone = row_count;
  return more or gone = at_once;
end $$;

revoke execute on function stek.clear_away() from {app};
grant execute on function stek.clear_away() to {work};
