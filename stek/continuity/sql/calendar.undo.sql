drop function stek.feed_of(bytea);
drop policy facts on continuity_feed;
drop policy mine on continuity_feed;
alter table continuity_feed no force row level security;
alter table continuity_feed disable row level security;
revoke all on continuity_feed from {app};
