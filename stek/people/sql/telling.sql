-- Everybody sees and changes how they themselves want to be told, and nobody else's.
grant select, insert, update on people_channel to {app};
alter table people_channel enable row level security;
alter table people_channel force row level security;
create policy people_channel_own on people_channel for all to {app}
  using (person_id = (select stek.person())) with check (person_id = (select stek.person()));

-- The worker acts for nobody: it hears who is waited for, and looks up where their mail goes.
grant select (id, email, is_active) on people_person to {work};
grant select on people_channel to {work};
create policy people_channel_worker on people_channel for select to {work} using (true);
grant select, insert on people_reminder to {work};
grant update (sent_at) on people_reminder to {work};
