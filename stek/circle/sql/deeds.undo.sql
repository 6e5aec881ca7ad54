drop policy ends_sooner on circle_invitation;
drop policy stays on circle_breakglass;
drop policy no_more_than_is_seen on circle_breakglass;
drop policy stays on circle_grant;
drop policy no_more_than_is_seen on circle_grant;
drop policy stays on circle_circlemember;
drop policy no_more_than_is_seen on circle_circlemember;
