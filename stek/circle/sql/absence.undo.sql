drop function stek.gone(uuid[]);
drop function stek.cannot_answer(uuid, uuid);
drop policy operator on trail_trailentry;
revoke all on circle_absence from {app};
drop policy see on circle_absence;
drop policy facts on circle_absence;
alter table circle_absence no force row level security;
alter table circle_absence disable row level security;
