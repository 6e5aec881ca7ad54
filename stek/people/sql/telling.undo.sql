revoke all on people_reminder from {work};
drop policy people_channel_worker on people_channel;
revoke all on people_channel from {work};
revoke all on people_person from {work};
revoke select (id, email, is_active) on people_person from {work};
drop policy people_channel_own on people_channel;
alter table people_channel no force row level security;
alter table people_channel disable row level security;
revoke all on people_channel from {app};
