-- A draft is of who types it. The owner wraps keys anew and erases (`stek keys`); it opens nothing without the
-- key-encryption key, which the database has not.
alter table people_draft enable row level security;
alter table people_draft force row level security;
create policy people_draft_own on people_draft for all to {app}
  using (person_id = (select stek.person())) with check (person_id = (select stek.person()));
create policy people_draft_keys on people_draft to {owner} using (true) with check (true);
grant select, insert, update, delete on people_draft to {app};

-- What arrived with this key before. Whoever sends the same at the same time waits here, and then finds it.
create function stek.arrived_before(draft uuid)
  returns table (page text, went_to text, key_wrapped bytea, fields_sealed bytea)
  language plpgsql volatile security invoker set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('draft/' || arrived_before.draft, 0));
  return query select d.page::text, d.went_to::text, d.key_wrapped, d.fields_sealed
    from public.people_draft d where d.id = arrived_before.draft and d.arrived_at is not null;
end $$;
