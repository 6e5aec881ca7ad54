drop trigger pace_fits on circle_pace;
drop function stek.a_parent_sets_the_pace();
alter table circle_pace
  drop constraint by_a_circle_member,
  drop constraint of_a_family,
  drop constraint rests_on_itself;
drop policy sealed on circle_pace;
drop policy private on circle_pace;
drop policy read on circle_pace;
drop policy note on circle_pace;
drop policy share on circle_pace;
drop policy remove on circle_pace;
alter table circle_pace no force row level security;
alter table circle_pace disable row level security;
revoke all on circle_pace from {app};
