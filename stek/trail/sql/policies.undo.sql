drop trigger trail_stays on trail_trailentry;
drop function stek.trail_stays();
drop policy sealed on trail_trailentry;
drop policy read on trail_trailentry;
drop policy write on trail_trailentry;
alter table trail_trailentry no force row level security;
alter table trail_trailentry disable row level security;
revoke all on trail_trailentry from {app};
