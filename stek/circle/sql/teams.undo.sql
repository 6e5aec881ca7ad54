drop policy for_a_place_of_ones_own on circle_invitation;
create policy for_a_place_of_ones_own on circle_invitation as restrictive for insert to {app} with check (
  circle_member_id in (select m.id from circle_circlemember m where m.family_id = circle_invitation.family_id
    and m.invited_by = (select stek.person())));
drop policy taken on circle_circlemember;
create policy taken on circle_circlemember as restrictive for select to {app} using (
  person_id is not null or invited_by = (select stek.person()) or id = any ((select stek.asking_places())::uuid[]));
drop policy through_no_team on circle_circlemember;
alter table circle_circlemember drop constraint of_a_team, drop constraint through_a_team;
revoke all on circle_tap from {app};
drop policy see on circle_tap;
drop policy facts on circle_tap;
alter table circle_tap no force row level security;
alter table circle_tap disable row level security;
alter table circle_tap drop constraint of_a_circle_member;
drop function stek.tap(uuid, uuid, uuid, uuid, bytea);
drop function stek.team_members(uuid, uuid);
drop function stek.other_teams(uuid[]);
drop function stek.held_teams();
drop function stek.unit_families();
drop function stek.units(uuid);
drop function stek.yeses(uuid[], uuid[]);
