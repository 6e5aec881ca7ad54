drop function stek.arrived_before(uuid);
drop policy people_draft_keys on people_draft;
drop policy people_draft_own on people_draft;
alter table people_draft no force row level security;
alter table people_draft disable row level security;
revoke all on people_draft from {app};
