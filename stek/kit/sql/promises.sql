set local search_path to default;

-- What was promised, once for each key: a job that stands here is not taken on again, and one that
-- was done is not done again. Kept apart from the jobs, which are cleared away when they are done.
create table work.promise (
  key text primary key check (length(key) between 1 and 200),
  task text not null,
  promised_at timestamptz not null default now(),
  done_at timestamptz
);
create index promise_done on work.promise (done_at) where done_at is not null;

-- The only way in for who serves pages. Part of the transaction that is open: no commit, no job.
-- Ids only: a job must never carry a word of a person.
create function work.defer(task text, key text, at timestamptz, ids jsonb) returns boolean
  language plpgsql security definer set search_path = pg_catalog, work, pg_temp as $$
begin
  if exists (select 1 from jsonb_each_text(defer.ids) as given where given.value !~
             '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$') then
    raise exception 'a job carries ids only' using errcode = 'check_violation';
  end if;
  insert into work.promise (key, task) values (defer.key, defer.task) on conflict do nothing;
  if not found then
    return false;
  end if;
  perform work.procrastinate_defer_jobs_v1(array[
    row('work', defer.task, 0, null, defer.key, defer.ids, defer.at)::work.procrastinate_job_to_defer_v1]);
  return true;
end $$;

grant usage on schema work to {app}, {work}, {backup};
grant execute on function work.defer(text, text, timestamptz, jsonb) to {app};

-- The worker fetches, finishes and clears away. It owns nothing, and sees no row of a family: the
-- policies of those name the app only. What a job may look at is granted to it by the room it is of.
grant execute on all functions in schema work to {work};
grant select, insert, update, delete on all tables in schema work to {work};
grant usage on all sequences in schema work to {work};

grant select on all tables in schema work to {backup};
grant select on all sequences in schema work to {backup};
